/**
 * The exact bytes a device signs: its journal lines, its runs, its bundles. Written once, because a tablet
 * and a district that disagree by one byte lose an application. Makes and checks no signature (that is crypto).
 */
import type { Bytes } from "../base/bytes.ts";
import type { Scope } from "./tags.ts";
import { taggedBytes, tags } from "./tags.ts";

/** A journal line's signature covers the entry's whole digest. */
export function entrySignatureInput(scope: Scope, digest: Bytes): Bytes {
  return taggedBytes(tags.entry, scope, digest);
}

/** A run's one signature covers the whole digests of its entries, in their order. */
export function runSignatureInput(scope: Scope, digests: readonly Bytes[]): Bytes {
  return taggedBytes(tags.run, scope, ...digests);
}

/** A bundle's signature covers the body of its header. */
export function bundleSignatureInput(scope: Scope, body: Bytes): Bytes {
  return taggedBytes(tags.bundle, scope, body);
}
