/**
 * Completeness: an entry whose blobs all lie proven in the store gets the next intake number, in commit order, under the
 * one lock of the intake row. Numbers and running hash are given in the same transaction that makes the entry complete.
 */
import type { Bytes } from "../../base/bytes.ts";
import { toHex } from "../../base/bytes.ts";
import { intakeHashNow } from "../digests.ts";
import type { StorageTx } from "../storage/ports.ts";
import type { IntakeRow } from "../storage/rows.ts";

/** The next intake rows for `digests`, in this order. Written by the caller's transaction through `tx.intake.append`. */
export async function numberIntake(
  tx: StorageTx,
  digests: readonly Bytes[],
): Promise<readonly (IntakeRow & { readonly digest: Bytes })[]> {
  if (digests.length === 0) return [];
  let { intake, hash } = await tx.intake.last();
  const rows: (IntakeRow & { readonly digest: Bytes })[] = [];
  for (const digest of digests) {
    intake += 1;
    hash = intakeHashNow(hash, digest);
    rows.push({ intake, hash, digest });
  }
  return rows;
}

/** Completes those of `digests` that lack nothing any more. What was set aside keeps its state and still gets a number. */
export async function completeEntries(tx: StorageTx, digests: readonly Bytes[]): Promise<void> {
  const missing = new Set((await tx.blobs.listMissing(digests)).map((blob) => toHex(blob.digest)));
  const entries = await tx.entries.findMany(digests);
  const ready = entries.filter(
    (entry) => entry.intake === 0 && entry.state !== "erased" && !missing.has(toHex(entry.digest)),
  );
  const rows = await numberIntake(
    tx,
    ready.map((entry) => entry.digest),
  );
  await tx.intake.append(rows);
  for (const [at, entry] of ready.entries()) {
    const intake = rows[at]?.intake ?? 0;
    await tx.entries.change(entry.digest, { intake, state: entry.state === "held" ? "complete" : entry.state });
  }
}
