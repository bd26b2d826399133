/**
 * The entry: what a tablet's log is made of. A clear header in two parts and a sealed envelope. The shared part is the
 * same for all entries of one log and is sent once per run; the own part is the entry's. Both are hashed as they are.
 */
import type { Bytes } from "../base/bytes.ts";
import { blobBytesMax, entryBlobsMax, entryBytesMax } from "../base/limits.ts";
import type { Result } from "../base/result.ts";
import { err } from "../base/result.ts";
import { asBytes, asBytesUpTo, asList, asListOf, asOptional, asUint, encodeCbor, must, parseCbor } from "./cbor.ts";
import { keyIdBytes } from "./keys.ts";
import type { Scope } from "./tags.ts";
import { taggedBytes, tags } from "./tags.ts";

export const digestBytes = 32;
export const applicationIdBytes = 16;
/** The application id is the first 16 bytes of SHA-256 over this many secret bytes of the first envelope. */
export const applicationSecretBytes = 16;
export const logIdBytes = 8;
/** Heads, slips and runs carry this much of the running hash over a log's digests. */
export const runningHashBytes = 8;
/** Where 16 bytes of a digest name an entry (offers, receipts, wants). */
export const digestPrefixBytes = 16;

const seqMax = 2 ** 32 - 1;
const villageMax = 9_999_999_999;
const headerVersion = 1;
/** Own header: ids, kind and up to 24 blob references; the rest of an entry belongs to the envelope. */
const ownHeaderBytesMax = 2048;
/** Shared header: five small fields, with room to grow. */
export const sharedHeaderBytesMax = 1024;

/** What an entry does. The numbers are the wire. */
export const entryKinds = { application: 1, correction: 2, withdrawal: 3 } as const;
export type EntryKind = keyof typeof entryKinds;
const KIND_OF: ReadonlyMap<number, EntryKind> = new Map([
  [entryKinds.application, "application"],
  [entryKinds.correction, "correction"],
  [entryKinds.withdrawal, "withdrawal"],
]);

/** Orders blobs and the district's desk only; never receipts, never the log. */
export const priorities = { normal: 0, urgent: 1 } as const;

/** The same for every entry of one log. */
export type SharedHeader = {
  /** Ten-digit village code at filing ("33.29.09.1002" → 3329091002): the right to file is judged by it. */
  readonly village: number;
  /** Signing key at filing. */
  readonly signingKeyId: Bytes;
  /** New and random at every start of the worker; names gaps, orders nothing. */
  readonly logId: Bytes;
  /** The district's sealing key the envelope is for. */
  readonly sealingKeyId: Bytes;
  /** Release number of the shared dictionary; 0 = none. */
  readonly dictionaryId: number;
};

export type BlobRef = {
  /** SHA-256 of the encrypted bytes. */
  readonly hash: Bytes;
  /** Length of the encrypted bytes. */
  readonly size: number;
};

export type OwnHeader = {
  readonly kind: EntryKind;
  readonly applicationId: Bytes;
  /** 1, 2, 3 … within the log. */
  readonly seq: number;
  readonly priority: number;
  /** Digest of the entry this one builds on; absent for an application. */
  readonly base: Bytes | undefined;
  readonly blobs: readonly BlobRef[];
};

/** An entry as it is stored, hashed and sent: three byte strings nobody re-encodes. */
export type SealedEntry = {
  readonly shared: Bytes;
  readonly own: Bytes;
  readonly envelope: Bytes;
};

export function encodeSharedHeader(header: SharedHeader): Bytes {
  return encodeCbor([
    headerVersion,
    header.village,
    header.signingKeyId,
    header.logId,
    header.sealingKeyId,
    header.dictionaryId,
  ]);
}

