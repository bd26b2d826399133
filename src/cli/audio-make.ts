/** `audio make`: makes the Indonesian clips that are missing, drops those nobody needs, and writes the coverage report. */
import { clipsBytesMax } from "../base/voice-limits.ts";
import { makeConfiguration } from "../domain/configuration/make-configuration.ts";
import { clipName } from "../domain/speech/clip-name.ts";
import type { ClipManifest, ManifestClip } from "../domain/speech/clip-manifest.ts";
import { readManifest } from "../domain/speech/clip-manifest.ts";
import type { SpokenLanguage } from "../domain/speech/language.ts";
import { fallbackLanguage, spokenLanguages } from "../domain/speech/language.ts";
import { spokenSentences } from "../domain/speech/spoken-sentences.ts";
import type { ConfigFiles } from "../domain/configuration/read-files.ts";
import { readConfigFiles } from "../server/configuration/config-files.ts";
import { writeReport } from "./audio/write-report.ts";
import { isWhole, writeClip, writeManifest } from "./audio/clip-folder.ts";
import { pronounce } from "./audio/pronounce.ts";
import { speak, SpeakError } from "./audio/speak.ts";
import type { Command, World } from "./command.ts";
import { exits, RefusedError, wholeNumber } from "./command.ts";
import { quietPlaceOf } from "./data.ts";

/** Two programs a clip, two clips at once: what a small machine carries. */
const atOnce = 2;

export const audioMake: Command = {
  name: "audio make",
  usage: "[--limit N | --report] [--json]",
  summary:
    "Makes the missing Indonesian clips of kiosk-config/audio with a robot voice and drops what no sentence needs.",
  details:
    "Needs the Debian packages espeak-ng and opus-tools. Clips that people recorded are kept as long as their sentence exists; no Javanese or Sundanese is ever made by a machine.",
  flags: {
    report: { type: "boolean", help: "make nothing, only write COVERAGE.md" },
    limit: { type: "string", value: "N", help: "make at most so many clips now" },
  },
  run: async (typed, world) => {
    const { configDir, regency } = quietPlaceOf(world);
    const files = readConfigFiles(configDir);
    const config = files.ok ? makeConfiguration(files.value, regency) : files;
    if (!files.ok || !config.ok)
      throw new RefusedError(`The configuration cannot be read: ${config.ok ? "" : (config.detail ?? "")}`);
    const sentences = spokenSentences(config.value).map(({ text }) => text);
    const clash = findClash(sentences);
    if (clash !== undefined) throw new RefusedError(`Two sentences have one name: ${clash.join(" | ")}`);
    const making = typed.isSet("report") ? 0 : (wholeNumber(typed, "limit", 0) ?? sentences.length);
    const done = { made: 0, dropped: 0 };
    for (const language of spokenLanguages) {
      const manifest = manifestOf(files.value, language);
      if (manifest.clips.length === 0 && language !== fallbackLanguage) continue;
      const kept = keptClips(configDir, sentences, manifest);
      const missing = language === fallbackLanguage ? sentences.filter((sentence) => !kept.has(sentence)) : [];
      const made = await makeClips(missing.slice(0, making), configDir, world);
      const clips = sentences.flatMap((sentence) => kept.get(sentence) ?? made.get(sentence) ?? []);
      if (!typed.isSet("report")) done.dropped += writeManifest(configDir, { language, clips });
      done.made += made.size;
    }
    const report = writeReport(configDir, regency);
    world.print({
      json: { ...done, ...report.facts },
      text: `${done.made} new, ${done.dropped} dropped\n${report.table.join("\n")}`,
    });
    return report.facts.bytes <= clipsBytesMax ? exits.done : exits.failed;
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

function manifestOf(files: ConfigFiles, language: SpokenLanguage): ClipManifest {
  const manifest = readManifest(files, language);
  if (!manifest.ok) throw new RefusedError(`The manifest cannot be read: ${manifest.detail ?? ""}`);
  return manifest.value;
}

/** The clips of the manifest that are still wanted and whole, by sentence. */
function keptClips(
  configDir: string,
  sentences: readonly string[],
  { language, clips }: ClipManifest,
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
