/** Small values for this room's tests: entries, states and stands by number. Imported by tests only. */
import type { Bytes } from "../base/bytes.ts";
import type { ReplyBody } from "../protocol/reply.ts";
import type { Stand } from "../protocol/stand.ts";
import { firstSyncState, FRESH_CUSTODY } from "./custody.ts";
import type { Custody, EntryMeta, SyncState } from "./ports.ts";
import type { VerifiedReply } from "./read-reply.ts";

/** `length` bytes that all differ from those of another `seed`. */
export function bytesOf(seed: number, length: number): Bytes {
  return Uint8Array.from({ length }, (_, i) => (i === 0 ? seed & 255 : i === 1 ? seed >> 8 : (seed * 7 + i) & 255));
}

/** Entry number `seed`, an application of 400 bytes without blobs, never sent. */
export function sampleMeta(seed: number, change: Partial<EntryMeta> = {}): EntryMeta {
  return {
    digest: bytesOf(seed, 32),
    device: bytesOf(9001, 16),
    kind: "application",
    applicationId: bytesOf(seed, 16),
    logId: bytesOf(9002, 8),
    seq: seed,
    priority: 0,
    size: 400,
    blobs: [],
    appendedAt: 0,
    custody: FRESH_CUSTODY,
    ...change,
  };
}

/** Custody after a receipt. */
export function received(receipt: Partial<NonNullable<Custody["receipt"]>> = {}): Custody {
  return {
    delivery: "received",
    receipt: { state: "complete", counter: 5, intake: 5, epoch: 1, at: 1000, ...receipt },
    safe: false,
  };
}

export function sampleState(change: Partial<SyncState> = {}): SyncState {
  return { ...firstSyncState(bytesOf(9003, 8)), epoch: 1, ...change };
}

export function sampleStand(change: Partial<Stand> = {}): Stand {
  return { epoch: 1, intake: 0, intakeHash: bytesOf(0, 16), safeThrough: 0, time: 50_000, ...change };
}

/** A reply that says nothing beyond its stand and `body`. */
export function sampleReply(stand: Partial<Stand> = {}, body: Partial<ReplyBody> = {}): VerifiedReply {
  return {
    stand: sampleStand(stand),
    keyring: undefined,
    notices: [],
    body: {
      nonce: bytesOf(9004, 16),
      stand: bytesOf(9005, 100),
      receipts: [],
      wantedEntries: [],
      wantedBlobs: [],
      notices: [],
      cursor: { epoch: stand.epoch ?? 1, position: 0 },
      moreNotices: false,
      keyring: undefined,
      configVersion: 1,
      commands: [],
      fields: [],
      later: [],
      laterMs: 0,
      problem: undefined,
      ...body,
    },
  };
}
