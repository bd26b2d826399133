/**
 * Enrolment: a one-time code and this tablet's fresh keys become a certificate. Keys are kept before they are sent, so
 * that a lost answer is asked for again with the same code and the same key (DESIGN §6). Knows no screen.
 */
import type { Bytes } from "../base/bytes.ts";
import { equalBytes, fromUtf8 } from "../base/bytes.ts";
import { normaliseCrockford } from "../base/ids.ts";
import type { Result } from "../base/result.ts";
import { err, ok } from "../base/result.ts";
import { openCertificate, openKeyring, verifyWord } from "../crypto/district-words.ts";
import { signWith } from "../crypto/signing.ts";
import { villageCode } from "../domain/areas/areas.ts";
import { contentTypes, endpoints } from "../protocol/endpoints.ts";
import {
  encodeEnrolmentRequest,
  encodeSignedEnrolmentRequest,
  enrolmentRequestBytesMax,
  parseEnrolmentAnswer,
} from "../protocol/enrolment.ts";
import { isErrorCode } from "../protocol/errors.ts";
import { parseSigned } from "../protocol/signed.ts";
import { enrolSignatureInput } from "../protocol/signing-inputs.ts";
import { NO_DEVICE, tags } from "../protocol/tags.ts";
import type { Enrolment, Identity } from "../store/identity.ts";
import { dropNotices } from "../store/notices.ts";
import type { DeviceKeys } from "./device-keys.ts";
import { keepDeviceKeys } from "./device-keys.ts";
import { makeReport } from "./report.ts";
import type { Tablet } from "./tablet.ts";
import { firstStateOf } from "./tablet.ts";

/** An answer holds keyring, certificate and stand. */
const answerBytesMax = 64 * 1024;
const olderKeysMax = 32;

/**
 * Spends an enrolment code and keeps what the district answered. Failures: `offline`,
 * `already-enrolled`, codes of the error table (`code-unknown`, `code-used` …), `server`, `malformed`,
 * `signature-invalid`.
 */
export async function enrolTablet(tablet: Tablet, code: string): Promise<Result<true, string>> {
  if (tablet.enrolled()?.certificate) return err("already-enrolled");
  const identity = tablet.identity() ?? newIdentity(tablet.world.origin);
  const keys = await keepDeviceKeys(tablet.world, identity, tablet.keepIdentity);
  const body = await requestBody(tablet, keys, normaliseCrockford(code));
  const signature = await signWith(keys.signing, enrolSignatureInput(body));
  const request = encodeSignedEnrolmentRequest({ body, signature });
  const answer = await tablet.world.http.post(endpoints.enrol, contentTypes.cbor, request);
  if (answer.kind === "offline") return err("offline");
  if (answer.status !== 200) return err(errorCodeOf(answer.body) ?? "server", String(answer.status));
  const enrolment = await readAnswer(answer.body, keys);
  if (!enrolment.ok) return enrolment;
  await keepEnrolment(tablet, enrolment.value);
  return ok(true);
}

function newIdentity(origin: string): Identity {
  return { server: origin, signingKeys: [], logIds: [], enrolment: undefined };
}

async function requestBody(tablet: Tablet, keys: DeviceKeys, code: string): Promise<Bytes> {
  const older = (tablet.identity()?.signingKeys ?? []).filter((key) => !equalBytes(key, keys.signing.publicKey));
  const body = encodeEnrolmentRequest({
    code: code.slice(0, 32),
    signingKey: keys.signing.publicKey,
    vaultKey: keys.vault.publicKey,
    report: await makeReport(tablet),
    olderKeys: older.slice(-olderKeysMax),
  });
  return body.byteLength <= enrolmentRequestBytesMax ? body : body.slice(0, enrolmentRequestBytesMax);
}

async function readAnswer(
  bytes: Bytes,
  keys: DeviceKeys,
): Promise<Result<Enrolment, "malformed" | "signature-invalid">> {
  const signed = parseSigned(bytes, answerBytesMax);
  if (!signed.ok) return signed;
  const answer = parseEnrolmentAnswer(signed.value.body);
  if (!answer.ok) return answer;
  const { regency, rootKey, keyring, certificate, stand, configVersion } = answer.value;
  const ring = await openKeyring(keyring, rootKey, regency);
  if (!ring.ok) return ring;
  const scope = { regency, device: NO_DEVICE };
  if (!(await verifyWord(ring.value, tags.enrolled, scope, signed.value, { allowSuperseded: false })))
    return err("signature-invalid", "answer");
  const opened = await openCertificate(certificate, ring.value, regency);
  if (!opened.ok) return opened;
  if (!equalBytes(opened.value.signingKey, keys.signing.publicKey)) return err("signature-invalid", "other key");
  const { device, village } = opened.value;
  return ok({ device, regency, village, rootKey, keyring, certificate, stand, configVersion });
}

/**
 * The database is born first: an identity without it would look like a lost database at the next start. A move takes the
 * old village's notices away before anything speaks of the new one (DESIGN §6).
 */
async function keepEnrolment(tablet: Tablet, enrolment: Enrolment): Promise<void> {
  const now = tablet.world.clock.now();
  const before = tablet.identity()?.enrolment;
  if (before && before.village !== enrolment.village) await dropNotices(tablet.database, tablet.notices);
  await tablet.database.transact([], () => [
    { table: "state", put: { key: "born", at: now } },
    { table: "state", put: { key: "sync", sync: firstStateOf(enrolment) } },
  ]);
  await tablet.keepIdentity({ ...(tablet.identity() ?? newIdentity(tablet.world.origin)), enrolment });
  const code = villageCode(enrolment.village) ?? "";
  await tablet.world.settings.write({ tablet: { village: { code, text: code } } });
  await tablet.refresh();
}

/** The code of an error body, when the answer came from a district at all. */
function errorCodeOf(body: Bytes): string | undefined {
  try {
    const value: unknown = JSON.parse(fromUtf8(body) ?? "");
    const code = typeof value === "object" && value !== null && "code" in value ? value.code : undefined;
    return typeof code === "string" && isErrorCode(code) ? code : undefined;
  } catch {
    return undefined;
  }
}
