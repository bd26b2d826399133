/**
 * A one-time code and a fresh key become a certificate. The ledger is written first: whatever dies afterwards, the same
 * code with the same keys gets the same bytes, until the tablet has made its first signed exchange (DESIGN §6).
 */
import type { Bytes } from "../../base/bytes.ts";
import { equalBytes, toHex } from "../../base/bytes.ts";
import type { Result } from "../../base/result.ts";
import { err, ok } from "../../base/result.ts";
import { keyId, sha256 } from "../../crypto/hash.ts";
import { isSealingKey } from "../../crypto/sealing.ts";
import { verifyWith } from "../../crypto/signing.ts";
import { encodeCertificate } from "../../protocol/certificate.ts";
import type { EnrolmentRequest } from "../../protocol/enrolment.ts";
import { encodeEnrolmentAnswer, parseEnrolmentRequest, parseSignedEnrolmentRequest } from "../../protocol/enrolment.ts";
import type { ErrorCode } from "../../protocol/errors.ts";
import type { PublicKeyBytes } from "../../protocol/keys.ts";
import { deviceIdBytes, keyAlgorithms, parsePublicKey } from "../../protocol/keys.ts";
import { encodeSigned } from "../../protocol/signed.ts";
import { enrolSignatureInput } from "../../protocol/signing-inputs.ts";
import { tags } from "../../protocol/tags.ts";
import type { District } from "../district.ts";
import { unshelve } from "../inbox/shelf.ts";
import { readStand, signStand } from "../inbox/stand.ts";
import { signAsDistrict } from "../keys/keys.ts";
import type { Enrolled, LedgerRecord, LedgerState } from "../ledger/ledger.ts";
import { hashCode, readCode } from "./codes.ts";

export { issueCode } from "./codes.ts";
export type { IssuedCode } from "./codes.ts";

/** Signed answer to a signed enrolment request. Failures are codes of the error table; nothing is changed then. */
export async function enrol(district: District, body: Bytes): Promise<Result<Bytes, ErrorCode>> {
  const request = await openRequest(body);
  if (!request.ok) return request;
  const code = readCode(request.value.code);
  if (code === undefined) return err("code-unknown");
  const codeHash = await hashCode(district, code);
  const signingKeyId = await keyId(request.value.signingKey);
  const row = await district.storage.transaction((tx) => tx.enrolment.find(codeHash));
  const answer = await district.ledger.appendOnce<Result<Bytes, ErrorCode>>(async (state) => {
    const refuse = (value: Result<Bytes, ErrorCode>) => ({ records: [], value });
    const spent = state.findSpentCode(codeHash);
    if (spent) return refuse(await answerAgain(district, state, spent, signingKeyId, request.value.vaultKey));
    if (!row) return refuse(err("code-unknown"));
    if (district.clock.now() >= row.expiresAt) return refuse(err("code-expired"));
    if (state.findBySigningKey(signingKeyId)?.revokedAt !== undefined) return refuse(err("device-revoked"));
    const record = await spendCode(district, state, request.value, { codeHash, signingKeyId, village: row.village });
    return { records: [record], value: ok(record.answer) };
  });
  // What waited on the shelf for one of these keys can be taken in now; a crash here is made good by the next exchange.
  if (answer.ok) await unshelve(district);
  return answer;
}

/** Failures: `malformed`, `key-invalid`, `signature-invalid` (whoever asks does not hold the key). */
async function openRequest(
  body: Bytes,
): Promise<Result<EnrolmentRequest, "malformed" | "key-invalid" | "signature-invalid">> {
  const signed = parseSignedEnrolmentRequest(body);
  if (!signed.ok) return signed;
  const request = parseEnrolmentRequest(signed.value.body);
  if (!request.ok) return request;
  const { signingKey, vaultKey } = request.value;
  if (!isSigningKey(signingKey) || !isSealingKey(vaultKey)) return err("key-invalid");
  const input = enrolSignatureInput(signed.value.body);
  return (await verifyWith(signingKey, input, signed.value.signature)) ? request : err("signature-invalid");
}

