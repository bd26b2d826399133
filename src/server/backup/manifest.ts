/** What a backup says of itself: which district, as of when, up to which intake number, and the digest of every part. */
import { createHash } from "node:crypto";
import * as v from "valibot";
import { readPieces } from "./archive.ts";

export const manifestName = "manifest.json";
export const databaseName = "district.sqlite";
export const blobFolder = "blobs/";

const sha256Hex = v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/));
const whole = v.pipe(v.number(), v.safeInteger(), v.minValue(0));

export const manifestSchema = v.object({
  format: v.literal("loket-backup/1"),
  /** Names this generation. */
  id: v.string(),
  regency: v.string(),
  /** District time, milliseconds. */
  takenAt: whole,
  epoch: whole,
  /** Highest intake number inside. */
  intake: whole,
  database: v.object({ sha256: sha256Hex, size: whole }),
  /** Every blob is named by the SHA-256 of its bytes. */
  blobs: v.array(v.object({ sha256: sha256Hex, size: whole })),
});

export type Manifest = v.InferOutput<typeof manifestSchema>;

/** SHA-256 of a part of a file, hex. */
export function hashPart(path: string, offset: number, size: number): string {
  const hash = createHash("sha256");
  for (const piece of readPieces(path, offset, size)) hash.update(piece);
  return hash.digest("hex");
}
