/**
 * Domain separation. Every hash and signature of Loket covers (tag, regency, device, payload), so that bytes signed
 * for one purpose, regency or device never pass for another (DESIGN §5).
 */
import type { Bytes } from "../base/bytes.ts";
import { encodeCbor } from "./cbor.ts";

export const tags = {
  /** digest of an entry */
  entryDigest: "loket/entry-digest/1",
  /** associated data of an entry's envelope */
  envelope: "loket/envelope/1",
  /** what both ends of an application's seal derive its secret by; it never travels */
  applicationSecret: "loket/application-secret/1",
  /** a device's signature of one digest, in its journal line */
  entry: "loket/entry/1",
  /** a device's signature over the digests of a run */
  run: "loket/run/1",
  /** a device's signature over a bundle's header */
  bundle: "loket/bundle/1",
  /** a device's signature on a slip */
  slip: "loket/slip/1",
  /** a device's signature over an enrolment request: it holds the key */
  enrol: "loket/enrol/1",
  /** the district's signature over a reply */
  reply: "loket/reply/1",
  /** the district's signature over its stand: epoch, intake, safe */
  stand: "loket/stand/1",
  /** the district's signature over a notice */
  notice: "loket/notice/1",
  /** the district's signature over a certificate */
  certificate: "loket/certificate/1",
  /** the district's signature over an enrolment answer */
  enrolled: "loket/enrolled/1",
  /** the district's signature over a configuration */
  configuration: "loket/configuration/1",
  /** the root's signature over a keyring */
  keyring: "loket/keyring/1",
  /** associated data of named fields sealed to a tablet's vault */
  fields: "loket/fields/1",
  /** the district's signature over a record of its ledger; never leaves the district */
  ledger: "loket/ledger/1",
} as const;

export type Tag = (typeof tags)[keyof typeof tags];

/** Whom the bytes are about: every regency has its own keys, every device its own entries. */
export type Scope = {
  /** Dotted regency code, "33.29". */
  readonly regency: string;
  /** 16 bytes, or empty where no device is meant. */
  readonly device: Bytes;
};

/** No device: what the district says to everybody. */
export const NO_DEVICE: Bytes = new Uint8Array(0);

/** The exact bytes that are hashed or signed: canonical CBOR of [tag, regency, device, ...payload]. */
export function taggedBytes(tag: Tag, scope: Scope, ...payload: readonly Uint8Array[]): Bytes {
  return encodeCbor([tag, scope.regency, scope.device, ...payload]);
}
