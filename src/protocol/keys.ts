/** How public keys travel: one byte of algorithm, then the raw key. A key id is the first 8 bytes of its SHA-256. */
import type { Bytes } from "../base/bytes.ts";
import type { Result } from "../base/result.ts";
import { err, ok } from "../base/result.ts";

/** Algorithm bytes of signing keys (1, 2) and sealing keys (17, 18). */
export const keyAlgorithms = {
  /** Ed25519, RFC 8032; raw key 32 bytes, signature 64 */
  ed25519: 1,
  /** ECDSA P-256 with SHA-256; raw key 65 bytes uncompressed, signature 64 (r ‖ s) */
  ecdsaP256: 2,
  /** HPKE DHKEM(X25519, HKDF-SHA256) with AES-256-GCM, RFC 9180; raw key 32 bytes */
  hpkeX25519: 17,
  /** HPKE DHKEM(P-256, HKDF-SHA256) with AES-256-GCM; raw key 65 bytes */
  hpkeP256: 18,
} as const;

export type KeyAlgorithm = (typeof keyAlgorithms)[keyof typeof keyAlgorithms];

const RAW_LENGTH: ReadonlyMap<number, number> = new Map([
  [keyAlgorithms.ed25519, 32],
  [keyAlgorithms.ecdsaP256, 65],
  [keyAlgorithms.hpkeX25519, 32],
  [keyAlgorithms.hpkeP256, 65],
]);

/** One byte of algorithm and the raw key. */
export type PublicKeyBytes = Bytes;

export const keyIdBytes = 8;
export const deviceIdBytes = 16;
export const signatureBytes = 64;
/** The longest public key on the wire. */
export const publicKeyBytesMax = 66;

/** Splits a public key into algorithm and raw bytes. Failure: `key-invalid` (unknown algorithm or wrong length). */
export function parsePublicKey(
  key: Uint8Array,
): Result<{ readonly algorithm: KeyAlgorithm; readonly raw: Uint8Array }, "key-invalid"> {
  const algorithm = key[0];
  const length = algorithm === undefined ? undefined : RAW_LENGTH.get(algorithm);
  if (length === undefined || key.byteLength !== length + 1) return err("key-invalid");
  return ok({ algorithm: algorithm as KeyAlgorithm, raw: key.subarray(1) });
}
