/**
 * The certificate: the district's word that a signing key and a vault key belong to a device of a village. Changing any
 * of it needs staff (DESIGN §6).
 */
import type { Bytes } from "../base/bytes.ts";
import type { Result } from "../base/result.ts";
import { asBytes, asBytesUpTo, asList, asUint, encodeCbor, parseCbor } from "./cbor.ts";
import { deviceIdBytes, publicKeyBytesMax } from "./keys.ts";
import type { PublicKeyBytes } from "./keys.ts";

const certificateVersion = 1;
export const certificateBytesMax = 1024;

export type Certificate = {
  readonly device: Bytes;
  readonly signingKey: PublicKeyBytes;
  /** Things personal on their way down are sealed to this key. */
  readonly vaultKey: PublicKeyBytes;
  /** Ten-digit village code. */
  readonly village: number;
  /** Grows with every certificate of the regency; names this one. */
  readonly serial: number;
  /** District time, milliseconds. */
  readonly issuedAt: number;
};

/** The body that the district signs under `tags.certificate`, scope device = the certificate's device. */
export function encodeCertificate(certificate: Certificate): Bytes {
  return encodeCbor([
    certificateVersion,
    certificate.device,
    certificate.signingKey,
    certificate.vaultKey,
    certificate.village,
    certificate.serial,
    certificate.issuedAt,
  ]);
}

/** Failure: `malformed`. */
export function parseCertificate(body: Uint8Array): Result<Certificate, "malformed"> {
  return parseCbor(body, (value) => {
    const [, device, signingKey, vaultKey, village, serial, issuedAt] = asList(value, 7, "certificate");
    return {
      device: asBytes(device, deviceIdBytes, "device"),
      signingKey: asBytesUpTo(signingKey, publicKeyBytesMax, "signing key"),
      vaultKey: asBytesUpTo(vaultKey, publicKeyBytesMax, "vault key"),
      village: asUint(village, 9_999_999_999, "village"),
      serial: asUint(serial, Number.MAX_SAFE_INTEGER, "serial"),
      issuedAt: asUint(issuedAt, Number.MAX_SAFE_INTEGER, "issued at"),
    };
  });
}
