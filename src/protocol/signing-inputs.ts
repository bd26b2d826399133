/**
 * The exact bytes a device signs: journal lines, runs, bundles, slips, enrolment requests. Written once, because a tablet
 * and a district that disagree by one byte lose an application. Makes and checks no signature (that is crypto).
 */
import type { Bytes } from "../base/bytes.ts";
import type { Scope } from "./tags.ts";
import { NO_DEVICE, taggedBytes, tags } from "./tags.ts";

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

/** A slip's signature covers its claim. */
export function slipSignatureInput(scope: Scope, body: Bytes): Bytes {
  return taggedBytes(tags.slip, scope, body);
}

/** An enrolment request's signature covers its body. A tablet knows neither its regency nor its device yet: both empty. */
export function enrolSignatureInput(body: Bytes): Bytes {
  return taggedBytes(tags.enrol, { regency: "", device: NO_DEVICE }, body);
}
