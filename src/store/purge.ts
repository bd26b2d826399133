/**
 * Forgetting what the district has for good. The engine decides what (safe and old enough, DESIGN §2); here it is made
 * to stay forgotten: first a mark in the journal, then the line, then blobs nobody names any more.
 */
import type { Bytes } from "../base/bytes.ts";
import { toHex } from "../base/bytes.ts";
import type { UnixMs } from "../base/clock.ts";
import { vaultCopyMs } from "../base/limits.ts";
import type { Journal, JournalScope } from "./journal/journal.ts";
import { removableSegments } from "./journal/journal.ts";
import type { AppendPorts } from "./log/append.ts";
import type { BlobDisk, Database } from "./ports.ts";

export type PurgePorts = {
  readonly database: Database;
  readonly journal: Journal;
  readonly blobs: BlobDisk;
  readonly scope: JournalScope;
};

/** Removes the sealed copies of these entries; their rows stay as stubs, so that slips and lists still know them. */
export async function purgeEntries({ database, journal, scope }: PurgePorts, digests: readonly Bytes[]): Promise<void> {
  await journal.markPurged(scope, digests);
  const keys = digests.map(toHex);
  await database.transact(
    keys.map((key) => ({ table: "entries", key })),
    (found) =>
      keys.flatMap((key) => {
        const row = found.get("entries", key);
        if (!row?.custody.safe) return [];
        return [
          { table: "entries", put: { ...row, purged: 1 } } as const,
          { table: "lines", remove: key } as const,
          { table: "labels", remove: key } as const,
        ];
      }),
  );
  await journal.removeSegments(removableSegments((await journal.readAll()).segments));
}

/** Removes copies in the vault that are older than 48 hours by this tablet's clock: they are readable data. */
export async function dropOldCopies(database: Database, now: UnixMs): Promise<void> {
  const old = (await database.all("copies")).filter((row) => now - row.at > vaultCopyMs);
  if (old.length > 0) await database.transact([], () => old.map((row) => ({ table: "copies", remove: row.key })));
}

/**
 * Removes blobs that neither an entry nor a draft names. `namedByDrafts` can only be known while the vault is open:
 * call it then, and never otherwise. Gives how many went.
 */
export async function dropUnnamedBlobs(
  { database, blobs, journalOnly }: Pick<PurgePorts, "database" | "blobs"> & Pick<AppendPorts, "journalOnly">,
  namedByDrafts: ReadonlySet<string>,
): Promise<number> {
  const named = new Set(namedByDrafts);
  for (const row of await database.all("entries"))
    if (row.purged === 0) for (const blob of row.blobs) named.add(toHex(blob.hash));
  // What a full disk keeps out of the database is an entry all the same.
  for (const { row } of journalOnly.values()) for (const blob of row.blobs) named.add(toHex(blob.hash));
  const unnamed = (await blobs.list()).filter((name) => !named.has(name));
  for (const name of unnamed) await blobs.remove(name);
  return unnamed.length;
}
