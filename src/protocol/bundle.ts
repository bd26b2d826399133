/**
 * The bundle: what goes up in one exchange, or in a courier file. Every item proves itself, in any order after the
 * header: a signed header, offers, runs, blob parts, notices shown back, slips seen.
 */
import type { Bytes } from "../base/bytes.ts";
import { asksMax, headsMax, offersMax } from "../base/limits.ts";
import type { Result } from "../base/result.ts";
import type { BlobPart } from "./blob-part.ts";
import { readBlobPart } from "./blob-part.ts";
import type { CborValue } from "./cbor.ts";
import {
  asBytes,
  asBytesUpTo,
  asList,
  asListOf,
  asMap,
  asOptional,
  asUint,
  encodeCbor,
  must,
  parseCbor,
} from "./cbor.ts";
import { certificateBytesMax } from "./certificate.ts";
import type { DeviceReport } from "./device-report.ts";
import { reportFromCbor, reportToCbor } from "./device-report.ts";
import type { SealedEntry } from "./entry.ts";
import {
  digestBytes,
  digestPrefixBytes,
  logIdBytes,
  readEntry,
  runningHashBytes,
  sharedHeaderBytesMax,
} from "./entry.ts";
import { itemTypes } from "./item-types.ts";
import { deviceIdBytes, publicKeyBytesMax, signatureBytes } from "./keys.ts";
import type { PublicKeyBytes } from "./keys.ts";
import { noticeBytesMax } from "./notice.ts";
import { slipBytesMax } from "./slip.ts";
import { standBytesMax } from "./stand.ts";

export type { BlobPart } from "./blob-part.ts";
export { encodeBlobPartItem, parseCutBlobPart } from "./blob-part.ts";
export { itemTypes } from "./item-types.ts";

/** The version this code speaks; entries of every released version are taken. */
export const wireVersion = 1;
export const nonceBytes = 16;
const counterMax = Number.MAX_SAFE_INTEGER;
/** A run holds what fits 8 KB, or one largest entry: entries of at least 100 bytes. */
export const runEntriesMax = 512;
const headerBodyBytesMax = 24 * 1024;
/** How far a log has come: named so that the district knows what it does not have yet. */
export type LogHead = {
  readonly logId: Bytes;
  readonly seq: number;
  /** First 8 bytes of h(seq), h(n) = SHA-256(h(n-1) ‖ digest(n)), h(0) = 32 zeros. */
  readonly runningHash: Bytes;
  /** Whose log it is, where it is not the sender's own: an id from before a move, a journal that outlived its keys. */
  readonly device?: Bytes;
};

export type Cursor = { readonly epoch: number; readonly position: number };

export type BundleBody = {
  /** Random; the reply repeats it. */
  readonly nonce: Bytes;
  /** The district's last signed stand, as it came. */
  readonly stand: Bytes | undefined;
  readonly heads: readonly LogHead[];
  readonly report: DeviceReport | undefined;
  /** Notices up to here are known. */
  readonly cursor: Cursor;
  readonly keyringNumber: number;
  readonly configVersion: number;
  /** Notices whose named fields are asked for, sealed to the certificate's vault key. */
  readonly asks: readonly Bytes[];
  /** Certificates of the village's tablets up to this serial are known. */
  readonly neighboursThrough: number;
  /** The sender still knows its runs when the reply comes: their entries need no names in it. */
  readonly knowsRuns: boolean;
  /** What has changed of this device's entries is known up to here; absent before the first reply that said so. */
  readonly changesThrough?: Cursor | undefined;
};

export type BundleHeader = {
  /** Signed certificate as issued; undefined before enrolment is done again (the shelf). */
  readonly certificate: Bytes | undefined;
  readonly device: Bytes;
  readonly signingKey: PublicKeyBytes;
  /** The bytes that `signature` covers under `tags.bundle`. */
  readonly body: Bytes;
  readonly signature: Bytes;
};

/** Either one signature over all digests by the key the header names, or each journal line's own. */
export type RunProof =
  | { readonly kind: "run"; readonly signature: Bytes }
  | { readonly kind: "each"; readonly signatures: readonly Bytes[] };

