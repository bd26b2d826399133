/** How a ledger record is written: canonical CBOR, chained by hash, signed like any word of the district. */
import type { Bytes } from "../../base/bytes.ts";
import type { Result } from "../../base/result.ts";
import type { CborValue } from "../../protocol/cbor.ts";
import { asBytes, asBytesUpTo, asList, asListOf, asText, asUint, encodeCbor, parseCbor } from "../../protocol/cbor.ts";
import { certificateBytesMax } from "../../protocol/certificate.ts";
import { applicationIdBytes, digestPrefixBytes, logIdBytes, runningHashBytes } from "../../protocol/entry.ts";
import { keyringBytesMax } from "../../protocol/keyring.ts";
import { deviceIdBytes, keyIdBytes } from "../../protocol/keys.ts";
import type { AnnouncedHead, HeadSource, LedgerRecord } from "./ledger.ts";

const recordVersion = 1;
const kinds = { epoch: 1, keyring: 2, enrolled: 3, revoked: 4, erased: 5, heads: 6 } as const;
const epochReasons = ["first", "restore", "rollback-noticed"] as const;
const headSources = ["exchange", "courier", "slip", "revocation"] as const satisfies readonly HeadSource[];

const hashBytes = 32;
const answerBytesMax = 32 * 1024;
const listMax = 100_000;
const uintMax = Number.MAX_SAFE_INTEGER;
/** A record with the longest list it may hold. */
export const ledgerRecordBytesMax = 4 * 1024 * 1024;

/** Number of the record and hash of the one before it, then what it says. */
export type ChainedRecord = { readonly number: number; readonly previous: Bytes; readonly record: LedgerRecord };

export function encodeRecord(chained: ChainedRecord): Bytes {
  return encodeCbor([
    recordVersion,
    chained.number,
    chained.previous,
    kinds[chained.record.kind],
    fieldsOf(chained.record),
  ]);
}

function fieldsOf(record: LedgerRecord): readonly CborValue[] {
  switch (record.kind) {
    case "epoch":
      return [record.epoch, record.why, record.at];
    case "keyring":
      return [record.number, record.signed, record.at];
    case "enrolled":
      return [
        record.codeHash,
        record.signingKeyId,
        record.certificates,
        record.answer,
        record.at,
        ...(record.formerly ? [record.formerly] : []),
      ];
    case "revoked":
      return [record.serial, record.reason, record.held, record.at];
    case "erased":
      return [record.digests, record.applicationIds, record.at];
    case "heads":
      return record.heads.map((head) => [head.device, head.logId, head.seq, head.runningHash, head.source, head.at]);
  }
}

/** Failure: `malformed`. A kind of a newer version gives `record: undefined`: kept in the chain, not understood. */
export function parseRecord(
  body: Uint8Array,
): Result<Omit<ChainedRecord, "record"> & { readonly record: LedgerRecord | undefined }, "malformed"> {
  return parseCbor(body, (value) => {
    const [, number, previous, kind, fields] = asList(value, 5, "record");
    return {
      number: asUint(number, uintMax, "record number"),
      previous: asBytes(previous, hashBytes, "previous"),
      record: readFields(asUint(kind, 255, "kind"), fields),
    };
  });
}

function readFields(kind: number, fields: unknown): LedgerRecord | undefined {
  switch (kind) {
    case kinds.epoch: {
      const [epoch, why, at] = asList(fields, 3, "epoch");
      return { kind: "epoch", epoch: uint(epoch), why: oneOf(epochReasons, why, "restore"), at: uint(at) };
    }
    case kinds.keyring: {
      const [number, signed, at] = asList(fields, 3, "keyring");
      return {
        kind: "keyring",
        number: uint(number),
        signed: asBytesUpTo(signed, keyringBytesMax, "keyring"),
        at: uint(at),
      };
    }
    case kinds.enrolled:
      return readEnrolled(fields);
    case kinds.revoked: {
      const [serial, reason, held, at] = asList(fields, 4, "revoked");
      return {
        kind: "revoked",
        serial: uint(serial),
        reason: asText(reason, 200, "reason"),
        held: asListOf(held, listMax, "held", (v) => asBytes(v, digestPrefixBytes, "digest")),
        at: uint(at),
      };
    }
    case kinds.erased: {
      const [digests, applicationIds, at] = asList(fields, 3, "erased");
      return {
        kind: "erased",
        digests: asListOf(digests, listMax, "digests", (v) => asBytes(v, digestPrefixBytes, "digest")),
        applicationIds: asListOf(applicationIds, listMax, "ids", (v) =>
          asBytes(v, applicationIdBytes, "application id"),
        ),
        at: uint(at),
      };
    }
    case kinds.heads:
      return { kind: "heads", heads: asListOf(fields, listMax, "heads", readHead) };
    default:
      return undefined;
  }
}

function readEnrolled(fields: unknown): LedgerRecord {
  const [codeHash, signingKeyId, certificates, answer, at, formerly] = asList(fields, 5, "enrolled");
  return {
    kind: "enrolled",
    codeHash: asBytes(codeHash, hashBytes, "code hash"),
    signingKeyId: asBytes(signingKeyId, keyIdBytes, "signing key id"),
    certificates: asListOf(certificates, 64, "certificates", (v) => asBytesUpTo(v, certificateBytesMax, "certificate")),
    answer: asBytesUpTo(answer, answerBytesMax, "answer"),
    at: uint(at),
    ...(formerly !== undefined && {
      formerly: asListOf(formerly, 64, "formerly", (v) => asBytes(v, deviceIdBytes, "device")),
    }),
  };
}

function readHead(value: unknown): AnnouncedHead {
  const [device, logId, seq, runningHash, source, at] = asList(value, 6, "head");
  return {
    device: asBytes(device, deviceIdBytes, "device"),
    logId: asBytes(logId, logIdBytes, "log id"),
    seq: uint(seq),
    runningHash: asBytes(runningHash, runningHashBytes, "running hash"),
    source: oneOf(headSources, source, "exchange"),
    at: uint(at),
  };
}

function uint(value: unknown): number {
  return asUint(value, uintMax, "number");
}

/** A word of a newer version reads as the nearest we know. */
function oneOf<const T extends string>(words: readonly T[], value: unknown, otherwise: T): T {
  return words.find((word) => word === value) ?? otherwise;
}
