/**
 * The bytes of a journal segment: a head that names the key its lines are signed by and the log they belong to, then
 * records. A record with a payload is an entry; an empty one marks an entry already purged. Pure; knows no file.
 */
import type { Bytes } from "../../base/bytes.ts";
import { concatBytes, copyBytes, fromHex, toHex } from "../../base/bytes.ts";
import { entryBytesMax, journalSegmentBytesMax } from "../../base/limits.ts";
import type { Result } from "../../base/result.ts";
import { err, ok } from "../../base/result.ts";
import {
  asBytes,
  asBytesUpTo,
  asList,
  asOptional,
  asText,
  asUint,
  encodeCbor,
  parseCbor,
} from "../../protocol/cbor.ts";
import type { SealedEntry } from "../../protocol/entry.ts";
import { digestBytes, logIdBytes, readEntry } from "../../protocol/entry.ts";
import type { PublicKeyBytes } from "../../protocol/keys.ts";
import { deviceIdBytes, publicKeyBytesMax, signatureBytes } from "../../protocol/keys.ts";
import { crc32 } from "./crc32.ts";

const segmentVersion = 1;
const nameSuffix = ".journal";
/** Of a log's segment number, so that names sort in the order they were begun. */
const numberDigits = 4;
const lengthBytes = 4;
const checkBytes = 4;
const recordOverhead = lengthBytes + digestBytes + checkBytes;
export const draftIdBytes = 16;
/** A longer label stays out of the line. One is a name, a service and the papers that follow. */
const labelBytesMax = 2048;
/** An entry, its signature, draft id, time and label, with CBOR heads. */
const payloadBytesMax = entryBytesMax + labelBytesMax + 256;

export type SegmentHead = {
  readonly regency: string;
  readonly device: Bytes;
  /** The key that signed every line of this segment. */
  readonly signingKey: PublicKeyBytes;
  readonly logId: Bytes;
  /** Seq of the log's last entry before this segment, and the whole running hash up to it. */
  readonly seqBefore: number;
  readonly hashBefore: Bytes;
};

/** What a line says beside its digest. */
export type LinePayload = {
  readonly entry: SealedEntry;
  readonly signature: Bytes;
  readonly draftId: Bytes;
  /** Claimed time, milliseconds. */
  readonly appendedAt: number;
  /** What lists call it, under the vault. Lines of older versions have none. */
  readonly label: Bytes | undefined;
};

export type JournalRecord = { readonly digest: Bytes; readonly payload: Bytes };

export type Segment = {
  readonly head: SegmentHead;
  readonly records: readonly JournalRecord[];
  /** Bytes up to the end of the last whole record. */
  readonly wholeBytes: number;
  /** Places that could not be read, a lost head included, behind which whole records follow. */
  readonly damaged: number;
};

export type NamedSegment = Segment & { readonly name: string };

/** File name of segment `number` (from 0) of a log: no two writers share a log, so none shares a file. */
export function segmentName(logId: Bytes, number: number): string {
  return `${toHex(logId)}-${String(number).padStart(numberDigits, "0")}${nameSuffix}`;
}

export function isSegmentName(name: string): boolean {
  return name.endsWith(nameSuffix);
}

/** The head of a log's first segment, known without reading it: undefined for a name that is no first segment's. */
export function firstHead(
  name: string,
  scope: Pick<SegmentHead, "regency" | "device" | "signingKey">,
): SegmentHead | undefined {
  const logId = fromHex(logOfName(name));
  if (logId?.byteLength !== logIdBytes || name !== segmentName(logId, 0)) return undefined;
  return { ...scope, logId, seqBefore: 0, hashBefore: new Uint8Array(digestBytes) };
}

/** What all segments of a log begin with. */
export function logOfName(name: string): string {
  return name.slice(0, Math.max(0, name.lastIndexOf("-")));
}

export function encodeSegmentHead(head: SegmentHead): Bytes {
  const body = encodeCbor([
    segmentVersion,
    head.regency,
    head.device,
    head.signingKey,
    head.logId,
    head.seqBefore,
    head.hashBefore,
  ]);
  return frameRecord(new Uint8Array(digestBytes), body);
}

/** One record: length, digest, payload, check over all three. An empty payload marks the entry as purged. */
export function encodeRecord(digest: Uint8Array, payload: Uint8Array): Bytes {
  return frameRecord(digest, payload);
}

export function encodeLinePayload(line: LinePayload): Bytes {
  const { shared, own, envelope } = line.entry;
  const label = line.label && line.label.byteLength <= labelBytesMax ? [line.label] : [];
  return encodeCbor([[shared, own, envelope], line.signature, line.draftId, line.appendedAt, ...label]);
}