export type Run = {
  readonly device: Bytes;
  readonly shared: Bytes;
  readonly entries: readonly SealedEntry[];
  readonly proof: RunProof;
};

export type BundleItem =
  | { readonly type: "header"; readonly header: BundleHeader }
  | { readonly type: "offers"; readonly digests: readonly Bytes[] }
  | { readonly type: "run"; readonly run: Run }
  | { readonly type: "blobPart"; readonly part: BlobPart }
  | { readonly type: "notice"; readonly notice: Bytes }
  | { readonly type: "slip"; readonly slip: Bytes }
  | { readonly type: "unknown" };

const bodyKeys = {
  nonce: 0,
  stand: 1,
  heads: 2,
  report: 3,
  cursor: 4,
  keyringNumber: 5,
  configVersion: 6,
  asks: 7,
  neighboursThrough: 8,
  knowsRuns: 9,
  changesThrough: 10,
} as const;

export function encodeBundleBody(body: BundleBody): Bytes {
  const map = new Map<number, CborValue>([
    [bodyKeys.nonce, body.nonce],
    [bodyKeys.heads, body.heads.map(encodeHead)],
    [bodyKeys.cursor, [body.cursor.epoch, body.cursor.position]],
    [bodyKeys.keyringNumber, body.keyringNumber],
    [bodyKeys.configVersion, body.configVersion],
  ]);
  if (body.stand) map.set(bodyKeys.stand, body.stand);
  if (body.report) map.set(bodyKeys.report, reportToCbor(body.report));
  if (body.asks.length > 0) map.set(bodyKeys.asks, body.asks);
  if (body.neighboursThrough > 0) map.set(bodyKeys.neighboursThrough, body.neighboursThrough);
  if (body.knowsRuns) map.set(bodyKeys.knowsRuns, true);
  if (body.changesThrough) map.set(bodyKeys.changesThrough, [body.changesThrough.epoch, body.changesThrough.position]);
  return encodeCbor(map);
}

/** Failure: `malformed`. */
export function parseBundleBody(bytes: Uint8Array): Result<BundleBody, "malformed"> {
  return parseCbor(bytes, (value) => {
    const map = asMap(value, "bundle body");
    const changesThrough = asOptional(map.get(bodyKeys.changesThrough), readCursor);
    return {
      nonce: asBytes(map.get(bodyKeys.nonce), nonceBytes, "nonce"),
      stand: asOptional(map.get(bodyKeys.stand), (v) => asBytesUpTo(v, standBytesMax, "stand")),
      heads: asListOf(map.get(bodyKeys.heads), headsMax, "heads", readHead),
      report: asOptional(map.get(bodyKeys.report), (v) => reportFromCbor(asMap(v, "report"))),
      cursor: readCursor(map.get(bodyKeys.cursor)),
      keyringNumber: asUint(map.get(bodyKeys.keyringNumber), counterMax, "keyring number"),
      configVersion: asUint(map.get(bodyKeys.configVersion), counterMax, "config version"),
      asks:
        asOptional(map.get(bodyKeys.asks), (v) =>
          asListOf(v, asksMax, "asks", (ask) => asBytes(ask, digestBytes, "ask")),
        ) ?? [],
      neighboursThrough: asUint(map.get(bodyKeys.neighboursThrough) ?? 0, counterMax, "neighbours through"),
      knowsRuns: map.get(bodyKeys.knowsRuns) === true,
      ...(changesThrough && { changesThrough }),
    };
  });
}

function encodeHead({ logId, seq, runningHash, device }: LogHead): CborValue {
  return device ? [logId, seq, runningHash, device] : [logId, seq, runningHash];
}

function readHead(value: unknown): LogHead {
  const [logId, seq, runningHash, device] = asList(value, 3, "head");
  return {
    logId: asBytes(logId, logIdBytes, "log id"),
    seq: asUint(seq, 0xffffffff, "seq"),
    runningHash: asBytes(runningHash, runningHashBytes, "running hash"),
    ...(device === undefined ? {} : { device: asBytes(device, deviceIdBytes, "device") }),
  };
}

