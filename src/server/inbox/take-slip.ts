/** What a bundle says about others: a slip somebody scanned announces a head; a notice shown back may be one we lost. */
import type { Bytes } from "../../base/bytes.ts";
import { verifyWord } from "../../crypto/district-words.ts";
import { noticeId } from "../../crypto/hash.ts";
import { verifyWith } from "../../crypto/signing.ts";
import type { ErrorCode } from "../../protocol/errors.ts";
import type { Keyring } from "../../protocol/keyring.ts";
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

/**
 * Keeps a notice that this district signed and has lost: its case takes the decision back. Gives the problem of any other
 * one, so that a tablet does not take for told what was spoilt on the way. Under a key that was revoked it is nobody's
 * word any more: passed over, because showing it again would not help.
 */
export async function takeReturnedNotice(district: District, bytes: Bytes): Promise<ErrorCode | undefined> {
  const signed = parseSigned(bytes, noticeBytesMax);
  if (!signed.ok) return signed.code;
  const { keyring } = district.keys;
  const saidBy = (ring: Keyring): Promise<boolean> =>
    verifyWord(ring, tags.notice, { regency: district.regency, device: NO_DEVICE }, signed.value, {
      allowSuperseded: true,
    });
  if (!(await saidBy(keyring))) return (await saidBy(asIfNeverRevoked(keyring))) ? undefined : "signature-invalid";
  const notice = parseNotice(signed.value.body);
  if (!notice.ok) return notice.code;
  const { village, applicationId, stage, at } = notice.value;
  const id = await noticeId(signed.value.body);
  await groupCommitOf(district.storage).run(1, async (tx) => {
    if (await tx.notices.find(id)) return;
    await tx.notices.append({ id, village, applicationId, stage, signed: bytes, at, origin: "returned" });
    await settleReturned(tx, district, applicationId, { now: district.clock.now() });
  });
  return undefined;
}

function asIfNeverRevoked(ring: Keyring): Keyring {
  return { ...ring, keys: ring.keys.map((key) => ({ ...key, state: "active" as const })) };
}
