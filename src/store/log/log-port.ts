/**
 * The engine's `LogPort` over database and journal. Entries the database could not take are served from memory, read
 * from the journal at start; their custody lives as long as this object. Knows no exchange and no screen.
 */
import type { Bytes } from "../../base/bytes.ts";
import { toHex } from "../../base/bytes.ts";
import { asksMax } from "../../base/limits.ts";
import type { LogHead } from "../../protocol/bundle.ts";
import { sentCustody } from "../../sync/custody.ts";
import type { Changes, EntryMeta, LogPort, LoggedEntry, SyncState } from "../../sync/ports.ts";
import { casesWithoutFields, noticesToShowBack } from "../notices.ts";
import type { NoticeFile } from "../notice-file.ts";
import type { Database } from "../ports.ts";
import { StoreFailure } from "../ports.ts";
import type { EntryRow } from "../tables.ts";
import { changeRows, keepSafe, refsOfChanges, sentRows, storedState } from "./apply-changes.ts";
import type { JournalOnly } from "./merge.ts";
import { bytesOfHex, loggedEntry, metaOfRow, withCustody } from "./rows.ts";

export type LogPortDeps = {
  readonly database: Database;
  readonly journalOnly: Map<string, JournalOnly>;
  /** What is known of the district before the first reply: from the identity file. */
  readonly initialState: SyncState;
  /** The second copy of notices; undefined where no file can be written (service worker): the next start copies them. */
  readonly notices: NoticeFile | undefined;
  /** Removes sealed copies; undefined where the journal cannot be written (service worker): then nothing is purged. */
  readonly purge: ((digests: readonly Bytes[]) => Promise<void>) | undefined;
};

/** The union as the engine sees it. All methods throw `StoreFailure` when the database fails. */
export function makeLogPort({ database, journalOnly, initialState, notices, purge }: LogPortDeps): LogPort {
  const union = async (rows: Promise<readonly EntryRow[]>, keep: (row: EntryRow) => boolean) => {
    const stored = await rows;
    // Another context may have brought one of ours into the database meanwhile: that row has the newer custody.
    const known = new Set(stored.map((row) => row.key));
    const extra = [...journalOnly.values()].map((entry) => entry.row).filter((row) => keep(row) && !known.has(row.key));
    return [...stored, ...extra];
  };

  return {
    async loadState() {
      const row = await database.get("state", "sync");
      const state = row?.key === "sync" ? row.sync : initialState;
      const asked = (await casesWithoutFields(database)).slice(0, asksMax);
      return { ...state, asks: asked.map(({ notice }) => bytesOfHex(notice)) };
    },
    async listOutstanding() {
      const rows = await union(database.where("entries", "outstanding", 1), (row) => row.outstanding === 1);
      return rows.filter((row) => row.purged === 0).map(metaOfRow);
    },
    async listUnsafe() {
      return (await union(database.where("entries", "unsafe", 1), (row) => row.unsafe === 1)).map(metaOfRow);
    },
    async listSafe() {
      const rows = await database.where("entries", "unsafe", 0);
      return rows.filter((row) => row.purged === 0).map(metaOfRow);
    },
    async findByPrefix(prefixes) {
      const found: EntryMeta[] = [];
      for (const prefix of prefixes.map(toHex)) {
        const rows = await union(database.startingWith("entries", prefix), (row) => row.key.startsWith(prefix));
        found.push(...rows.filter((row) => row.purged === 0).map(metaOfRow));
      }
      return found;
    },
    async read(digest): Promise<LoggedEntry | undefined> {
      const key = toHex(digest);
      const extra = journalOnly.get(key);
      if (extra) return loggedEntry(extra.row, extra.payload);
      const [row, line] = [await database.get("entries", key), await database.get("lines", key)];
      return row && line ? loggedEntry(row, line.payload) : undefined;
    },
    async heads() {
      return headsOf(await database.headsOfUnsafeLogs(), [...journalOnly.values()]);
    },
    async markSent(sent) {
      for (const digest of sent.digests)
        changeJournalOnly(journalOnly, toHex(digest), (row) => withCustody(row, sentCustody(row.custody)));
      const refs = sent.digests.map((digest) => ({ table: "entries", key: toHex(digest) }) as const);
      try {
        await database.transact([{ table: "state", key: "sync" }, ...refs], (found) =>
          sentRows(sent, initialState, found),
        );
      } catch (error) {
        // A full disk sends all the same (DESIGN §2, at start): what cannot be remembered is sent again, and is held once.
        if (!(error instanceof StoreFailure && error.code === "storage-full")) throw error;
      }
    },
    async apply(changes: Changes) {
      // Before the database, and any screen, learns of a notice it stands in the file.
      const unfiled = await findFailure(() => notices?.keep(changes.notices, changes.state.stand));
      let outcome: "applied" | "outdated" = "outdated";
      await database.transact(refsOfChanges(changes), (found) => {
        const { cursor } = storedState(found) ?? initialState;
        // Receipts never wait for a full disk; the notices are told again.
        const kept = unfiled ? { ...changes, notices: [], state: { ...changes.state, cursor } } : changes;
        const writes = changeRows(kept, found);
        outcome = writes === "outdated" ? "outdated" : "applied";
        return writes === "outdated" ? [] : writes;
      });
      if (outcome === "outdated") return outcome;
      for (const [key, custody] of changes.custody)
        changeJournalOnly(journalOnly, key, (row) => withCustody(row, keepSafe(row.custody, custody)));
      if (unfiled) throw unfiled;
      return outcome;
    },
    async listNotices() {
      const state = await database.get("state", "sync");
      const districtNow = (state?.key === "sync" ? state.sync.lastReplyAt : undefined) ?? 0;
      return (await noticesToShowBack(database, districtNow)).map(({ key, signed }) => ({
        id: bytesOfHex(key),
        signed,
      }));
    },
    async listSlips() {
      return (await database.all("slips")).map((row) => row.slip);
    },
    async purge(digests) {
      await purge?.(digests);
    },
  };
}

async function findFailure(work: () => Promise<void> | undefined): Promise<StoreFailure | undefined> {
  try {
    await work();
    return undefined;
  } catch (error) {
    if (error instanceof StoreFailure) return error;
    throw error;
  }
}

function changeJournalOnly(
  journalOnly: Map<string, JournalOnly>,
  key: string,
  change: (row: EntryRow) => EntryRow,
): void {
  const entry = journalOnly.get(key);
  if (entry) journalOnly.set(key, { ...entry, row: change(entry.row) });
}

/** The newest entry of every log that still holds something not safe; logs by the claimed time of that entry. */
function headsOf(heads: readonly EntryRow[], extra: readonly JournalOnly[]): readonly LogHead[] {
  const newest = new Map(heads.map((row) => [row.logId, row]));
  for (const { row } of extra) {
    const known = newest.get(row.logId);
    if (!known || row.seq > known.seq) newest.set(row.logId, row);
  }
  return [...newest.values()]
    .toSorted((a, b) => a.appendedAt - b.appendedAt)
    .map(({ logId, seq, runningHash, device }) => ({ logId: bytesOfHex(logId), seq, runningHash, device }));
}
