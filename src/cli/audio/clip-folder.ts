/** The folder `kiosk-config/audio`: manifests and clips as files. Keeps what was there until the new list is written. */
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { clipName } from "../../domain/speech/clip-name.ts";
import type { ClipManifest, ManifestClip } from "../../domain/speech/clip-manifest.ts";
import { manifestPath } from "../../domain/speech/clip-manifest.ts";
import type { SpokenLanguage } from "../../domain/speech/language.ts";
import { sha256Of } from "../../server/audio/shelf.ts";

const folderOf = (configDir: string, language: SpokenLanguage): string => join(configDir, "audio", language);

/** Whether the file of a clip is there and holds what the manifest says. */
export function isWhole(configDir: string, language: SpokenLanguage, clip: ManifestClip): boolean {
  const path = join(folderOf(configDir, language), clip.file);
  return existsSync(path) && sha256Of(readFileSync(path)) === clip.sha256;
}

/** Writes a clip of `sentence` and gives its line of the manifest. */
export function writeClip(
  configDir: string,
  language: SpokenLanguage,
  sentence: string,
  sound: Uint8Array,
  about: Pick<ManifestClip, "source" | "confidence"> & { readonly ending: "opus" | "webm" },
): ManifestClip {
  const { ending, source, confidence } = about;
  const folder = folderOf(configDir, language);
  mkdirSync(folder, { recursive: true });
  const file = `${clipName(sentence)}.${ending}`;
  writeFileSync(join(folder, file), sound);
  return { sentence, file, bytes: sound.byteLength, sha256: sha256Of(sound), source, confidence };
}

/** Writes the manifest, then removes the clips it does not name; gives how many. */
export function writeManifest(configDir: string, manifest: ClipManifest): number {
  const { language, clips } = manifest;
  const folder = folderOf(configDir, language);
  mkdirSync(folder, { recursive: true });
  const lines = clips.map((clip) => `    ${JSON.stringify(clip)}`).join(",\n");
  writeFileSync(
    join(configDir, manifestPath(language)),
    `{\n  "language": ${JSON.stringify(language)},\n  "clips": [\n${lines}\n  ]\n}\n`,
  );
  const named = new Set(clips.map(({ file }) => file));
  const unnamed = readdirSync(folder).filter((name) => !named.has(name));
  for (const name of unnamed) rmSync(join(folder, name));
  return unnamed.length;
}
