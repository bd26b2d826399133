/** `audio accept`: the recordings a village has brought, listened to and then taken into kiosk-config for everybody. */
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { ConfigFiles } from "../domain/configuration/read-files.ts";
import { makeConfiguration } from "../domain/configuration/make-configuration.ts";
import { clipName } from "../domain/speech/clip-name.ts";
import type { ClipManifest } from "../domain/speech/clip-manifest.ts";
import { readManifest } from "../domain/speech/clip-manifest.ts";
import { spokenLanguages } from "../domain/speech/language.ts";
import type { Recording } from "../domain/speech/recordings-file.ts";
import { readRecordingsFile } from "../domain/speech/recordings-file.ts";
import { spokenSentences } from "../domain/speech/spoken-sentences.ts";
import { readConfigFiles } from "../server/configuration/config-files.ts";
import { writeClip, writeManifest } from "./audio/clip-folder.ts";
import { oneFile } from "./backup.ts";
import type { Command } from "./command.ts";
import { exits, RefusedError } from "./command.ts";
import { quietPlaceOf } from "./data.ts";

export const audioAccept: Command = {
  name: "audio accept",
  usage: "FILE [--listen DIR] [--except NAME…] [--json]",
  summary: "Takes a village's recordings into kiosk-config/audio; with --listen only writes them out to be heard.",
  details: [
    "First --listen DIR: every recording becomes a file there, and the list says which sentence it is.",
    "Then without it: all are accepted except the names given. The server's next start publishes them, and tablets fetch them.",
    "A recording of a sentence that no screen says is left out.",
  ].join("\n"),
  flags: {
    listen: { type: "string", value: "DIR", help: "write the recordings there and accept none" },
    except: { type: "string", multiple: true, value: "NAME", help: "refuse this recording, named as in the list" },
  },
  run: async (typed, world) => {
    const { configDir, regency } = quietPlaceOf(world);
    const read = readRecordingsFile(readFileSync(oneFile(typed), "utf8"));
    if (!read.ok) throw new RefusedError(`This is no file of recordings: ${read.detail ?? ""}`);
    const files = readConfigFiles(configDir);
    const config = files.ok ? makeConfiguration(files.value, regency) : files;
    if (!files.ok || !config.ok)
      throw new RefusedError(`The configuration cannot be read: ${config.ok ? "" : (config.detail ?? "")}`);
    const known = new Set(spokenSentences(config.value).map(({ text }) => text));
    const { village, recordings } = read.value;
    const listenDir = typed.text("listen");
    const refused = new Set(typed.texts("except"));
    const wanted = recordings.filter((each) => known.has(each.sentence) && !refused.has(nameOf(each)));
    if (listenDir === undefined) accept(wanted, files.value, configDir);
    else writeOut(recordings, listenDir);
    const lines = recordings.map((each) => {
      const fate = listenDir !== undefined ? "to hear" : wanted.includes(each) ? "accepted" : "left out";
      return { name: nameOf(each), sentence: each.sentence, recordedBy: each.recordedBy, fate };
    });
    world.print({
      json: { village, accepted: listenDir === undefined ? wanted.length : 0, recordings: lines },
      text: [
        `${recordings.length} recordings of village ${village}`,
        ...lines.map(({ name, sentence, recordedBy, fate }) => `  ${name}  ${fate}  ${sentence}  (${recordedBy})`),
      ].join("\n"),
    });
    return exits.done;
  },
};

/** "jv-0fwz3sj69hg": language and name of the clip. */
const nameOf = ({ language, sentence }: Recording): string => `${language}-${clipName(sentence)}`;

function writeOut(recordings: readonly Recording[], dir: string): void {
  mkdirSync(dir, { recursive: true });
  for (const each of recordings) writeFileSync(join(dir, `${nameOf(each)}.webm`), each.sound);
}

/** A person's clip takes the place of a machine's, and of an earlier person's. */
function accept(recordings: readonly Recording[], files: ConfigFiles, configDir: string): void {
  for (const language of spokenLanguages) {
    const own = recordings.filter((each) => each.language === language);
    if (own.length === 0) continue;
    const manifest = readManifest(files, language);
    if (!manifest.ok) throw new RefusedError(`The manifest cannot be read: ${manifest.detail ?? ""}`);
    writeManifest(configDir, withRecordings(manifest.value, own, configDir));
  }
}

function withRecordings(
  { language, clips }: ClipManifest,
  recordings: readonly Recording[],
  configDir: string,
): ClipManifest {
  const about = { source: "human", confidence: "high", ending: "webm" } as const;
  const made = new Map(
    recordings.map(({ sentence, sound }) => [sentence, writeClip(configDir, language, sentence, sound, about)]),
  );
  const replaced = clips.map((clip) => made.get(clip.sentence) ?? clip);
  const known = new Set(clips.map(({ sentence }) => sentence));
  return { language, clips: [...replaced, ...[...made.values()].filter(({ sentence }) => !known.has(sentence))] };
}
