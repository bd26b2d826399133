/**
 * The citizen's paper: code, signed claim in the QR, and the truth about where the application is. Also reads slips of
 * this village: what one announces is told to the district, whatever tablet printed it.
 */
import { equalBytes, toHex } from "../base/bytes.ts";
import type { Bytes } from "../base/bytes.ts";
import type { Result } from "../base/result.ts";
import { err, ok } from "../base/result.ts";
import { openCertificate } from "../crypto/district-words.ts";
import { keyId } from "../crypto/hash.ts";
import { signWith, verifyWith } from "../crypto/signing.ts";
import { parseSlipCode, slipCode } from "../domain/slip/slip-code.ts";
import type { PublicKeyBytes } from "../protocol/keys.ts";
import type { SlipClaim, Slip as SignedSlip } from "../protocol/slip.ts";
import { encodeSlip, encodeSlipClaim, parseSlipClaim, parseSlipUrl, slipUrl } from "../protocol/slip.ts";
import { slipSignatureInput } from "../protocol/signing-inputs.ts";
import { slipKey } from "../store/log/apply-changes.ts";
import { bytesOfHex } from "../store/log/rows.ts";
import type { EntryRow } from "../store/tables.ts";
import type { LabelReader } from "./outbox.ts";
import { chainOf, shownState, slipCodeOf } from "./outbox.ts";
import type { Enrolled, Tablet } from "./tablet.ts";
import { currentKeyring, loadSyncState } from "./tablet.ts";
import type { Slip } from "./worker-api.ts";

/** The slip of an entry. Failures: `not-enrolled`, `locked` (the name on it lies in the vault). */
export async function makeSlip(tablet: Tablet, labels: LabelReader, row: EntryRow): Promise<Result<Slip, string>> {
  const enrolled = tablet.enrolled();
  if (!enrolled) return err("not-enrolled");
  const label = await labels.read(row.key);
  if (!label) return err("locked");
  const signed = await signClaim(enrolled, row);
  return ok({
    applicationId: row.applicationId,
    code: slipCodeOf(row.applicationId),
    url: slipUrl(tablet.world.origin, slipCode(bytesOfHex(row.applicationId)), signed),
    serviceId: label.serviceId,
    name: label.name,
    filedAt: label.filedAt,
    missing: label.missing,
    urgentReason: label.urgentReason,
    state: shownState(row),
  });
}

/**
 * The slip of an application: its newest entry that is no withdrawal says where it is. Failures: `unknown-application`
 * and those of {@link makeSlip}.
 */
export async function findSlip(
  tablet: Tablet,
  labels: LabelReader,
  applicationId: string,
): Promise<Result<Slip, string>> {
  const chain = await chainOf(tablet, applicationId);
  const row = chain.find((entry) => entry.kind !== "withdrawal") ?? chain[0];
  return row ? makeSlip(tablet, labels, row) : err("unknown-application");
}

async function signClaim(enrolled: Enrolled, row: EntryRow): Promise<SignedSlip> {
  const body = encodeSlipClaim({
    device: row.device,
    signingKeyId: enrolled.signingKeyId,
    logId: bytesOfHex(row.logId),
    seq: row.seq,
    applicationId: bytesOfHex(row.applicationId),
    runningHash: row.runningHash,
  });
  const scope = { regency: enrolled.scope.regency, device: row.device };
  return { body, signature: await signWith(enrolled.signingKey, slipSignatureInput(scope, body)) };
}

export type ReadSlip = {
  readonly code: string;
  readonly applicationId: string;
  /** Undefined where no key known here could say: a tablet of the village enrolled since the last exchange. */
  readonly isGenuine: true | undefined;
};

/**
 * Reads a scanned slip, checks it against the keys of the village's tablets, and keeps it for the district, which
 * checks it again. Failures: `malformed`, `code-malformed`, `signature-invalid`.
 */
export async function readSlip(tablet: Tablet, text: string): Promise<Result<ReadSlip, string>> {
  const found = parseSlipUrl(text);
  if (!found.ok) return found;
  const { code, slip } = found.value;
  const claim = parseSlipClaim(slip.body);
  if (!claim.ok) return claim;
  const typed = parseSlipCode(code);
  if (!typed.ok || typed.value !== slipCode(claim.value.applicationId)) return err("code-malformed");
  const isGenuine = await checkSignature(tablet, claim.value, slip);
  if (isGenuine === false) return err("signature-invalid");
  const whole = encodeSlip(slip);
  await tablet.database.transact([], () => [{ table: "slips", put: { key: slipKey(whole), slip: whole } }]);
  const applicationId = toHex(claim.value.applicationId);
  return ok({ code: slipCodeOf(applicationId), applicationId, isGenuine });
}

/** Undefined when none of the keys this tablet knows is the slip's. */
async function checkSignature(tablet: Tablet, claim: SlipClaim, slip: SignedSlip): Promise<boolean | undefined> {
  const enrolled = tablet.enrolled();
  if (!enrolled) return undefined;
  const scope = { regency: enrolled.scope.regency, device: claim.device };
  for (const { device, key } of await knownKeys(tablet, enrolled)) {
    if (!equalBytes(await keyId(key), claim.signingKeyId)) continue;
    const isOfDevice = equalBytes(device, claim.device);
    return isOfDevice && verifyWith(key, slipSignatureInput(scope, slip.body), slip.signature);
  }
  // Its own slips it would know.
  return equalBytes(claim.device, enrolled.scope.device) ? false : undefined;
}

type DeviceKey = { readonly device: Bytes; readonly key: PublicKeyBytes };

/** This tablet's own keys, and those the district certified for its neighbours. */
async function knownKeys(tablet: Tablet, { enrolment, scope }: Enrolled): Promise<readonly DeviceKey[]> {
  const own = (tablet.identity()?.signingKeys ?? []).map((key) => ({ device: scope.device, key }));
  const ring = await currentKeyring(tablet, enrolment);
  if (!ring) return own;
  const { neighbours } = await loadSyncState(tablet, enrolment);
  const opened = await Promise.all(neighbours.map((signed) => openCertificate(signed, ring, scope.regency)));
  const certified = opened.flatMap((each) =>
    each.ok ? [{ device: each.value.device, key: each.value.signingKey }] : [],
  );
  return [...own, ...certified];
}
