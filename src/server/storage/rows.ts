/**
 * What the district keeps, row by row, as plain data. The regency is the first part of every key and is bound when the
 * storage is opened, so rows do not repeat it. Knows no SQL; holds no opened content except as ciphertext.
 */
import type { Bytes } from "../../base/bytes.ts";
import type { UnixMs } from "../../base/clock.ts";
import type { EntryKind } from "../../protocol/entry.ts";
import type { ReceiptState } from "../../protocol/reply.ts";
import type { SetAsideReason } from "../../protocol/staff/set-aside.ts";

/**
 * How far an entry has come behind its receipt. "unopened": not tried yet. "waiting": opened in vain because its base
 * is not in effect. "opened": it had its effect. "set-aside": quarantined, contested or in conflict; people look.
 */
export type Standing = "unopened" | "waiting" | "opened" | "set-aside";

export type CustodyRow = {
  readonly digest: Bytes;
  readonly state: ReceiptState;
  /** Rises with every change of any entry's state in this regency: newest wins, and "changed since" is one comparison. */
  readonly counter: number;
  /** Given once entry and blobs are complete; 0 before. */
  readonly intake: number;
  readonly reason: SetAsideReason | null;
};

export type EntryRow = CustodyRow & {
  readonly device: Bytes;
  readonly village: number;
  readonly signingKeyId: Bytes;
  readonly logId: Bytes;
  readonly seq: number;
  readonly kind: EntryKind;
  readonly applicationId: Bytes;
  readonly base: Bytes | null;
  readonly priority: number;
  readonly shared: Bytes;
  readonly own: Bytes;
  /** Empty once erased. */
  readonly envelope: Bytes;
  /** District time, milliseconds. */
  readonly receivedAt: UnixMs;
  /** Serial of the certificate that signed the bundle it came in. */
  readonly bySerial: number;
  readonly standing: Standing;
};

/** What may change of a held entry. */
export type EntryChange = Partial<
  Pick<EntryRow, "state" | "intake" | "standing" | "reason" | "shared" | "own" | "envelope">
>;

export type EntryBlobRow = { readonly hash: Bytes; readonly digest: Bytes; readonly size: number };

/** A blob whose whole bytes lie synced in the blob store. */
export type BlobRow = { readonly hash: Bytes; readonly size: number; readonly storedAt: UnixMs };

export type DeviceRow = {
  readonly device: Bytes;
  readonly village: number;
  readonly firstSeenAt: UnixMs;
  readonly lastSeenAt: UnixMs;
  /** Newest device report as JSON of numbers and codes; "" before the first. */
  readonly report: string;
  readonly reportAt: UnixMs;
  /** Tablet's clock minus district's at the last report, milliseconds. */
  readonly clockDriftMs: number;
  /** Since when two entries claim one place of its log; 0 = never. */
  readonly forkedAt: UnixMs;
  /** When staff saw to it; a fork found later shows again. */
  readonly forkSeenAt: UnixMs;
  /** State changes up to this counter are known to have reached the tablet. */
  readonly toldThrough: number;
  /** …and up to this one if it shows back a stand of `offeredAt` or later. */
  readonly offeredThrough: number;
  readonly offeredAt: UnixMs;
};

/** How many entries of one log are held: against the announced head this tells what is missing. */
export type HeldLogRow = {
  readonly device: Bytes;
  readonly logId: Bytes;
  readonly held: number;
  readonly seqMax: number;
  readonly oldestReceivedAt: UnixMs;
};

export type NoticeRow = {
  readonly id: Bytes;
  readonly village: number;
  /** 1, 2, 3 … within the village. */
  readonly position: number;
  readonly applicationId: Bytes;
  readonly stage: string;
  /** The signed notice as sent. */
  readonly signed: Bytes;
  readonly at: UnixMs;
  /** "returned": a tablet showed it back after a restore; the district had lost it. */
  readonly origin: "published" | "returned";
  /** Running hash of the village's stream up to and with this notice, 32 bytes. */
  readonly runningHash: Bytes;
};

export type CaseRow = {
  readonly applicationId: Bytes;
  readonly slipCode: string;
  readonly village: number;
  readonly serviceId: string;
  readonly stage: string;
  readonly priority: number;
  /** Grows with every event; staff actions name the version they saw. */
  readonly version: number;
  readonly receivedAt: UnixMs;
  readonly changedAt: UnixMs;
  /** Digest of the entry whose answers are in effect. */
  readonly inEffect: Bytes;
  /** Encrypted: what a list shows (names). */
  readonly summary: Bytes;
  /** Encrypted: the whole content in effect. */
  readonly content: Bytes;
  /** Keyed hash of the applicant's NIK; empty when there is none. */
  readonly nikIndex: Bytes;
};

export type CaseEventRow = {
  readonly applicationId: Bytes;
  /** 1, 2, 3 … within the case. */
  readonly position: number;
  readonly kind: string;
  readonly at: UnixMs;
  /** Entry it came from, or null for an act of staff. */
  readonly digest: Bytes | null;
  /** Encrypted event (domain/case). */
  readonly body: Bytes;
};

/** The opened content of one entry, encrypted; what corrections build on. */
export type OpenedRow = { readonly digest: Bytes; readonly applicationId: Bytes; readonly content: Bytes };

export type AttemptRow = {
  readonly digest: Bytes;
  readonly owner: string;
  readonly leaseUntil: UnixMs;
  readonly count: number;
};

/** Who looked last at an entry that was set aside. */
export type LookRow = {
  readonly digest: Bytes;
  readonly at: UnixMs;
  /** Name of a member of staff. */
  readonly by: string;
  /** Encrypted words of theirs. */
  readonly note: Bytes;
};

export type CodeRow = {
  /** Keyed hash of the normalised code: the code itself is never stored. */
  readonly hash: Bytes;
  readonly village: number;
  readonly issuedAt: UnixMs;
  readonly expiresAt: UnixMs;
};

/** What one certificate has sent in one day of district time. */
export type BudgetRow = {
  readonly serial: number;
  /** Days since 1970, UTC. */
  readonly day: number;
  readonly entries: number;
  readonly bytes: number;
  readonly runs: number;
  /** Entries (or pieces of blobs) that found no room in the budget: what makes a device unusual. */
  readonly deferred: number;
};

/** Until when staff let a device send more than its budget, and who said so. */
export type RaiseRow = { readonly device: Bytes; readonly until: UnixMs; readonly by: string };

/** A run under a key that is not certified yet. */
export type ShelfRow = {
  readonly position: number;
  readonly signingKeyId: Bytes;
  readonly entries: number;
  /** Whose place it takes: a keyed hash of where it came from, so that nobody fills the shelf for all. */
  readonly origin: Bytes;
  /** The run item as it came. */
  readonly item: Bytes;
  readonly at: UnixMs;
};

/** The end of the intake order. */
export type IntakeRow = { readonly intake: number; readonly hash: Bytes };

/** A backup that may still be restored counts for `safeThrough`, verified or not. */
export type BackupRow = {
  readonly id: string;
  readonly intake: number;
  readonly takenAt: UnixMs;
  /** 0 until every digest and blob of it was compared. */
  readonly verifiedAt: UnixMs;
  readonly restorable: 0 | 1;
};

/** What the monitor counts beside heads and held logs. */
export type DayCounts = {
  readonly entriesToday: number;
  readonly quarantined: number;
  /** Held entries some of whose photos have not come. */
  readonly waitingForPhotos: number;
};

export type StatusCounts = { readonly entriesHeld: number; readonly cases: number; readonly quarantined: number };