/** Reads [epoch, position]; used by the reply too. */
export function readCursor(value: unknown): Cursor {
  const [epoch, position] = asList(value, 2, "cursor");
  return { epoch: asUint(epoch, counterMax, "epoch"), position: asUint(position, counterMax, "position") };
}

export function encodeHeaderItem(header: BundleHeader): Bytes {
  return encodeCbor([
    itemTypes.header,
    wireVersion,
    header.certificate ?? null,
    header.device,
    header.signingKey,
    header.body,
    header.signature,
  ]);
}

export function encodeOffersItem(digests: readonly Uint8Array[]): Bytes {
  return encodeCbor([itemTypes.offers, digests.map((digest) => digest.subarray(0, digestPrefixBytes))]);
}

export function encodeRunItem(run: Run): Bytes {
  const proof = run.proof.kind === "run" ? run.proof.signature : run.proof.signatures;
  return encodeCbor([
    itemTypes.run,
    run.device,
    run.shared,
    run.entries.map((entry) => [entry.own, entry.envelope]),
    proof,
  ]);
}

export function encodeNoticeItem(notice: Uint8Array): Bytes {
  return encodeCbor([itemTypes.notice, notice]);
}

export function encodeSlipItem(slip: Uint8Array): Bytes {
  return encodeCbor([itemTypes.slip, slip]);
}

/** Reads one item. Failure: `malformed`; a type of a newer version is `unknown`, not a failure. */
export function parseBundleItem(bytes: Uint8Array): Result<BundleItem, "malformed"> {
  return parseCbor(bytes, (value) => {
    const [type, ...rest] = asList(value, 1, "item");
    switch (type) {
      case itemTypes.header:
        return { type: "header", header: readHeader(rest) };
      case itemTypes.offers:
        return {
          type: "offers",
          digests: asListOf(rest[0], offersMax, "offers", (digest) => asBytes(digest, digestPrefixBytes, "offer")),
        };
      case itemTypes.run:
        return { type: "run", run: readRun(rest) };
      case itemTypes.blobPart:
        return { type: "blobPart", part: readBlobPart(rest) };
      case itemTypes.notice:
        return { type: "notice", notice: asBytesUpTo(rest[0], noticeBytesMax, "notice") };
      case itemTypes.slip:
        return { type: "slip", slip: asBytesUpTo(rest[0], slipBytesMax, "slip") };
      default:
        return { type: "unknown" };
    }
  });
}

function readHeader(fields: readonly unknown[]): BundleHeader {
  const [, certificate, device, signingKey, body, signature] = asList(fields, 6, "header");
  return {
    certificate: asOptional(certificate, (v) => asBytesUpTo(v, certificateBytesMax, "certificate")),
    device: asBytes(device, deviceIdBytes, "device"),
    signingKey: asBytesUpTo(signingKey, publicKeyBytesMax, "signing key"),
    body: asBytesUpTo(body, headerBodyBytesMax, "header body"),
    signature: asBytes(signature, signatureBytes, "signature"),
  };
}

function readRun(fields: readonly unknown[]): Run {
  const [device, sharedValue, entries, proof] = asList(fields, 4, "run");
  const shared = asBytesUpTo(sharedValue, sharedHeaderBytesMax, "shared header");
  const read = asListOf(entries, runEntriesMax, "entries", (entry) => {
    const [own, envelope] = asList(entry, 2, "entry");
    return readEntry([shared, own, envelope]);
  });
  return {
    device: asBytes(device, deviceIdBytes, "device"),
    shared,
    entries: read,
    proof: readProof(proof, read.length),
  };
}

function readProof(value: unknown, entries: number): RunProof {
  if (!Array.isArray(value)) return { kind: "run", signature: asBytes(value, signatureBytes, "signature") };
  const signatures = asListOf(value, runEntriesMax, "signatures", (s) => asBytes(s, signatureBytes, "signature"));
  must(signatures.length === entries, "one signature per entry");
  return { kind: "each", signatures };
}
