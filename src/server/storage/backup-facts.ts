/**
 * What the district knows of its backup generations, and from it `safeThrough`: the intake number up to which a tablet
 * may forget. Comparing a generation entry by entry is the backup room's work; here only its outcome is kept.
 */
import type { UnixMs } from "../../base/clock.ts";
import type { StorageTx } from "./ports.ts";
import type { BackupRow } from "./rows.ts";

/** A generation was written: from now on it counts, at first as holding nothing. */
export async function recordGeneration(
  tx: StorageTx,
  generation: { readonly id: string; readonly takenAt: UnixMs },
): Promise<void> {
  await tx.backups.put({ ...generation, intake: 0, verifiedAt: 0, restorable: 1 });
}

/**
 * Every digest up to `intake`, and its blobs, were found in the generation as bytes. Unknown generations are passed over.
 * Whatever somebody thought of it before it was finished: it lies there, so it can be restored and counts.
 */
export async function verifyGeneration(tx: StorageTx, id: string, intake: number, verifiedAt: UnixMs): Promise<void> {
  const generation = (await tx.backups.list()).find((row) => row.id === id);
  if (generation) await tx.backups.put({ ...generation, intake, verifiedAt, restorable: 1 });
}

/** The generation can never be restored again (deleted, key gone): it no longer holds anything back. */
export async function forgetGeneration(tx: StorageTx, id: string): Promise<void> {
  const generation = (await tx.backups.list()).find((row) => row.id === id);
  if (generation) await tx.backups.put({ ...generation, restorable: 0 });
}

/** The lowest verified intake number of all restorable generations; unverified ones hold nothing, none is 0 (DESIGN §2). */
export async function safeThrough(tx: StorageTx): Promise<number> {
  const restorable = (await tx.backups.list()).filter((row) => row.restorable === 1);
  if (restorable.length === 0) return 0;
  return Math.min(...restorable.map((row) => (row.verifiedAt > 0 ? row.intake : 0)));
}

/**
 * The database is now that of `restored`, which is verified here and now; what the days that go knew of the other
 * generations still counts, as far as their numbers are this database's. Up to which number a generation and those days
 * agreed is what they had verified of it: of two generations they knew, the lower of both. Numbers above were given anew,
 * perhaps more than once: the same number in both says nothing.
 */
export async function keepGenerations(
  tx: StorageTx,
  known: readonly BackupRow[],
  restored: { readonly id: string; readonly takenAt: UnixMs; readonly intake: number },
  at: UnixMs,
): Promise<void> {
  const then = new Map((await tx.backups.list()).map((row) => [row.id, row]));
  const ofRestored = known.find((row) => row.id === restored.id);
  const common = Math.min(restored.intake, ofRestored?.intake ?? 0);
  for (const row of known) {
    const intake = Math.max(Math.min(row.intake, common), then.get(row.id)?.intake ?? 0);
    await tx.backups.put({ ...row, intake });
  }
  if (ofRestored?.restorable === 0) return;
  await recordGeneration(tx, { id: restored.id, takenAt: restored.takenAt });
  await verifyGeneration(tx, restored.id, restored.intake, at);
}
