/**
 * The list beside the clips of one language, `kiosk-config/audio/<language>.json`: for every sentence its file, what it
 * holds, who speaks and how sure somebody is of it. Judges the list; the sound itself is for whoever reads files.
 */
import * as v from "valibot";
import type { Result } from "../../base/result.ts";
import { err, ok } from "../../base/result.ts";
import type { ConfigFiles } from "../configuration/read-files.ts";
import { readFile } from "../configuration/read-files.ts";
import { clipName } from "./clip-name.ts";
import type { SpokenLanguage } from "./language.ts";
import { fallbackLanguage, spokenLanguages } from "./language.ts";

const clipSchema = v.object({
  /** The key: the sentence as it is written in Indonesian, whatever language the clip speaks. */
  sentence: v.pipe(v.string(), v.minLength(1)),
  /** Inside the language's folder. */
  file: v.pipe(v.string(), v.regex(/^[0-9a-z]{11}\.(?:opus|webm)$/)),
  bytes: v.pipe(v.number(), v.safeInteger(), v.minValue(1)),
  sha256: v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/)),
  source: v.picklist(["human", "synthetic"]),
  confidence: v.picklist(["low", "medium", "high"]),
});
export type ManifestClip = v.InferOutput<typeof clipSchema>;

const manifestSchema = v.object({ language: v.picklist(spokenLanguages), clips: v.array(clipSchema) });
export type ClipManifest = { readonly language: SpokenLanguage; readonly clips: readonly ManifestClip[] };

export const manifestPath = (language: SpokenLanguage): string => `audio/${language}.json`;

/**
 * The manifest of a language; without a file it is empty. Failure: `config-invalid`: a field is wrong, a file is named
 * for another sentence or twice, or a machine speaks anything but Indonesian.
 */
export function readManifest(files: ConfigFiles, language: SpokenLanguage): Result<ClipManifest, "config-invalid"> {
  const path = manifestPath(language);
  if (files[path] === undefined) return ok({ language, clips: [] });
  const read = readFile(files, path, manifestSchema);
  if (!read.ok) return read;
  const { clips } = read.value;
  const fault = clips.find(({ sentence, file }) => !file.startsWith(`${clipName(sentence)}.`));
  if (fault !== undefined)
    return err("config-invalid", `${path}: ${fault.file} is not the name of "${fault.sentence}"`);
  if (read.value.language !== language) return err("config-invalid", `${path}: language ${read.value.language}`);
  if (new Set(clips.map(({ sentence }) => sentence)).size < clips.length)
    return err("config-invalid", `${path}: a sentence stands twice`);
  const machine = language === fallbackLanguage ? undefined : clips.find(({ source }) => source === "synthetic");
  return machine === undefined ? ok(read.value) : err("config-invalid", `${path}: ${machine.file} is synthetic`);
}
