/**
 * The clips of `kiosk-config/audio` as tablets fetch them: packs of some tens of KB and one index a language, each under
 * its SHA-256. The hash of an index stands in the signed configuration, so what a tablet plays is what the district meant.
 */
import { createHash } from "node:crypto";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { clipPackBytes } from "../../base/voice-limits.ts";
import type { Result } from "../../base/result.ts";
import { ok } from "../../base/result.ts";
import type { Bytes } from "../../base/bytes.ts";
import { concatBytes, utf8 } from "../../base/bytes.ts";
import type { ConfigFiles } from "../../domain/configuration/read-files.ts";
import type { ClipIndex } from "../../domain/speech/clip-index.ts";
import type { ManifestClip } from "../../domain/speech/clip-manifest.ts";
import { readManifest } from "../../domain/speech/clip-manifest.ts";
import type { SpokenLanguage } from "../../domain/speech/language.ts";
import { spokenLanguages } from "../../domain/speech/language.ts";
import type { ClipListing } from "../../domain/speech/speech.ts";

export type Shelf = {
  /** For the configuration. A language without a clip is not in it. */
  readonly listings: readonly ClipListing[];
  /** An index (JSON) or a pack by its SHA-256 in hex. */
  readonly items: ReadonlyMap<string, { readonly bytes: Bytes; readonly type: string }>;
  /** Files that are missing or do not hold what their manifest says: left out. */
  readonly faulty: readonly string[];
};

export const emptyShelf: Shelf = { listings: [], items: new Map(), faulty: [] };

/** Reads manifests (from `files`) and clips (below `configDir`). Failure: `config-invalid`: a manifest does not read. */
export function openShelf(files: ConfigFiles, configDir: string): Result<Shelf, "config-invalid"> {
  const listings: ClipListing[] = [];
  const items = new Map<string, { readonly bytes: Bytes; readonly type: string }>();
  const faulty: string[] = [];
  const put = (bytes: Bytes, type: string): string => {
    const hash = sha256Of(bytes);
    items.set(hash, { bytes, type });
    return hash;
  };
  for (const language of spokenLanguages) {
    const manifest = readManifest(files, language);
    if (!manifest.ok) return manifest;
    const clips = manifest.value.clips.flatMap((clip) => {
      const read = readClip(configDir, language, clip);
      if (read === undefined) faulty.push(`${language}/${clip.file}`);
      return read ?? [];
    });
    if (clips.length === 0) continue;
    const packs = packUp(clips).map((pack) => ({
      hash: put(concatBytes(...pack.map(({ bytes }) => bytes)), "application/octet-stream"),
      clips: pack.map(({ name, bytes }): [string, number] => [name, bytes.byteLength]),
    }));
    const index = put(utf8(JSON.stringify({ language, packs } satisfies ClipIndex)), "application/json");
    listings.push({ language, index });
  }
  return ok({ listings, items, faulty });
}

type Clip = { readonly name: string; readonly bytes: Bytes };

function readClip(configDir: string, language: SpokenLanguage, { file, sha256 }: ManifestClip): Clip | undefined {
  const path = join(configDir, "audio", language, file);
  if (!existsSync(path)) return undefined;
  const bytes = new Uint8Array(readFileSync(path));
  return sha256Of(bytes) === sha256 ? { name: file.slice(0, file.indexOf(".")), bytes } : undefined;
}

/**
 * By the clip's name, not by its place in a list: a sentence that is added or re-recorded changes one pack, and tablets
 * fetch that one again, not all behind it. The number of packs doubles as they grow.
 */
function packUp(clips: readonly Clip[]): readonly (readonly Clip[])[] {
  const total = clips.reduce((sum, { bytes }) => sum + bytes.byteLength, 0);
  const count = 2 ** Math.max(0, Math.ceil(Math.log2(total / clipPackBytes)));
  const packs = Array.from({ length: count }, (): Clip[] => []);
  for (const clip of clips) packs[placeOf(clip.name, count)]?.push(clip);
  return packs.filter((pack) => pack.length > 0);
}

/** The last letters of a name are its most even ones. */
const placeOf = (name: string, count: number): number => Number.parseInt(name.slice(-5), 36) % count;

/** In hex, as manifests and addresses name a sound. */
export function sha256Of(bytes: Uint8Array): string {
  return createHash("sha256").update(bytes).digest("hex");
}
