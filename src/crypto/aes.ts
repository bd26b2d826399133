/** AES-256-GCM in one layout: nonce (12) ‖ ciphertext and tag. The rooms above say what goes into the associated data. */
import type { Bytes } from "../base/bytes.ts";
import { concatBytes, copyBytes } from "../base/bytes.ts";
import type { Random } from "../base/random.ts";

export const aesKeyBytes = 32;
export const nonceBytes = 12;
/** What GCM adds. */
export const aesTagBytes = 16;

/** A key WebCrypto can use. `raw` has 32 bytes. */
export function importAesKey(raw: Uint8Array): Promise<CryptoKey> {
  return crypto.subtle.importKey("raw", copyBytes(raw), { name: "AES-GCM" }, false, ["encrypt", "decrypt"]);
}

/** Nonce ‖ ciphertext, under a fresh nonce. */
export async function encryptAes(key: CryptoKey, clear: Uint8Array, aad: Uint8Array, random: Random): Promise<Bytes> {
  const iv = random.bytes(nonceBytes);
  const algorithm = { name: "AES-GCM", iv, additionalData: copyBytes(aad) };
  return concatBytes(iv, new Uint8Array(await crypto.subtle.encrypt(algorithm, key, copyBytes(clear))));
}

/** The clear bytes, or undefined when anything differs: key, associated data, nonce, ciphertext. */
export async function decryptAes(key: CryptoKey, sealed: Uint8Array, aad: Uint8Array): Promise<Bytes | undefined> {
  if (sealed.byteLength < nonceBytes + aesTagBytes) return undefined;
  const algorithm = { name: "AES-GCM", iv: copyBytes(sealed.subarray(0, nonceBytes)), additionalData: copyBytes(aad) };
  try {
    return new Uint8Array(await crypto.subtle.decrypt(algorithm, key, copyBytes(sealed.subarray(nonceBytes))));
  } catch {
    return undefined;
  }
}
