/**
 * What there is to do: the entries, offers, blobs, notices and slips that the next exchanges shall carry, sorted by
 * what is known of each. Knows no size and no wire.
 */
import type { Bytes } from "../base/bytes.ts";
import { toHex } from "../base/bytes.ts";
import { digestPrefixBytes } from "../protocol/entry.ts";
import { isOutstanding } from "./custody.ts";
import type { EntryMeta, LogPort, NoticeIn, SyncState } from "./ports.ts";

/** A blob, or the rest of one, that the district lacks. */
export type WantedPart = {
  readonly hash: Bytes;
  readonly offset: number;
  readonly size: number;
  /** Prefixes of entries that name it. */
  readonly namedBy: readonly Bytes[];
  readonly priority: number;
};

export type Work = {
  /** No exchange has carried them. */
  readonly fresh: readonly EntryMeta[];
  /** The district said that it lacks them. */
  readonly wanted: readonly EntryMeta[];
  /** Carried before, or held without a word about their blobs: asked about in 16 bytes each. */
  readonly unsure: readonly EntryMeta[];
  readonly parts: readonly WantedPart[];
  readonly notices: readonly NoticeIn[];
  readonly slips: readonly Bytes[];
};

export type WorkInput = {
  readonly state: SyncState;
  readonly outstanding: readonly EntryMeta[];
  /** Notices owed to the district since its epoch rose. */
  readonly notices: readonly NoticeIn[];
  readonly slips: readonly Bytes[];
  /** Hex names of entries and blobs that could not be read from the disk: asked for, but not here. */
  readonly unreadable: ReadonlySet<string>;
};

/** Sorts what is outstanding. Nothing in it trusts a clock; the order is by log and seq only to make runs of one log. */
export function sortWork({ state, outstanding, notices, slips, unreadable }: WorkInput): Work {
  const entries = outstanding.filter((meta) => !unreadable.has(toHex(meta.digest))).toSorted(byLogAndSeq);
  const parts = wantedParts(state, outstanding, unreadable);
  const travelling = new Set(parts.map((part) => toHex(part.hash)));
  return {
    fresh: entries.filter((meta) => meta.custody.delivery === "new"),
    wanted: entries.filter((meta) => meta.custody.delivery === "wanted"),
    unsure: entries.filter((meta) => isOffered(meta, travelling)),
    parts,
    notices,
    slips,
  };
}

/**
 * DESIGN §2: offers name what the tablet is not sure of. Until an entry has its intake number nobody can show that it was
 * lost (a stand counts numbers only), so it is offered again, unless a part of it travels: that asks as well.
 */
function isOffered({ custody, blobs }: EntryMeta, travelling: ReadonlySet<string>): boolean {
  if (custody.delivery === "unsure") return true;
  if (custody.delivery !== "received" || !isOutstanding(custody)) return false;
  return !blobs.some((blob) => travelling.has(toHex(blob.hash)));
}

/** DESIGN §5: blobs of urgent applications first. Only the offset the district named last is sent. */
function wantedParts(
  state: SyncState,
  outstanding: readonly EntryMeta[],
  unreadable: ReadonlySet<string>,
): readonly WantedPart[] {
  const naming = namingEntries(outstanding);
  const parts: WantedPart[] = [];
  for (const { hash, offset } of state.wantedBlobs) {
    const key = toHex(hash);
    const entries = naming.get(key);
    if (entries && !unreadable.has(key)) parts.push(partOf(hash, offset, entries));
  }
  return parts.toSorted((a, b) => b.priority - a.priority);
}

/** The part of `hash` from `offset` on, named by these entries. */
export function partOf(hash: Bytes, offset: number, entries: readonly EntryMeta[]): WantedPart {
  const key = toHex(hash);
  const size = entries[0]?.blobs.find((blob) => toHex(blob.hash) === key)?.size ?? 0;
  return {
    hash,
    offset,
    size,
    namedBy: entries.map((meta) => new Uint8Array(meta.digest.subarray(0, digestPrefixBytes))),
    priority: Math.max(...entries.map((meta) => meta.priority)),
  };
}

/** Entries by the hex hash of the blobs they name. */
export function namingEntries(entries: readonly EntryMeta[]): ReadonlyMap<string, readonly EntryMeta[]> {
  const naming = new Map<string, EntryMeta[]>();
  for (const meta of entries)
    for (const blob of meta.blobs) {
      const key = toHex(blob.hash);
      const known = naming.get(key);
      if (known) known.push(meta);
      else naming.set(key, [meta]);
    }
  return naming;
}

/** Neighbours in a log stand together: they make runs. */
export function byLogAndSeq(a: EntryMeta, b: EntryMeta): number {
  const [left, right] = [toHex(a.logId), toHex(b.logId)];
  return left < right ? -1 : left > right ? 1 : a.seq - b.seq;
}

/** True while another exchange would carry something. `asked`: hex digests the last exchange has asked about already. */
export function isWorkLeft(work: Work, asked: ReadonlySet<string>): boolean {
  const carries = [work.fresh, work.wanted, work.parts, work.notices, work.slips].some((list) => list.length > 0);
  return carries || work.unsure.some((meta) => !asked.has(toHex(meta.digest)));
}

/** The notices to show back to a district that may have lost them; the log is read only where there are any. */
export async function owedNotices(
  log: Pick<LogPort, "listNotices">,
  { noticesOwed }: SyncState,
): Promise<readonly NoticeIn[]> {
  const owed = new Set(noticesOwed.map(toHex));
  return owed.size === 0 ? [] : (await log.listNotices()).filter((notice) => owed.has(toHex(notice.id)));
}
