/** Between journal lines and database rows. Pure; knows no disk. */
import { definite } from "../../base/assert.ts";
import type { Bytes } from "../../base/bytes.ts";
import { fromHex, toHex } from "../../base/bytes.ts";
import type { Result } from "../../base/result.ts";
import { err, ok } from "../../base/result.ts";
import { entrySize, parseOwnHeader, parseSharedHeader, runningHashBytes } from "../../protocol/entry.ts";
import { isOutstanding } from "../../sync/custody.ts";
import type { Custody, EntryMeta, LoggedEntry } from "../../sync/ports.ts";
import type { LinePayload } from "../journal/segment.ts";
import { parseLinePayload } from "../journal/segment.ts";
import type { EntryRow } from "../tables.ts";

/** A line as it lies in journal and database, with what its place in the log adds. */
export type LogLine = {
  readonly digest: Bytes;
  readonly device: Bytes;
  readonly payload: Bytes;
  /** Whole running hash up to and with this entry. */
  readonly runningHash: Bytes;
};

/** An entry that may or may not have been sent: offered before it is sent. */
export const UNSURE_CUSTODY: Custody = { delivery: "unsure", receipt: undefined, safe: false };

/** The row with another custody, its indexed columns in step. */
export function withCustody(row: EntryRow, custody: Custody): EntryRow {
  return { ...row, custody, outstanding: isOutstanding(custody) ? 1 : 0, unsafe: custody.safe ? 0 : 1 };
}

/** Reads a line into its row. Failure: `malformed`. */
export function rowOfLine(line: LogLine, custody: Custody): Result<EntryRow, "malformed"> {
  const parsed = parseLinePayload(line.payload);
  return parsed.ok ? rowOfPayload(line, parsed.value, custody) : parsed;
}

function rowOfPayload(line: LogLine, payload: LinePayload, custody: Custody): Result<EntryRow, "malformed"> {
  const shared = parseSharedHeader(payload.entry.shared);
  const own = parseOwnHeader(payload.entry.own);
  if (!shared.ok || !own.ok) return err("malformed", "headers");
  return ok({
    key: toHex(line.digest),
    device: line.device,
    kind: own.value.kind,
    applicationId: toHex(own.value.applicationId),
    logId: toHex(shared.value.logId),
    seq: own.value.seq,
    priority: own.value.priority,
    size: entrySize(payload.entry),
    blobs: own.value.blobs,
    runningHash: line.runningHash.slice(0, runningHashBytes),
    draftId: toHex(payload.draftId),
    appendedAt: payload.appendedAt,
    custody,
    outstanding: isOutstanding(custody) ? 1 : 0,
    unsafe: custody.safe ? 0 : 1,
    purged: 0,
  });
}

/** What the engine wants to know of a row. */
export function metaOfRow(row: EntryRow): EntryMeta {
  const { device, kind, seq, priority, size, blobs, appendedAt, custody } = row;
  return {
    digest: bytesOfHex(row.key),
    applicationId: bytesOfHex(row.applicationId),
    logId: bytesOfHex(row.logId),
    device,
    kind,
    seq,
    priority,
    size,
    blobs,
    appendedAt,
    custody,
  };
}

/** The whole entry of a line, or undefined when the line is damaged. */
export function loggedEntry(row: EntryRow, payload: Bytes): LoggedEntry | undefined {
  const parsed = parseLinePayload(payload);
  if (!parsed.ok) return undefined;
  const { entry, signature } = parsed.value;
  return { digest: bytesOfHex(row.key), device: row.device, entry, signature };
}

/** Bytes of a hex text of our own making. */
export function bytesOfHex(hex: string): Bytes {
  return definite(fromHex(hex), "a key of ours is hex");
}
