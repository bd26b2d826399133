/** What a tablet is told of the clips of one language: which packs there are and where a clip lies in one. Holds no sound. */
import * as v from "valibot";
import { parseJson } from "../../base/json.ts";
import type { Result } from "../../base/result.ts";
import { err, ok } from "../../base/result.ts";
import type { SpokenLanguage } from "./language.ts";
import { spokenLanguages } from "./language.ts";

const sha256Hex = v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/));
const bytes = v.pipe(v.number(), v.safeInteger(), v.minValue(1));

/** SHA-256 of the whole pack in hex, which is its address too, and its clips in the order they lie: name and length. */
const packSchema = v.object({ hash: sha256Hex, clips: v.pipe(v.array(v.tuple([v.string(), bytes])), v.minLength(1)) });
export type ClipPack = v.InferOutput<typeof packSchema>;

const indexSchema = v.object({ language: v.picklist(spokenLanguages), packs: v.array(packSchema) });
export type ClipIndex = { readonly language: SpokenLanguage; readonly packs: readonly ClipPack[] };

/** Reads an index that came over a network. Failure: `malformed`. */
export function parseClipIndex(text: string): Result<ClipIndex, "malformed"> {
  const parsed = v.safeParse(indexSchema, parseJson(text));
  return parsed.success ? ok(parsed.output) : err("malformed");
}

/** Bytes of a pack: the sum of its clips. */
export const packBytes = ({ clips }: ClipPack): number => clips.reduce((sum, [, length]) => sum + length, 0);
