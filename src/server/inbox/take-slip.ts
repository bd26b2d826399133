/** What a bundle says about others: a slip somebody scanned announces a head; a notice shown back may be one we lost. */
import type { Bytes } from "../../base/bytes.ts";
import { verifyWord } from "../../crypto/district-words.ts";
import { noticeId } from "../../crypto/hash.ts";
import { verifyWith } from "../../crypto/signing.ts";
import { noticeBytesMax, parseNotice } from "../../protocol/notice.ts";
import { parseSigned } from "../../protocol/signed.ts";
import { slipSignatureInput } from "../../protocol/signing-inputs.ts";
import { parseSlip, parseSlipClaim } from "../../protocol/slip.ts";
import { NO_DEVICE, tags } from "../../protocol/tags.ts";
import { settleReturned } from "../cases/returned.ts";
import type { District } from "../district.ts";
import type { AnnouncedHead } from "../ledger/ledger.ts";
import { groupCommitOf } from "./group-commit.ts";

/** The head a slip announces, or undefined when no key that may speak for its device signed it. */
export async function readSlip(district: District, bytes: Bytes): Promise<AnnouncedHead | undefined> {
  const slip = parseSlip(bytes);
  const claim = slip.ok ? parseSlipClaim(slip.value.body) : slip;
  if (!slip.ok || !claim.ok) return undefined;
  const { device, signingKeyId, logId, seq, runningHash } = claim.value;
  // A slip in another device's name would blame its gaps and forks on that device.
  if (!district.ledger.state.nameRight(signingKeyId, device)) return undefined;
  const key = district.ledger.state.findBySigningKey(signingKeyId)?.certificate.signingKey;
  const input = slipSignatureInput({ regency: district.regency, device }, slip.value.body);
  if (!key || !(await verifyWith(key, input, slip.value.signature))) return undefined;
  return { device, logId, seq, runningHash, source: "slip", at: district.clock.now() };
}

/** Keeps a notice that this district signed and has lost: its case takes the decision back. Others are passed over. */
export async function takeReturnedNotice(district: District, bytes: Bytes): Promise<void> {
  const signed = parseSigned(bytes, noticeBytesMax);
  if (!signed.ok) return;
  const scope = { regency: district.regency, device: NO_DEVICE };
  const ours = await verifyWord(district.keys.keyring, tags.notice, scope, signed.value, { allowSuperseded: true });
  const notice = ours ? parseNotice(signed.value.body) : undefined;
  if (notice?.ok !== true) return;
  const { village, applicationId, stage, at } = notice.value;
  const id = await noticeId(signed.value.body);
  await groupCommitOf(district.storage).run(1, async (tx) => {
    if (await tx.notices.find(id)) return;
    await tx.notices.append({ id, village, applicationId, stage, signed: bytes, at, origin: "returned" });
    await settleReturned(tx, district, applicationId, { now: district.clock.now() });
  });
}
