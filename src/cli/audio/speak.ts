/**
 * Lets a machine say an Indonesian sentence: espeak-ng speaks, opusenc makes it small. Both are Debian packages and needed
 * only by whoever makes clips. Never given Javanese or Sundanese: the machine would mock them.
 */
import { spawn } from "node:child_process";
import { clipBitsPerSecond } from "../../base/voice-limits.ts";

const wavHeaderBytes = 44;
/** Words a minute: slower than a newsreader, for people who hear it once. */
const wordsPerMinute = "135";
/** What is quieter than this of 32767 is silence. */
const audibleFrom = 250;
/** Left before and after the sound, so that clips can follow each other without a gap or a click. */
const edgeMs = 40;

export type SpeakFailure = "program-missing" | "speaking-failed";

/** An Ogg Opus file that says `words`. Throws {@link SpeakError}. */
export async function speak(words: string): Promise<Uint8Array> {
  const wav = await run("espeak-ng", ["-v", "id", "-s", wordsPerMinute, "--stdout"], words);
  const size = ["--bitrate", String(clipBitsPerSecond / 1000), "--framesize", "60", "--downmix-mono"];
  // No chance and no date in the file: the same sentence gives the same bytes.
  const same = ["--serial", "1", "--discard-comments", "--padding", "0"];
  return run("opusenc", ["--quiet", ...size, ...same, "-", "-"], trim(wav));
}

/** Thrown when a clip cannot be made; the message names the program. */
export class SpeakError extends Error {
  override readonly name = "SpeakError";
  readonly code: SpeakFailure;
  constructor(code: SpeakFailure, program: string) {
    super(`${program}: ${code}`);
    this.code = code;
  }
}

/** A mono 16-bit WAV without the silence at its ends. */
function trim(wav: Uint8Array): Uint8Array {
  const view = new DataView(wav.buffer, wav.byteOffset, wav.byteLength);
  const samplesPerSecond = view.getUint32(24, true);
  const samples = Math.floor((wav.byteLength - wavHeaderBytes) / 2);
  const isHeard = (at: number): boolean => Math.abs(view.getInt16(wavHeaderBytes + at * 2, true)) > audibleFrom;
  let first = 0;
  while (first < samples && !isHeard(first)) first += 1;
  let last = samples - 1;
  while (last > first && !isHeard(last)) last -= 1;
  const edge = Math.round((samplesPerSecond * edgeMs) / 1000);
  const from = Math.max(0, first - edge);
  const to = Math.min(samples, last + edge);
  const sound = wav.slice(wavHeaderBytes + from * 2, wavHeaderBytes + to * 2);
  const header = wav.slice(0, wavHeaderBytes);
  const headerView = new DataView(header.buffer);
  headerView.setUint32(4, wavHeaderBytes - 8 + sound.byteLength, true);
  headerView.setUint32(40, sound.byteLength, true);
  return Buffer.concat([header, sound]);
}

function run(program: string, args: readonly string[], input: string | Uint8Array): Promise<Uint8Array> {
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, { stdio: ["pipe", "pipe", "ignore"] });
    const parts: Buffer[] = [];
    child.stdout.on("data", (part: Buffer) => parts.push(part));
    child.once("error", () => reject(new SpeakError("program-missing", program)));
    // Whoever does not read to the end says so by its exit code.
    child.stdin.on("error", () => undefined);
    child.once("close", (code) =>
      code === 0 && parts.length > 0
        ? resolve(Buffer.concat(parts))
        : reject(new SpeakError("speaking-failed", program)),
    );
    child.stdin.end(input);
  });
}
