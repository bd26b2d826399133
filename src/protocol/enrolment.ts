/**
 * Enrolment: a one-time code and a fresh key become a certificate. The same code with the same key gives the same
 * answer until the first signed exchange, so that a lost answer costs nothing (DESIGN §6).
 */
import type { Bytes } from "../base/bytes.ts";
import type { Result } from "../base/result.ts";
import { asBytes, asBytesUpTo, asList, asListOf, asMap, asText, asUint, encodeCbor, parseCbor } from "./cbor.ts";
import { certificateBytesMax } from "./certificate.ts";
import type { DeviceReport } from "./device-report.ts";
import { reportFromCbor, reportToCbor } from "./device-report.ts";
import { keyringBytesMax } from "./keyring.ts";
import { publicKeyBytesMax, signatureBytes } from "./keys.ts";
import type { PublicKeyBytes } from "./keys.ts";
import { standBytesMax } from "./stand.ts";

const enrolmentVersion = 1;
const codeMax = 32;
const olderKeysMax = 32;
export const enrolmentRequestBytesMax = 16 * 1024;

export type EnrolmentRequest = {
  /** Normalised one-time code (Crockford, with its check character). */
  readonly code: string;
  readonly signingKey: PublicKeyBytes;
  readonly vaultKey: PublicKeyBytes;
  readonly report: DeviceReport;
  /** Further public keys found in journal and identity, to be certified for what they signed. */
  readonly olderKeys: readonly PublicKeyBytes[];
};

/** [body, signature]; the signature (tag `enrol`, no device) proves that the sender holds the new key. */
export type SignedEnrolmentRequest = { readonly body: Bytes; readonly signature: Bytes };

export type EnrolmentAnswer = {
  /** Dotted regency code, "33.29". */
  readonly regency: string;
  /** The root every keyring is checked against from now on. */
  readonly rootKey: PublicKeyBytes;
  /** Signed keyring, certificate, stand. */
  readonly keyring: Bytes;
  readonly certificate: Bytes;
  readonly stand: Bytes;
  readonly configVersion: number;
};

export function encodeEnrolmentRequest(request: EnrolmentRequest): Bytes {
  return encodeCbor([
    enrolmentVersion,
    request.code,
    request.signingKey,
    request.vaultKey,
    reportToCbor(request.report),
    request.olderKeys,
  ]);
}

/** Failure: `malformed`. */
export function parseEnrolmentRequest(body: Uint8Array): Result<EnrolmentRequest, "malformed"> {
  return parseCbor(body, (value) => {
    const [, code, signingKey, vaultKey, report, olderKeys] = asList(value, 6, "enrolment");
    return {
      code: asText(code, codeMax, "code"),
      signingKey: asBytesUpTo(signingKey, publicKeyBytesMax, "signing key"),
      vaultKey: asBytesUpTo(vaultKey, publicKeyBytesMax, "vault key"),
      report: reportFromCbor(asMap(report, "report")),
      olderKeys: asListOf(olderKeys, olderKeysMax, "older keys", (key) =>
        asBytesUpTo(key, publicKeyBytesMax, "older key"),
      ),
    };
  });
}

export function encodeSignedEnrolmentRequest(request: SignedEnrolmentRequest): Bytes {
  return encodeCbor([request.body, request.signature]);
}

/** Failure: `malformed`. */
export function parseSignedEnrolmentRequest(bytes: Uint8Array): Result<SignedEnrolmentRequest, "malformed"> {
  return parseCbor(bytes, (value) => {
    const [body, signature] = asList(value, 2, "enrolment");
    return {
      body: asBytesUpTo(body, enrolmentRequestBytesMax, "body"),
      signature: asBytes(signature, signatureBytes, "signature"),
    };
  });
}

/** The body that the district signs under `tags.enrolled`. */
export function encodeEnrolmentAnswer(answer: EnrolmentAnswer): Bytes {
  return encodeCbor([
    enrolmentVersion,
    answer.regency,
    answer.rootKey,
    answer.keyring,
    answer.certificate,
    answer.stand,
    answer.configVersion,
  ]);
}

/** Failure: `malformed`. */
export function parseEnrolmentAnswer(body: Uint8Array): Result<EnrolmentAnswer, "malformed"> {
  return parseCbor(body, (value) => {
    const [, regency, rootKey, keyring, certificate, stand, configVersion] = asList(value, 7, "enrolment answer");
    return {
      regency: asText(regency, 5, "regency"),
      rootKey: asBytesUpTo(rootKey, publicKeyBytesMax, "root key"),
      keyring: asBytesUpTo(keyring, keyringBytesMax, "keyring"),
      certificate: asBytesUpTo(certificate, certificateBytesMax, "certificate"),
      stand: asBytesUpTo(stand, standBytesMax, "stand"),
      configVersion: asUint(configVersion, Number.MAX_SAFE_INTEGER, "config version"),
    };
  });
}