/** Failure: `malformed`. */
export function parseLinePayload(payload: Uint8Array): Result<LinePayload, "malformed"> {
  return parseCbor(payload, (value) => {
    const [entry, signature, draftId, appendedAt, label] = asList(value, 4, "line");
    return {
      entry: readEntry(entry),
      signature: asBytes(signature, signatureBytes, "signature"),
      draftId: asBytes(draftId, draftIdBytes, "draft id"),
      appendedAt: asUint(appendedAt, Number.MAX_SAFE_INTEGER, "appended at"),
      label: asOptional(label, (bytes) => asBytesUpTo(bytes, labelBytesMax, "label")),
    };
  });
}

/**
 * Reads a segment as it lies on the disk. A torn tail is not an error: what is whole before it counts. `spare` stands in for
 * a head that is damaged itself. Failure: `malformed`, when there is neither.
 */
export function parseSegment(bytes: Uint8Array, spare?: SegmentHead): Result<Segment, "malformed"> {
  const first = readRecord(bytes, 0);
  const own = first === undefined ? err("malformed", "segment head") : parseHead(first.record.payload);
  if (own.ok) return ok({ head: own.value, ...readRecords(bytes, first?.end ?? 0) });
  if (spare === undefined) return own;
  const rest = readRecords(bytes, 0);
  return rest.records.length > 0 ? ok({ head: spare, ...rest }) : own;
}

/**
 * The records from byte `from` on. A torn tail is left out; what is damaged is passed over to the next whole record, wherever
 * that begins.
 */
export function readRecords(bytes: Uint8Array, from: number): Omit<Segment, "head"> {
  const records: JournalRecord[] = [];
  let wholeBytes = from;
  let damaged = 0;
  for (let next = nextRecord(bytes, from); next !== undefined; next = nextRecord(bytes, next.end)) {
    if (next.at > wholeBytes) damaged += 1;
    records.push(next.record);
    wholeBytes = next.end;
  }
  return { records, wholeBytes, damaged };
}

/** True when a segment of `bytes` has no room for `more`. One larger record still gets a segment of its own. */
export function isFull(bytes: number, more: number): boolean {
  return bytes + more > journalSegmentBytesMax;
}

type Read = { readonly record: JournalRecord; readonly at: number; readonly end: number };

/** The next whole record at `from` or behind it: what lies between is damaged, or a torn tail when none follows. */
function nextRecord(bytes: Uint8Array, from: number): Read | undefined {
  for (let at = from; at + recordOverhead <= bytes.byteLength; at += 1) {
    const read = readRecord(bytes, at);
    if (read) return read;
  }
  return undefined;
}

function frameRecord(digest: Uint8Array, payload: Uint8Array): Bytes {
  const length = new Uint8Array(lengthBytes);
  new DataView(length.buffer).setUint32(0, payload.byteLength);
  const covered = concatBytes(length, digest, payload);
  const check = new Uint8Array(checkBytes);
  new DataView(check.buffer).setUint32(0, crc32(covered));
  return concatBytes(covered, check);
}

function readRecord(bytes: Uint8Array, at: number): Read | undefined {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (at + recordOverhead > bytes.byteLength) return undefined;
  const length = view.getUint32(at);
  const end = at + recordOverhead + length;
  if (length > payloadBytesMax || end > bytes.byteLength) return undefined;
  const coveredEnd = end - checkBytes;
  if (crc32(bytes.subarray(at, coveredEnd)) !== view.getUint32(coveredEnd)) return undefined;
  const payloadAt = at + lengthBytes + digestBytes;
  const digest = copyBytes(bytes.subarray(at + lengthBytes, payloadAt));
  return { record: { digest, payload: copyBytes(bytes.subarray(payloadAt, coveredEnd)) }, at, end };
}

function parseHead(payload: Uint8Array): Result<SegmentHead, "malformed"> {
  return parseCbor(payload, (value) => {
    const [, regency, device, signingKey, logId, seqBefore, hashBefore] = asList(value, 7, "segment head");
    return {
      regency: asText(regency, 5, "regency"),
      device: asBytes(device, deviceIdBytes, "device"),
      signingKey: asBytesUpTo(signingKey, publicKeyBytesMax, "signing key"),
      logId: asBytes(logId, logIdBytes, "log id"),
      seqBefore: asUint(seqBefore, 0xffffffff, "seq before"),
      hashBefore: asBytes(hashBefore, digestBytes, "hash before"),
    };
  });
}
