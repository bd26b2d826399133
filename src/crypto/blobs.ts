/**
 * Attachments: encrypted once at capture, each under its own random key that travels inside the envelope only. On disk
 * and on the wire there is nothing but these bytes, named by their hash.
 */
import type { Bytes } from "../base/bytes.ts";
import { concatBytes } from "../base/bytes.ts";
import type { Random } from "../base/random.ts";
import type { Result } from "../base/result.ts";
import { err, ok } from "../base/result.ts";
import { aesKeyBytes, aesTagBytes, decryptAes, encryptAes, importAesKey, nonceBytes } from "./aes.ts";
import { sha256 } from "./hash.ts";

/** First byte of every blob. */
const blobVersion = 1;
/** Bytes that encryption adds to a picture: version, nonce, tag. */
export const blobOverheadBytes = 1 + nonceBytes + aesTagBytes;

export type EncryptedBlob = {
  /** SHA-256 of `bytes`: the blob's name. */
  readonly hash: Bytes;
  /** 32 random bytes; belongs into the envelope and nowhere else. */
  readonly key: Bytes;
  /** version (1) ‖ nonce (12) ‖ ciphertext; the version byte is the associated data. */
  readonly bytes: Bytes;
};

/** Encrypts one picture under a fresh key. */
export async function encryptBlob(clear: Uint8Array, random: Random): Promise<EncryptedBlob> {
  const key = random.bytes(aesKeyBytes);
  const head = Uint8Array.of(blobVersion);
  const bytes = concatBytes(head, await encryptAes(await importAesKey(key), clear, head, random));
  return { hash: await sha256(bytes), key, bytes };
}

/** Failure: `blob-broken`: another key, changed bytes, or a version of the future. */
export async function decryptBlob(key: Uint8Array, bytes: Uint8Array): Promise<Result<Bytes, "blob-broken">> {
  if (bytes[0] !== blobVersion || key.byteLength !== aesKeyBytes) return err("blob-broken");
  const clear = await decryptAes(await importAesKey(key), bytes.subarray(1), bytes.subarray(0, 1));
  return clear ? ok(clear) : err("blob-broken");
}