/** A lost answer costs nothing: same code, same keys, no exchange yet. */
async function answerAgain(
  district: District,
  state: LedgerState,
  spent: Enrolled,
  signingKeyId: Bytes,
  vaultKey: PublicKeyBytes,
): Promise<Result<Bytes, ErrorCode>> {
  const entry = equalBytes(spent.signingKeyId, signingKeyId) ? state.findBySigningKey(signingKeyId) : undefined;
  if (!entry || !equalBytes(entry.certificate.vaultKey, vaultKey)) return err("code-used");
  const seen = await district.storage.transaction((tx) => tx.devices.find(entry.certificate.device));
  // A device that was known before it enrolled again has rows of its earlier days: only newer exchanges count.
  return seen && seen.lastSeenAt >= spent.at ? err("code-used") : ok(spent.answer);
}

async function spendCode(
  district: District,
  state: LedgerState,
  request: EnrolmentRequest,
  code: { readonly codeHash: Bytes; readonly signingKeyId: Bytes; readonly village: number },
): Promise<Extract<LedgerRecord, { readonly kind: "enrolled" }>> {
  const { vaultKey } = request;
  const issuedAt = district.clock.now();
  const certificates: Bytes[] = [];
  const ownDevice = await chooseDevice(state, request, code.village);
  const formerly = await formerDevices(state, request, ownDevice);
  for (const signingKey of await keysToCertify(state, request)) {
    const device = state.findBySigningKey(await keyId(signingKey))?.certificate.device ?? ownDevice;
    const serial = state.serialMax + 1 + certificates.length;
    const body = encodeCertificate({ device, signingKey, vaultKey, village: code.village, serial, issuedAt });
    certificates.push(encodeSigned(await signAsDistrict(district, tags.certificate, body, device)));
  }
  const stand = await district.storage.transaction((tx) => readStand(tx, district));
  const answer = encodeEnrolmentAnswer({
    regency: district.regency,
    rootKey: district.keys.rootKey,
    keyring: district.keys.signedKeyring,
    certificate: certificates[0] ?? new Uint8Array(0),
    stand: await signStand(district, stand),
    configVersion: district.configuration.version,
  });
  const signed = encodeSigned(await signAsDistrict(district, tags.enrolled, answer));
  const { codeHash, signingKeyId } = code;
  const record = { kind: "enrolled", codeHash, signingKeyId, certificates, answer: signed, at: issuedAt } as const;
  return formerly.length > 0 ? { ...record, formerly } : record;
}

/**
 * The new key first, then every older key of journal and identity that has no certificate yet. A certified key keeps
 * what it has, a revoked one gets nothing (DESIGN §2).
 */
async function keysToCertify(state: LedgerState, request: EnrolmentRequest): Promise<readonly PublicKeyBytes[]> {
  const keys: PublicKeyBytes[] = [request.signingKey];
  for (const key of request.olderKeys) {
    const isNew = isSigningKey(key) && state.findBySigningKey(await keyId(key)) === undefined;
    if (isNew && keys.every((other) => !equalBytes(other, key))) keys.push(key);
  }
  return keys;
}

/**
 * A tablet enrolled again in its village stays the device it was, so that its old logs and their heads stay together:
 * the one of an older key with a certificate that was not revoked.
 */
async function chooseDevice(state: LedgerState, request: EnrolmentRequest, village: number): Promise<Bytes> {
  for (const key of [request.signingKey, ...request.olderKeys]) {
    const known = state.findBySigningKey(await keyId(key));
    if (known && known.revokedAt === undefined && known.certificate.village === village)
      return known.certificate.device;
  }
  return deviceOf(request.signingKey);
}

/**
 * What a tablet that becomes another device was before (its certificate was taken back, it moves): in that name it filed
 * while its key waited, and that must find its way in. Staff's code vouches for the tablet, as it does for the older keys.
 */
async function formerDevices(state: LedgerState, request: EnrolmentRequest, now: Bytes): Promise<readonly Bytes[]> {
  const former = new Map<string, Bytes>();
  for (const key of [request.signingKey, ...request.olderKeys]) {
    const device = state.findBySigningKey(await keyId(key))?.certificate.device ?? (await deviceOf(key));
    if (!equalBytes(device, now)) former.set(toHex(device), device);
  }
  return [...former.values()];
}

/** A new device is named by its first signing key: until its certificate comes, a tablet can say the name by itself. */
export async function deviceOf(signingKey: PublicKeyBytes): Promise<Bytes> {
  return (await sha256(signingKey)).slice(0, deviceIdBytes);
}

function isSigningKey(key: PublicKeyBytes): boolean {
  const parsed = parsePublicKey(key);
  return (
    parsed.ok &&
    (parsed.value.algorithm === keyAlgorithms.ed25519 || parsed.value.algorithm === keyAlgorithms.ecdsaP256)
  );
}
