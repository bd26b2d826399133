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
import type { CaseRow, NoticeRow, Write } from "../tables.ts";
import { withCustody } from "./rows.ts";

/** Stages after which the copy of what was filed has no use in the village any more. */
const undecidedStages: readonly string[] = ["received", "corrected"];

/** The rows {@link changeRows} looks at. */
export function refsOfChanges(changes: Changes): readonly Ref[] {
  return [
    { table: "state", key: "sync" },
    ...[...changes.custody.keys()].map((key) => ({ table: "entries", key }) as const),
    ...noticeRefs(readNotices(changes.notices)),
  ];
}

/** The rows {@link noticeWrites} looks at. */
export function noticeRefs(notices: readonly NoticeRow[]): readonly Ref[] {
  return notices.flatMap(({ key, applicationId }) => [
    { table: "notices", key } as const,
    { table: "cases", key: applicationId } as const,
  ]);
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
  writes.push(...noticeWrites(readNotices(changes.notices), found));
  for (const { notice, sealed } of changes.fields)
    writes.push({ table: "fields", put: { key: toHex(notice), sealed } });
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

/** The state of the exchange as it is stored, or undefined when none is. */
export function storedState(found: Found): SyncState | undefined {
  const row = found.get("state", "sync");
  return row?.key === "sync" ? row.sync : undefined;
}

/** New notices, and for every application they speak of its newest one. */
export function noticeWrites(notices: readonly NoticeRow[], found: Found): readonly Write[] {
  const writes: Write[] = [];
  const newest = new Map<string, CaseRow>();
  for (const row of notices) {
    if (found.get("notices", row.key)) continue;
    writes.push({ table: "notices", put: row });
    const { key: notice, applicationId, stage, at } = row;
    const known = newest.get(applicationId) ?? found.get("cases", applicationId);
    if (!known || at >= known.at) newest.set(applicationId, { key: applicationId, notice, stage, at });
    if (!undecidedStages.includes(stage)) writes.push({ table: "copies", remove: applicationId });
  }
  return [...writes, ...[...newest.values()].map((put) => ({ table: "cases", put }) as const)];
}

/** Notices as rows; what does not parse is left out. */
export function readNotices(notices: readonly NoticeIn[]): readonly NoticeRow[] {
  return notices.flatMap(({ id, signed }) => noticeRow(toHex(id), signed) ?? []);
}

function noticeRow(key: string, signed: Bytes): NoticeRow | undefined {
  const outer = parseSigned(signed, noticeBytesMax);
  const notice = outer.ok ? parseNotice(outer.value.body) : outer;
  if (!notice.ok) return undefined;
  const { applicationId, stage, at } = notice.value;
  return { key, signed, applicationId: toHex(applicationId), stage, at };
}
