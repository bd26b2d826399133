/** Where one page of cases ends and the next begins, as a token that a page of the district app carries and does not read. */
import { fromHex, toHex } from "../../base/bytes.ts";
import { applicationIdBytes } from "../../protocol/entry.ts";
import type { CaseOrder, CasePlace } from "../storage/ports.ts";
import type { CaseRow } from "../storage/rows.ts";

/** The place where a case stands in an order. */
export function placeOf(row: CaseRow, order: CaseOrder): CasePlace {
  const { priority, applicationId } = row;
  return { priority, at: order === "waiting" ? row.receivedAt : row.changedAt, applicationId };
}

/** "1.1764000000000.00ff…": nothing in it is personal, so it may stand in an address. */
export function placeToken({ priority, at, applicationId }: CasePlace): string {
  return `${priority}.${at}.${toHex(applicationId)}`;
}

/** Reads what {@link placeToken} wrote; undefined when it is none of ours. */
export function parsePlaceToken(token: string): CasePlace | undefined {
  const [, priority, at, id = ""] = /^(\d{1,3})\.(\d{1,15})\.([0-9a-f]+)$/.exec(token) ?? [];
  const applicationId = fromHex(id);
  if (applicationId?.byteLength !== applicationIdBytes) return undefined;
  return { priority: Number(priority), at: Number(at), applicationId };
}
