/**
 * What the headless tablet remembers of the district: sync state, custody of each entry, notices. One file, replaced
 * whole, so that a verified reply counts as a whole or not at all.
 */
import { join } from "node:path";
import type { Bytes } from "../../base/bytes.ts";
import { fromHex, toHex } from "../../base/bytes.ts";
import type { Result } from "../../base/result.ts";
import {
  asBytes,
  asBytesUpTo,
  asList,
  asListOf,
  asOptional,
  asText,
  asUint,
  encodeCbor,
  parseCbor,
} from "../../protocol/cbor.ts";
import type { CborValue } from "../../protocol/cbor.ts";
import { certificateBytesMax } from "../../protocol/certificate.ts";
import { keyringBytesMax } from "../../protocol/keyring.ts";
import { noticeBytesMax } from "../../protocol/notice.ts";
import { receiptStates } from "../../protocol/reply.ts";
import type { ReceiptState } from "../../protocol/reply.ts";
import { standBytesMax } from "../../protocol/stand.ts";
import { firstSyncState } from "../../sync/custody.ts";
import type { Custody, NoticeIn, SyncState } from "../../sync/ports.ts";
import { readIfThere, replaceFile } from "./files.ts";

export type Memory = {
  readonly state: SyncState;
  /** By hex digest. */
  readonly custody: ReadonlyMap<string, Custody>;
  readonly notices: readonly NoticeIn[];
};

const countMax = Number.MAX_SAFE_INTEGER;
const listMax = 1_000_000;
const DELIVERIES: readonly Custody["delivery"][] = ["new", "unsure", "wanted", "received"];

/** The memory of a state folder, or undefined before enrolment. Failure: `malformed`. */
export function readMemory(folder: string): Result<Memory, "malformed"> | undefined {
  const bytes = readIfThere(pathOf(folder));
  return bytes && parseCbor(bytes, readAll);
}

/** Durable when this returns. */
export function writeMemory(folder: string, memory: Memory): void {
  replaceFile(
    pathOf(folder),
    encodeCbor([
      writeState(memory.state),
      [...memory.custody].map(([digest, custody]) => [digest, ...writeCustody(custody)]),
      memory.notices.map((notice) => [notice.id, notice.signed]),
    ]),
  );
}

/**
 * What a tablet remembers that lost its memory: journal and notices are there, and everything is offered before it is
 * sent. `stand` is the last one known: the proof of how far the notices had come.
 */
export function rebuiltMemory(
  keyring: Bytes,
  digests: readonly Bytes[],
  { notices, stand }: { readonly notices: readonly NoticeIn[]; readonly stand: Bytes | undefined },
): Memory {
  const unsure: Custody = { delivery: "unsure", receipt: undefined, safe: false };
  return {
    state: { ...firstSyncState(keyring), stand },
    custody: new Map(digests.map((digest) => [toHex(digest), unsure])),
    notices,
  };
}

function pathOf(folder: string): string {
  return join(folder, "memory");
}

function readAll(value: unknown): Memory {
  const [state, custody, notices] = asList(value, 3, "memory");
  return {
    state: readState(state),
    custody: new Map(asListOf(custody, listMax, "custody", readCustody)),
    notices: asListOf(notices, listMax, "notices", (notice) => {
      const [id, signed] = asList(notice, 2, "notice");
      return { id: asBytes(id, 32, "notice id"), signed: asBytesUpTo(signed, noticeBytesMax, "notice") };
    }),
  };
}

function writeState(state: SyncState): readonly CborValue[] {
  return [
    state.revision,
    state.epoch,
    state.stand ?? null,
    state.safeThrough,
    [state.cursor.epoch, state.cursor.position],
    state.keyring,
    state.configVersion,
    state.wantedBlobs.map((blob) => [blob.hash, blob.offset]),
    state.noticesOwed,
    state.asks,
    // May be negative: the tablet's clock may be ahead.
    state.clockOffsetMs ?? null,
    state.lastReplyAt ?? null,
    state.neighbours,
    state.neighboursThrough,
  ];
}

function readState(value: unknown): SyncState {
  const [
    revision,
    epoch,
    stand,
    safeThrough,
    cursor,
    keyring,
    configVersion,
    wantedBlobs,
    noticesOwed,
    asks,
    offset,
    lastReplyAt,
    neighbours,
    neighboursThrough,
  ] = asList(value, 14, "state");
  const [cursorEpoch, position] = asList(cursor, 2, "cursor");
  return {
    revision: asUint(revision, countMax, "revision"),
    epoch: asUint(epoch, countMax, "epoch"),
    stand: asOptional(stand, (v) => asBytesUpTo(v, standBytesMax, "stand")),
    safeThrough: asUint(safeThrough, countMax, "safe through"),
    cursor: { epoch: asUint(cursorEpoch, countMax, "epoch"), position: asUint(position, countMax, "position") },
    keyring: asBytesUpTo(keyring, keyringBytesMax, "keyring"),
    configVersion: asUint(configVersion, countMax, "config version"),
    wantedBlobs: asListOf(wantedBlobs, listMax, "wanted blobs", (blob) => {
      const [hash, at] = asList(blob, 2, "wanted blob");
      return { hash: asBytes(hash, 32, "hash"), offset: asUint(at, countMax, "offset") };
    }),
    noticesOwed: asListOf(noticesOwed, listMax, "notices owed", (v) => asBytes(v, 32, "notice id")),
    asks: asListOf(asks, listMax, "asks", (v) => asBytes(v, 32, "notice id")),
    neighbours: asListOf(neighbours, listMax, "neighbours", (v) => asBytesUpTo(v, certificateBytesMax, "certificate")),
    neighboursThrough: asUint(neighboursThrough, countMax, "neighbours through"),
    clockOffsetMs: typeof offset === "number" ? offset : undefined,
    lastReplyAt: asOptional(lastReplyAt, (v) => asUint(v, countMax, "last reply")),
  };
}

function writeCustody({ delivery, receipt, safe }: Custody): readonly CborValue[] {
  const numbers = receipt && [receiptStates[receipt.state], receipt.counter, receipt.intake, receipt.epoch, receipt.at];
  return [delivery, safe, numbers ?? null];
}

function readCustody(value: unknown): readonly [string, Custody] {
  const [digest, delivery, safe, receipt] = asList(value, 4, "custody");
  const name = asText(delivery, 20, "delivery");
  return [
    toHex(fromHex(asText(digest, 64, "digest")) ?? new Uint8Array(0)),
    {
      delivery: DELIVERIES.find((known) => known === name) ?? "unsure",
      safe: safe === true,
      receipt: asOptional(receipt, readReceipt),
    },
  ];
}

function readReceipt(value: unknown): NonNullable<Custody["receipt"]> {
  const [state, counter, intake, epoch, at] = asList(value, 5, "receipt");
  return {
    state: stateOf(asUint(state, 255, "state")),
    counter: asUint(counter, countMax, "counter"),
    intake: asUint(intake, countMax, "intake"),
    epoch: asUint(epoch, countMax, "epoch"),
    at: asUint(at, countMax, "at"),
  };
}

/** A state of a later version reads as the weakest: it is asked for again. */
function stateOf(number: number): ReceiptState {
  const known: readonly ReceiptState[] = ["held", "complete", "quarantined", "erased"];
  return known.find((state) => receiptStates[state] === number) ?? "held";
}
