/** The running hash over a log's digests: h(n) = SHA-256(h(n-1) ‖ digest(n)), h(0) = 32 zeros. Shows a reused seq. */
import type { Bytes } from "../../base/bytes.ts";
import { concatBytes } from "../../base/bytes.ts";

export type Sha256 = (bytes: Bytes) => Promise<Bytes>;

/** The whole hash after `digest`. */
export function nextRunningHash(sha256: Sha256, before: Bytes, digest: Bytes): Promise<Bytes> {
  return sha256(concatBytes(before, digest));
}