/** Failure: `malformed`. A newer version with more elements is read for what we know of it. */
export function parseSharedHeader(bytes: Uint8Array): Result<SharedHeader, "malformed"> {
  return parseCbor(bytes, (value) => {
    const [, village, signingKeyId, logId, sealingKeyId, dictionaryId] = asList(value, 6, "shared header");
    return {
      village: asUint(village, villageMax, "village"),
      signingKeyId: asBytes(signingKeyId, keyIdBytes, "signing key id"),
      logId: asBytes(logId, logIdBytes, "log id"),
      sealingKeyId: asBytes(sealingKeyId, keyIdBytes, "sealing key id"),
      dictionaryId: asUint(dictionaryId, 0xffff, "dictionary id"),
    };
  });
}

export function encodeOwnHeader(header: OwnHeader): Bytes {
  return encodeCbor([
    entryKinds[header.kind],
    header.applicationId,
    header.seq,
    header.priority,
    header.base ?? null,
    header.blobs.map((blob) => [blob.hash, blob.size]),
  ]);
}

/** Failure: `malformed`; also when an application names a base or another kind names none. */
export function parseOwnHeader(bytes: Uint8Array): Result<OwnHeader, "malformed"> {
  const parsed = parseCbor(bytes, (value) => {
    const [kind, applicationId, seq, priority, base, blobs] = asList(value, 6, "own header");
    return {
      kind: KIND_OF.get(asUint(kind, 255, "kind")),
      applicationId: asBytes(applicationId, applicationIdBytes, "application id"),
      seq: asUint(seq, seqMax, "seq"),
      priority: asUint(priority, 255, "priority"),
      base: asOptional(base, (b) => asBytes(b, digestBytes, "base")),
      blobs: asListOf(blobs, entryBlobsMax, "blobs", (blob) => {
        const [hash, size] = asList(blob, 2, "blob reference");
        return { hash: asBytes(hash, digestBytes, "blob hash"), size: asUint(size, blobBytesMax, "blob size") };
      }),
    };
  });
  if (!parsed.ok) return parsed;
  const { kind, ...rest } = parsed.value;
  if (kind === undefined || rest.seq === 0) return err("malformed", "kind or seq");
  if ((kind === "application") !== (rest.base === undefined)) return err("malformed", "base");
  return { ok: true, value: { kind, ...rest } };
}

/** One entry as one byte string, for the journal. */
export function encodeEntry(entry: SealedEntry): Bytes {
  return encodeCbor([entry.shared, entry.own, entry.envelope]);
}

/** Failure: `malformed`, also above {@link entryBytesMax}. */
export function parseEntry(bytes: Uint8Array): Result<SealedEntry, "malformed"> {
  return parseCbor(bytes, readEntry);
}

/** Reads [shared, own, envelope]; used by runs too. */
export function readEntry(value: unknown): SealedEntry {
  const [shared, own, envelope] = asList(value, 3, "entry");
  const entry = {
    shared: asBytesUpTo(shared, sharedHeaderBytesMax, "shared header"),
    own: asBytesUpTo(own, ownHeaderBytesMax, "own header"),
    envelope: asBytesUpTo(envelope, entryBytesMax, "envelope"),
  };
  must(entrySize(entry) <= entryBytesMax, "entry too large");
  return entry;
}

/** Bytes an entry takes of the 16 KB it may have. */
export function entrySize(entry: SealedEntry): number {
  return entry.shared.byteLength + entry.own.byteLength + entry.envelope.byteLength;
}

/** What the digest of an entry is the SHA-256 of (DESIGN §2: tag, regency, device, header bytes, envelope). */
export function entryDigestInput(scope: Scope, entry: SealedEntry): Bytes {
  return taggedBytes(tags.entryDigest, scope, entry.shared, entry.own, entry.envelope);
}

/** Associated data of the envelope: the clear header bytes, regency and device (DESIGN §5). */
export function envelopeAad(scope: Scope, entry: Pick<SealedEntry, "shared" | "own">): Bytes {
  return taggedBytes(tags.envelope, scope, entry.shared, entry.own);
}
