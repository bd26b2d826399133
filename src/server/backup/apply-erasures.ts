/**
 * What was erased after a backup must not come back with it: the ledger's erasures are applied to the store before
 * anything is served (DESIGN §2, the ledger). The store remembers how many it has seen, and so does every backup of it.
 */
import type { Bytes } from "../../base/bytes.ts";
import type { Ledger } from "../ledger/ledger.ts";
import type { BlobStore, Storage, StorageTx } from "../storage/ports.ts";

const appliedSetting = "erasures-applied";

export type ErasureParts = {
  readonly storage: Storage;
  readonly blobs: Pick<BlobStore, "remove">;
  readonly ledger: Ledger;
};

/**
 * Applies every erasure the store has not seen. Gives the number of entries that went. Photos go first: a crash half way
 * is said again at the next start, and nothing is served in between.
 */
export async function applyErasures({ storage, blobs, ledger }: ErasureParts): Promise<number> {
  const erasures = ledger.state.erasures();
  const applied = await storage.transaction(async (tx) => Number((await tx.settings.get(appliedSetting)) ?? 0));
  const fresh = erasures.slice(applied);
  if (fresh.length === 0) return 0;
  const prefixes = fresh.flatMap(({ digests }) => digests);
  const digests = await storage.transaction(async (tx) => heldOf(tx, prefixes));
  const hashes = await storage.transaction((tx) => tx.erasures.blobsOnlyOf(digests));
  for (const hash of hashes) await blobs.remove(hash);
  await storage.transaction(async (tx) => {
    await tx.erasures.forgetBlobs(hashes);
    for (const digest of digests) await tx.erasures.eraseEntry(digest);
    for (const id of fresh.flatMap(({ applicationIds }) => applicationIds)) await eraseCase(tx, id);
    await tx.settings.set(appliedSetting, String(erasures.length));
  });
  return digests.length;
}

async function heldOf(tx: StorageTx, prefixes: readonly Bytes[]): Promise<readonly Bytes[]> {
  return (await tx.entries.custody(prefixes)).filter((row) => row.state !== "erased").map((row) => row.digest);
}

/** Entries of the application that were not named by the erasure came later: people look at them, unopened. */
async function eraseCase(tx: StorageTx, applicationId: Bytes): Promise<void> {
  await tx.erasures.eraseCase(applicationId);
  for (const { digest, state } of await tx.entries.listOfApplication(applicationId))
    if (state !== "erased")
      await tx.entries.change(digest, { state: "quarantined", standing: "set-aside", reason: "erased-application" });
}
