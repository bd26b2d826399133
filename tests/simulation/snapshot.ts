/** A backup generation of the simulated district: every row and every whole blob, and the way to put it back. */
import type { DatabaseSync } from "node:sqlite";
import type { Bytes } from "../../src/base/bytes.ts";
import { sha256 } from "../../src/crypto/hash.ts";
import type { BlobStore } from "../../src/server/storage/ports.ts";
import type { Rows } from "./databases.ts";
import { readRows, writeRows } from "./databases.ts";

export type Snapshot = { readonly rows: Rows; readonly blobs: readonly Bytes[]; readonly intake: number };

/** Database first, then blobs, as a backup is taken. */
export async function takeSnapshot(database: DatabaseSync, blobs: BlobStore, intake: number): Promise<Snapshot> {
  const rows = readRows(database);
  const bytes: Bytes[] = [];
  for await (const hash of blobs.list()) {
    const blob = await blobs.read(hash);
    if (blob) bytes.push(blob);
  }
  return { rows, blobs: bytes, intake };
}

/** Fills a fresh database and a fresh blob store with what the generation holds. */
export async function putBack(snapshot: Snapshot, database: DatabaseSync, blobs: BlobStore): Promise<void> {
  writeRows(database, snapshot.rows);
  for (const blob of snapshot.blobs) {
    const hash = await sha256(blob);
    await blobs.appendPart(hash, 0, 0, blob);
    await blobs.finish(hash, 0);
  }
}
