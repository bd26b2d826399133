/**
 * What a device's signatures cover, one function per signature, so that tablet and district cannot drift apart. The
 * district's own words are `signed.ts`. Knows no keys: the bytes go to crypto.
 */
import type { Bytes } from "../base/bytes.ts";
import type { Scope } from "./tags.ts";
import { NO_DEVICE, taggedBytes, tags } from "./tags.ts";

/** A journal line's signature: one digest. `scope.device` is the device that appended it. */
export function entryInput(scope: Scope, digest: Bytes): Bytes {
  return taggedBytes(tags.entry, scope, digest);
}

/** A run's closing signature: the digests of its entries, in their order. `scope.device` is the run's device. */
export function runInput(scope: Scope, digests: readonly Bytes[]): Bytes {
  return taggedBytes(tags.run, scope, ...digests);
}

/** A bundle header's signature. `scope.device` is the header's device. */
export function bundleInput(scope: Scope, body: Bytes): Bytes {
  return taggedBytes(tags.bundle, scope, body);
}

/** A slip's signature. `scope.device` is the claim's device. */
export function slipInput(scope: Scope, body: Bytes): Bytes {
  return taggedBytes(tags.slip, scope, body);
}

/** An enrolment request's signature. A tablet knows neither its regency nor its device yet: both are empty. */
export function enrolInput(body: Bytes): Bytes {
  return taggedBytes(tags.enrol, { regency: "", device: NO_DEVICE }, body);
}
