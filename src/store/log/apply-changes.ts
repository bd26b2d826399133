/**
 * What one verified reply does to the rows. Two senders may apply at once (a page and the service worker; locks are an
 * optimisation): the revision of the state tells the slower one that it is outdated. Pure; knows no disk.
 */
import type { Bytes } from "../../base/bytes.ts";
import { toHex } from "../../base/bytes.ts";
import { noticeBytesMax, parseNotice } from "../../protocol/notice.ts";
import { parseSigned } from "../../protocol/signed.ts";
import { sentCustody } from "../../sync/custody.ts";
import type { Changes, Custody, NoticeIn, Sent, SyncState } from "../../sync/ports.ts";
import type { Found, Ref } from "../ports.ts";
import type { NoticeRow, Write } from "../tables.ts";
import { withCustody } from "./rows.ts";

/** Stages after which the copy of what was filed has no use in the village any more. */
const undecidedStages: readonly string[] = ["received", "corrected"];

/** The rows {@link changeRows} looks at. */
export function refsOfChanges(changes: Changes): readonly Ref[] {
  return [
    { table: "state", key: "sync" },
    ...[...changes.custody.keys()].map((key) => ({ table: "entries", key }) as const),
    ...changes.notices.map(({ id }) => ({ table: "notices", key: toHex(id) }) as const),
  ];
}

/** The writes of a reply, or "outdated" when another sender has changed the state since `changes.state` was read. */
export function changeRows(changes: Changes, found: Found): readonly Write[] | "outdated" {
  const stored = storedState(found);
  if ((stored?.revision ?? 0) !== changes.state.revision) return "outdated";
  const sync = { ...changes.state, revision: changes.state.revision + 1 };
  const writes: Write[] = [{ table: "state", put: { key: "sync", sync } }];
  for (const [key, custody] of changes.custody) {
    const row = found.get("entries", key);
    if (row) writes.push({ table: "entries", put: withCustody(row, keepSafe(row.custody, custody)) });
  }
  for (const notice of changes.notices) writes.push(...noticeWrites(notice, found));
  for (const { notice, sealed } of changes.fields) writes.push({ table: "fields", put: { key: toHex(notice), sealed } });
  for (const slip of changes.slipsTold) writes.push({ table: "slips", remove: slipKey(slip) });
  return writes;
}

/** The writes of putting something on the wire: "unsure" from now on, blobs no longer wanted, one revision more. */
export function sentRows(sent: Sent, initialState: SyncState, found: Found): readonly Write[] {
  const state = storedState(found) ?? initialState;
  const blobs = new Set(sent.blobs.map(toHex));
  const wantedBlobs = state.wantedBlobs.filter((blob) => !blobs.has(toHex(blob.hash)));
  const sync = { ...state, revision: state.revision + 1, wantedBlobs };
  const entries = sent.digests.flatMap((digest): readonly Write[] => {
    const row = found.get("entries", toHex(digest));
    return row ? [{ table: "entries", put: withCustody(row, sentCustody(row.custody)) }] : [];
  });
  return [{ table: "state", put: { key: "sync", sync } }, ...entries];
}

/** Safe once is safe for good (DESIGN §2). */
export function keepSafe(before: Custody, after: Custody): Custody {
  return before.safe && !after.safe ? { ...after, safe: true } : after;
}

/** Where a scanned slip lies: the same slip twice is one row. */
export function slipKey(slip: Bytes): string {
  return toHex(slip);
}

function storedState(found: Found): SyncState | undefined {
  const row = found.get("state", "sync");
  return row?.key === "sync" ? row.sync : undefined;
}

function noticeWrites({ id, signed }: NoticeIn, found: Found): readonly Write[] {
  const key = toHex(id);
  if (found.get("notices", key)) return [];
  const row = noticeRow(key, signed);
  if (!row) return [];
  const put = { table: "notices", put: row } as const;
  return undecidedStages.includes(row.stage) ? [put] : [put, { table: "copies", remove: row.applicationId }];
}

function noticeRow(key: string, signed: Bytes): NoticeRow | undefined {
  const outer = parseSigned(signed, noticeBytesMax);
  const notice = outer.ok ? parseNotice(outer.value.body) : outer;
  if (!notice.ok) return undefined;
  const { applicationId, stage, at } = notice.value;
  return { key, signed, applicationId: toHex(applicationId), stage, at };
}
