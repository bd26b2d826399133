/**
 * Heads against what is held: a log whose running hash comes out another way than somebody announced was continued
 * twice, though no two entries claim one place here (DESIGN §2: "so that a reused seq shows"). Decides nothing else.
 */
import type { Bytes } from "../../base/bytes.ts";
import { equalBytes } from "../../base/bytes.ts";
import { RUNNING_HASH_START } from "../../crypto/hash.ts";
import { runningHashBytes } from "../../protocol/entry.ts";
import { chainHashNow } from "../digests.ts";
import type { StorageTx } from "../storage/ports.ts";

/** Some place of a log and the running hash up to it, first 8 bytes. */
export type PlaceHash = { readonly seq: number; readonly runningHash: Bytes };

/** True when everything up to one of these places is held and gives another hash than was announced for it. */
export async function isContradicted(
  tx: StorageTx,
  device: Bytes,
  logId: Bytes,
  announced: readonly PlaceHash[],
): Promise<boolean> {
  const through = await highestHeld(tx, device, logId, announced);
  if (through === 0) return false;
  let hash = RUNNING_HASH_START;
  for (const { seq, digest } of await tx.entries.listPlaces(device, logId, through)) {
    hash = chainHashNow(hash, digest);
    const shown = hash.slice(0, runningHashBytes);
    if (announced.some((head) => head.seq === seq && !equalBytes(head.runningHash, shown))) return true;
  }
  return false;
}

/** The highest of these places up to which every seq is held once; 0 when there is none. */
async function highestHeld(
  tx: StorageTx,
  device: Bytes,
  logId: Bytes,
  announced: readonly PlaceHash[],
): Promise<number> {
  for (const { seq } of announced.toSorted((a, b) => b.seq - a.seq)) {
    const { seqs, entries } = await tx.entries.countPlaces(device, logId, seq);
    // Two entries for one place are a fork that shows by itself.
    if (seqs === seq && entries === seq) return seq;
  }
  return 0;
}
