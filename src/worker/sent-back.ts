/**
 * Applications the district sent back: which fields and documents, in whose words. The named fields come sealed to this
 * tablet's vault and are opened here, only while an officer is on duty.
 */
import { equalBytes } from "../base/bytes.ts";
import { openFields } from "../crypto/envelopes.ts";
import { parseNotice } from "../protocol/notice.ts";
import type { Notice } from "../protocol/notice.ts";
import { noticeBytesMax } from "../protocol/notice.ts";
import { parseOwnHeader } from "../protocol/entry.ts";
import { parseNamedFields } from "../protocol/sealed-fields.ts";
import { parseSigned } from "../protocol/signed.ts";
import { parseLinePayload } from "../store/journal/segment.ts";
import { bytesOfHex } from "../store/log/rows.ts";
import { askedCases } from "../store/notices.ts";
import type { NoticeRow } from "../store/tables.ts";
import { slipCodeOf } from "./outbox.ts";
import type { Tablet } from "./tablet.ts";
import type { VaultSession } from "./vault-session.ts";
import type { SentBack } from "./worker-api.ts";

export type OpenRequest = { readonly row: NoticeRow; readonly notice: Notice; readonly shown: SentBack };

/** Requests this tablet has not answered yet, newest first. Fields are undefined while locked or still on their way. */
export async function listSentBack(tablet: Tablet, vault: VaultSession): Promise<readonly OpenRequest[]> {
  const requests: OpenRequest[] = [];
  const asked = await askedCases(tablet.database);
  for (const row of await tablet.database.getMany(
    "notices",
    asked.map(({ notice }) => notice),
  )) {
    const notice = readNotice(row);
    if (!notice || (await isAnswered(tablet, row, notice))) continue;
    requests.push({ row, notice, shown: await showRequest(tablet, vault, row, notice) });
  }
  return requests.toSorted((a, b) => b.row.at - a.row.at);
}

async function showRequest(tablet: Tablet, vault: VaultSession, row: NoticeRow, notice: Notice): Promise<SentBack> {
  return {
    noticeId: row.key,
    applicationId: row.applicationId,
    slipCode: slipCodeOf(row.applicationId),
    stage: row.stage,
    at: row.at,
    targets: notice.targets,
    fields: await openNamedFields(tablet, vault, row),
  };
}

async function openNamedFields(tablet: Tablet, vault: VaultSession, row: NoticeRow): Promise<SentBack["fields"]> {
  const enrolled = tablet.enrolled();
  const fields = await tablet.database.get("fields", row.key);
  const vaultKey = await vault.vaultKeyPair();
  if (!enrolled || !fields || !vaultKey.ok) return undefined;
  const { scope } = enrolled;
  const opened = await openFields({
    scope,
    notice: bytesOfHex(row.key),
    sealed: fields.sealed,
    vaultKey: vaultKey.value,
  });
  const named = opened.ok ? parseNamedFields(opened.value) : opened;
  return named.ok ? named.value : undefined;
}

/** True when an entry of this tablet builds on the entry the district spoke about. */
async function isAnswered(tablet: Tablet, row: NoticeRow, notice: Notice): Promise<boolean> {
  for (const entry of await tablet.database.where("entries", "applicationId", row.applicationId)) {
    if (entry.kind === "application") continue;
    const line = await tablet.database.get("lines", entry.key);
    const payload = line && parseLinePayload(line.payload);
    const own = payload?.ok ? parseOwnHeader(payload.value.entry.own) : undefined;
    if (own?.ok && own.value.base && equalBytes(own.value.base, notice.inEffect)) return true;
  }
  return false;
}

function readNotice(row: NoticeRow): Notice | undefined {
  const signed = parseSigned(row.signed, noticeBytesMax);
  const notice = signed.ok ? parseNotice(signed.value.body) : signed;
  return notice.ok ? notice.value : undefined;
}
