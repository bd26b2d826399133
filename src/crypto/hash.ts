/** Every SHA-256 the product takes, each under its own name. Knows no keys and no storage. */
import type { Bytes } from "../base/bytes.ts";
import { concatBytes, copyBytes } from "../base/bytes.ts";
import type { SealedEntry } from "../protocol/entry.ts";
import { applicationIdBytes, entryDigestInput } from "../protocol/entry.ts";
import type { PublicKeyBytes } from "../protocol/keys.ts";
import { keyIdBytes } from "../protocol/keys.ts";
import { intakeHashBytes } from "../protocol/stand.ts";
import type { Scope } from "../protocol/tags.ts";

/** h(0) of a log's running hash. Heads and slips show the first 8 bytes of h(n). */
export const RUNNING_HASH_START: Bytes = new Uint8Array(32);
/** h(0) of the district's intake hash. */
export const INTAKE_HASH_START: Bytes = new Uint8Array(intakeHashBytes);

/** SHA-256, 32 bytes. */
export async function sha256(bytes: Uint8Array): Promise<Bytes> {
  return new Uint8Array(await crypto.subtle.digest("SHA-256", copyBytes(bytes)));
}

/** The identity of an entry: SHA-256 over (tag, regency, device, headers, envelope), 32 bytes (DESIGN §2). */
export function entryDigest(scope: Scope, entry: SealedEntry): Promise<Bytes> {
  return sha256(entryDigestInput(scope, entry));
}

/** The application id, 16 bytes, of the secret inside its first envelope: nobody can squat one (DESIGN §2). */
export async function applicationIdOf(secret: Uint8Array): Promise<Bytes> {
  return (await sha256(secret)).slice(0, applicationIdBytes);
}

/** The identity of a notice: SHA-256 of its body, 32 bytes. */
export function noticeId(body: Uint8Array): Promise<Bytes> {
  return sha256(body);
}

/** First 8 bytes of the SHA-256 of a public key, its algorithm byte included. */
export async function keyId(publicKey: PublicKeyBytes): Promise<Bytes> {
  return (await sha256(publicKey)).slice(0, keyIdBytes);
}

/** h(n) = SHA-256(h(n-1) ‖ digest(n)) over the digests of one log, 32 bytes in and out. */
export function runningHash(previous: Uint8Array, digest: Uint8Array): Promise<Bytes> {
  return sha256(concatBytes(previous, digest));
}

/** h(n) = SHA-256(h(n-1) ‖ digest(n)), first 16 bytes, over the intake order of the district (protocol/stand.ts). */
export async function intakeHash(previous: Uint8Array, digest: Uint8Array): Promise<Bytes> {
  return (await sha256(concatBytes(previous, digest))).slice(0, intakeHashBytes);
}
