/**
 * What one verified reply does to the rows. Two senders may apply at once (a page and the service worker; locks are an
 * optimisation), so whatever is older than what stands never wins. Pure; knows no disk.
 */
import type { Bytes } from "../../base/bytes.ts";
import { toHex } from "../../base/bytes.ts";
import { noticeBytesMax, parseNotice } from "../../protocol/notice.ts";
import { parseSigned } from "../../protocol/signed.ts";
import type { Changes, Custody, NoticeIn, SyncState } from "../../sync/ports.ts";
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

/** The writes of a reply. A reply of an older epoch than the stored one changes nothing. */
export function changeRows(changes: Changes, found: Found): readonly Write[] {
  const stored = storedState(found);
  if (stored && changes.state.epoch < stored.epoch) return [];
  const writes: Write[] = [{ table: "state", put: { key: "sync", sync: laterState(stored, changes.state) } }];
  for (const [key, custody] of changes.custody) {
    const row = found.get("entries", key);
    if (row) writes.push({ table: "entries", put: withCustody(row, laterCustody(row.custody, custody)) });
  }
  for (const notice of changes.notices) writes.push(...noticeWrites(notice, found));
  for (const { notice, sealed } of changes.fields)
    writes.push({ table: "fields", put: { key: toHex(notice), sealed } });
  return writes;
}

/** Safe once is safe for good; of two receipts of one epoch the one with the higher counter is the newer. */
export function laterCustody(before: Custody, after: Custody): Custody {
  const [old, now] = [before.receipt, after.receipt];
  const isStale = old && now && old.epoch === now.epoch && old.counter > now.counter;
  const safe = before.safe || after.safe;
  return isStale ? { ...before, safe } : { ...after, safe };
}

/** Within one epoch nothing goes back: neither what is safe nor the cursor nor the configuration. */
export function laterState(before: SyncState | undefined, after: SyncState): SyncState {
  if (!before || before.epoch !== after.epoch) return after;
  const isCursorOlder = before.cursor.epoch === after.cursor.epoch && before.cursor.position > after.cursor.position;
  return {
    ...after,
    safeThrough: Math.max(before.safeThrough, after.safeThrough),
    cursor: isCursorOlder ? before.cursor : after.cursor,
    configVersion: Math.max(before.configVersion, after.configVersion),
  };
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
