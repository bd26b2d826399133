/**
 * The digests of crypto/hash.ts, counted at once by Node instead of by a job of WebCrypto's: a surge of small entries is
 * all hashing, and a thread's round trip costs more than the hash. Same bytes, held by a test.
 */
import { hash } from "node:crypto";
import type { Bytes } from "../base/bytes.ts";
import { concatBytes, copyBytes } from "../base/bytes.ts";
import type { SealedEntry } from "../protocol/entry.ts";
import { entryDigestInput } from "../protocol/entry.ts";
import { intakeHashBytes } from "../protocol/stand.ts";
import type { Scope } from "../protocol/tags.ts";

function sha256Now(bytes: Bytes): Bytes {
  return copyBytes(hash("sha256", bytes, "buffer"));
}

/** The identity of an entry, 32 bytes. */
export function entryDigestNow(scope: Scope, entry: SealedEntry): Bytes {
  return sha256Now(entryDigestInput(scope, entry));
}

/** The running hash after one more digest of a log, or one more notice of a village: 32 bytes; h(0) is 32 zeros. */
export function chainHashNow(previous: Bytes, next: Bytes): Bytes {
  return sha256Now(concatBytes(previous, next));
}

/** The running hash after one more digest of the intake order, 16 bytes. */
export function intakeHashNow(previous: Bytes, digest: Bytes): Bytes {
  return sha256Now(concatBytes(previous, digest)).slice(0, intakeHashBytes);
}
