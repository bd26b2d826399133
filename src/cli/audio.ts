/** `audio`: makes the Indonesian clips that are missing, drops those nobody needs, and writes the coverage report. */
import { clipsBytesMax } from "../base/voice-limits.ts";
import { makeConfiguration } from "../domain/configuration/make-configuration.ts";
import { clipName } from "../domain/speech/clip-name.ts";
import type { ManifestClip } from "../domain/speech/clip-manifest.ts";
import { readManifest } from "../domain/speech/clip-manifest.ts";
import type { SpokenLanguage } from "../domain/speech/language.ts";
import { fallbackLanguage } from "../domain/speech/language.ts";
import { spokenSentences } from "../domain/speech/spoken-sentences.ts";
import { readConfigFiles } from "../server/configuration/config-files.ts";
import { isWhole, writeClip, writeManifest } from "./audio/clip-folder.ts";
import { pronounce } from "./audio/pronounce.ts";
import { speak, SpeakError } from "./audio/speak.ts";
import type { Command, World } from "./command.ts";
import { exits, RefusedError, wholeNumber } from "./command.ts";
import { quietPlaceOf } from "./data.ts";

/** Two programs a clip, two clips at once: what a small machine carries. */
const atOnce = 2;

export const audio: Command = {
  name: "audio",
  usage: "[--limit N] [--json]",
  summary:
    "Makes the missing Indonesian clips of kiosk-config/audio with a robot voice and drops what no sentence needs.",
  details:
    "Needs the Debian packages espeak-ng and opus-tools. Clips that people recorded are kept as long as their sentence exists; no Javanese or Sundanese is ever made by a machine.",
  flags: { limit: { type: "string", value: "N", help: "make at most so many clips now" } },
  run: async (typed, world) => {
    const { configDir, regency } = quietPlaceOf(world);
    const files = readConfigFiles(configDir);
    const config = files.ok ? makeConfiguration(files.value, regency) : files;
    if (!files.ok || !config.ok)
      throw new RefusedError(`The configuration cannot be read: ${config.ok ? "" : (config.detail ?? "")}`);
    const sentences = spokenSentences(config.value).map(({ text }) => text);
    const clash = findClash(sentences);
    if (clash !== undefined) throw new RefusedError(`Two sentences have one name: ${clash.join(" | ")}`);
    const manifest = readManifest(files.value, fallbackLanguage);
    if (!manifest.ok) throw new RefusedError(`The manifest cannot be read: ${manifest.detail ?? ""}`);
    const kept = keptClips(configDir, fallbackLanguage, sentences, manifest.value.clips);
    const missing = sentences.filter((sentence) => !kept.has(sentence));
    const wanted = missing.slice(0, wholeNumber(typed, "limit", 0) ?? missing.length);
    const made = await makeClips(wanted, configDir, world);
    const clips = sentences.flatMap((sentence) => kept.get(sentence) ?? made.get(sentence) ?? []);
    const dropped = writeManifest(configDir, { language: fallbackLanguage, clips });
    const bytes = clips.reduce((sum, clip) => sum + clip.bytes, 0);
    const json = { sentences: sentences.length, clips: clips.length, made: made.size, dropped, bytes };
    world.print({
      json,
      text: `${clips.length} of ${sentences.length} sentences have a clip (${made.size} new, ${dropped} dropped), ${(bytes / 1e6).toFixed(2)} MB`,
    });
    return bytes <= clipsBytesMax ? exits.done : exits.failed;
  },
};

/** Two different sentences whose clips would have one name, or undefined. */
function findClash(sentences: readonly string[]): readonly [string, string] | undefined {
  const names = new Map<string, string>();
  for (const sentence of sentences) {
    const other = names.get(clipName(sentence));
    if (other !== undefined) return [other, sentence];
    names.set(clipName(sentence), sentence);
  }
  return undefined;
}

/** The clips of the manifest that are still wanted and whole, by sentence. */
function keptClips(
  configDir: string,
  language: SpokenLanguage,
  sentences: readonly string[],
  clips: readonly ManifestClip[],
): ReadonlyMap<string, ManifestClip> {
  const wanted = new Set(sentences);
  const kept = clips.filter((clip) => wanted.has(clip.sentence) && isWhole(configDir, language, clip));
  return new Map(kept.map((clip) => [clip.sentence, clip]));
}

async function makeClips(
  sentences: readonly string[],
  configDir: string,
  { say, stop }: Pick<World, "say" | "stop">,
): Promise<ReadonlyMap<string, ManifestClip>> {
  const made = new Map<string, ManifestClip>();
  const waiting = [...sentences];
  const work = async (): Promise<void> => {
    for (let sentence = waiting.shift(); sentence !== undefined && !stop.aborted; sentence = waiting.shift()) {
      const sound = await speak(pronounce(sentence));
      const about = { ending: "opus", source: "synthetic", confidence: "low" } as const;
      made.set(sentence, writeClip(configDir, fallbackLanguage, sentence, sound, about));
      if (made.size % 200 === 0) say(`${made.size} of ${sentences.length}`);
    }
  };
  try {
    await Promise.all(Array.from({ length: atOnce }, work));
  } catch (error) {
    // What was made so far is kept: the next run goes on from there.
    if (!(error instanceof SpeakError)) throw error;
    say(`no more clips: ${error.message}`);
  }
  return made;
}
