/**
 * Removes blobs that no entry names any more, and only those that are older than the oldest backup that may still be
 * restored: whatever that backup's entries name, it then brings along itself (DESIGN §2). No backup = nothing is removed.
 */
import type { Bytes } from "../../base/bytes.ts";
import { toHex } from "../../base/bytes.ts";
import type { District } from "../district.ts";
import type { StorageTx } from "../storage/ports.ts";

/** Gives how many were removed. Safe beside running servers: each blob is looked at under the database's own lock. */
export async function sweepBlobs(district: District): Promise<number> {
  let removed = 0;
  const before = await district.storage.transaction(oldestKept);
  if (before === undefined) return 0;
  for await (const hash of district.blobs.list()) {
    const storedAt = await district.blobs.storedAt(hash);
    if (storedAt === undefined || storedAt >= before) continue;
    if (await sweep(district, hash)) removed += 1;
  }
  if (removed > 0) district.log.info("blobs-swept", { removed });
  return removed;
}

/** When the oldest backup was taken that may still be restored, verified or not. */
async function oldestKept(tx: StorageTx): Promise<number | undefined> {
  const taken = (await tx.backups.list()).filter((row) => row.restorable === 1).map((row) => row.takenAt);
  return taken.length > 0 ? Math.min(...taken) : undefined;
}

/**
 * The row goes first and for good: a crash leaves a file that nobody counts on, never a row without its file. Then the
 * file, unless an entry has come to name it meanwhile.
 */
async function sweep(district: District, hash: Bytes): Promise<boolean> {
  const isForgotten = await district.storage.transaction(async (tx) => {
    if (await isNamed(tx, hash)) return false;
    await tx.blobs.remove(hash);
    return true;
  });
  if (!isForgotten) return false;
  return district.storage.transaction(async (tx) => {
    if (await isNamed(tx, hash)) return false;
    await district.blobs.remove(hash);
    district.log.info("blob-swept", { hash: toHex(hash) });
    return true;
  });
}

async function isNamed(tx: StorageTx, hash: Bytes): Promise<boolean> {
  return (await tx.blobs.findNamed([hash])).length > 0;
}
