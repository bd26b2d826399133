/**
 * The door to whatever keeps the district's rows and blobs: coarse operations in the words of the domain, so that SQLite
 * and PostgreSQL can each do them well. Whoever stands behind it has bound the regency; nobody above knows SQL.
 */
import type { Bytes } from "../../base/bytes.ts";
import type { UnixMs } from "../../base/clock.ts";
import type { Result } from "../../base/result.ts";
import type { SetAsideReason } from "../../protocol/staff/set-aside.ts";
import type {
  AttemptRow,
  BackupRow,
  BlobRow,
  BudgetRow,
  CaseEventRow,
  CaseRow,
  CodeRow,
  CustodyRow,
  DayCounts,
  DeviceRow,
  EntryBlobRow,
  EntryChange,
  EntryRow,
  HeldLogRow,
  IntakeRow,
  LookRow,
  NoticeRow,
  OpenedRow,
  RaiseRow,
  ShelfRow,
  StatusCounts,
} from "./rows.ts";

export type Storage = {
  /**
   * Runs `work` alone and commits it durably, or leaves no trace when it throws. What it returns may be told to the
   * world only after this resolved.
   */
  transaction<T>(work: (tx: StorageTx) => Promise<T>): Promise<T>;
  /** Another number whenever another process has committed something since it was last asked. Cheap enough for every second. */
  outsideVersion(): number;
  close(): Promise<void>;
};

export type StorageTx = {
  readonly entries: EntryStore;
  readonly intake: IntakeStore;
  readonly blobs: BlobIndex;
  readonly devices: DeviceStore;
  readonly notices: NoticeStore;
  readonly cases: CaseStore;
  readonly attempts: AttemptStore;
  readonly looks: LookStore;
  readonly erasures: ErasureStore;
  readonly enrolment: CodeStore;
  readonly budgets: BudgetStore;
  readonly shelf: ShelfStore;
  readonly backups: BackupStore;
  readonly settings: SettingStore;
  status(): Promise<StatusCounts>;
  /** Counts for the monitor; "today" begins at `dayStart`. */
  dayCounts(dayStart: UnixMs): Promise<DayCounts>;
};

export type EntryStore = {
  /** Adds entries that are not held yet, with the blobs they name. The counter is given here. */
  insert(rows: readonly Omit<EntryRow, "counter">[], blobs: readonly EntryBlobRow[]): Promise<void>;
  /** Custody of the entries that whole digests (quick) or 16-byte prefixes name, in no order; unknown ones are left out. */
  custody(names: readonly Bytes[]): Promise<readonly CustodyRow[]>;
  find(digest: Bytes): Promise<EntryRow | undefined>;
  /** Entries in no particular order; unknown digests are left out. */
  findMany(digests: readonly Bytes[]): Promise<readonly EntryRow[]>;
  /** Changes an entry; a change of state or intake is told to the tablet and so gets a new counter. */
  change(digest: Bytes, change: EntryChange): Promise<void>;
  /** Unopened entries without a live attempt, urgent first, then as they came. */
  listUnopened(now: UnixMs, limit: number): Promise<readonly EntryRow[]>;
  listOfApplication(applicationId: Bytes): Promise<readonly EntryRow[]>;
  /** Entries that wait for `base` to be in effect. */
  listWaitingFor(base: Bytes): Promise<readonly EntryRow[]>;
  /** State changes of a device's entries after a counter, oldest first. */
  listChanged(device: Bytes, afterCounter: number, limit: number): Promise<readonly CustodyRow[]>;
  /** A device's entries that have no intake number yet: some blob of theirs is missing. */
  listIncomplete(device: Bytes, limit: number): Promise<readonly CustodyRow[]>;
  /** Digests that claim these places of a device's log. */
  findPlaces(
    device: Bytes,
    logId: Bytes,
    seqs: readonly number[],
  ): Promise<readonly { readonly seq: number; readonly digest: Bytes }[]>;
  /** Different seqs, and entries, held of one log up to and with `through`. */
  countPlaces(
    device: Bytes,
    logId: Bytes,
    through: number,
  ): Promise<{ readonly seqs: number; readonly entries: number }>;
  /** What is held of one log up to and with `through`, ascending. */
  listPlaces(
    device: Bytes,
    logId: Bytes,
    through: number,
  ): Promise<readonly { readonly seq: number; readonly digest: Bytes }[]>;
  /** Seqs of one log that are held, ascending. */
  heldSeqs(device: Bytes, logId: Bytes): Promise<readonly number[]>;
  /** How much is held of every log; counted as entries come, never by reading them all. */
  heldLogs(): Promise<readonly HeldLogRow[]>;
  /** …and of the logs of one device. */
  heldLogsOf(device: Bytes): Promise<readonly HeldLogRow[]>;
  /** What was set aside, for `reason` or for any, in the order it came. */
  listSetAside(limit: number, reason?: SetAsideReason): Promise<readonly EntryRow[]>;
  /** How many were set aside for each reason that has any. */
  countSetAside(): Promise<readonly { readonly reason: string; readonly count: number }[]>;
  /** Held entries some of whose blobs have not come, in the order they came. */
  listWaitingForBlobs(limit: number): Promise<readonly EntryRow[]>;
  /** Pages through everything by digest, for export and verification. */
  listAfter(digest: Bytes, limit: number): Promise<readonly EntryRow[]>;
};

export type IntakeStore = {
  /** End of the intake order, its row locked until the transaction ends. */
  last(): Promise<IntakeRow>;
  /** Gives the next numbers to entries, in order; `hash` is the running hash after each. */
  append(rows: readonly (IntakeRow & { readonly digest: Bytes })[]): Promise<void>;
  /** Running hash after `intake`, or undefined when that number was never given here. */
  hashAt(intake: number): Promise<Bytes | undefined>;
  /** Digests in intake order after a number, for verifying a backup. */
  listAfter(intake: number, limit: number): Promise<readonly { readonly intake: number; readonly digest: Bytes }[]>;
};

export type BlobIndex = {
  /** Idempotent: a blob already there stays as it is. */
  insert(row: BlobRow): Promise<void>;
  /** Of these hashes, the ones whose bytes are complete. */
  findComplete(hashes: readonly Bytes[]): Promise<readonly Bytes[]>;
  findNamed(hashes: readonly Bytes[]): Promise<readonly EntryBlobRow[]>;
  namedBy(hash: Bytes): Promise<readonly Bytes[]>;
  /** Forgets that a blob is here. */
  remove(hash: Bytes): Promise<void>;
  /** Pages through what is complete by hash. */
  listAfter(hash: Bytes, limit: number): Promise<readonly Bytes[]>;
  /** Blobs these entries name that are not complete. */
  listMissing(digests: readonly Bytes[]): Promise<readonly EntryBlobRow[]>;
};

export type DeviceStore = {
  find(device: Bytes): Promise<DeviceRow | undefined>;
  /** Inserts or replaces. */
  put(row: DeviceRow): Promise<void>;
  list(): Promise<readonly DeviceRow[]>;
};

export type NoticeStore = {
  /** Appends to the village's stream and gives the position; a known id keeps its place and gives that. */
  append(row: Omit<NoticeRow, "position" | "runningHash">): Promise<number>;
  /** Running hash of a village's stream up to `position`, 32 bytes (zeros at 0), or undefined beyond its end. */
  hashAt(village: number, position: number): Promise<Bytes | undefined>;
  find(id: Bytes): Promise<NoticeRow | undefined>;
  /** Notices of a village after a position, oldest first. */
  listAfter(village: number, position: number, limit: number): Promise<readonly NoticeRow[]>;
  listOfApplication(applicationId: Bytes): Promise<readonly NoticeRow[]>;
};

export type CaseFilter = {
  readonly village?: number;
  /** Any of these; no list = any at all. */
  readonly stages?: readonly string[];
  readonly slipCode?: string;
  readonly nikIndex?: Bytes;
  /** Keyed hashes of folded words; a case matches when it has all of them. */
  readonly words?: readonly Bytes[];
};

/** "waiting": urgent first, then what was received first. "changed": what changed last comes first. */
export type CaseOrder = "waiting" | "changed";

/** A place in an order, named by the case that stands there: what comes or goes before it moves nobody behind it. */
export type CasePlace = {
  readonly priority: number;
  /** When it was received, or when it changed, as the order wants. */
  readonly at: UnixMs;
  readonly applicationId: Bytes;
};

export type CasePageQuery = {
  readonly order: CaseOrder;
  readonly limit: number;
  /** Begins behind this place; undefined = at the top. */
  readonly after: CasePlace | undefined;
};

export type CaseStore = {
  find(applicationId: Bytes): Promise<CaseRow | undefined>;
  findBySlipCode(slipCode: string): Promise<CaseRow | undefined>;
  put(row: CaseRow): Promise<void>;
  /** Replaces the words by which people find the case: keyed hashes. */
  putWords(applicationId: Bytes, words: readonly Bytes[]): Promise<void>;
  appendEvent(row: CaseEventRow): Promise<void>;
  /** Oldest first. */
  events(applicationId: Bytes): Promise<readonly CaseEventRow[]>;
  list(filter: CaseFilter, page: CasePageQuery): Promise<readonly CaseRow[]>;
  /** How many cases match in each stage that has any. */
  countByStage(filter: CaseFilter): Promise<readonly { readonly stage: string; readonly count: number }[]>;
  putOpened(row: OpenedRow): Promise<void>;
  findOpened(digest: Bytes): Promise<OpenedRow | undefined>;
};

export type AttemptStore = {
  find(digest: Bytes): Promise<AttemptRow | undefined>;
  put(row: AttemptRow): Promise<void>;
  remove(digest: Bytes): Promise<void>;
};

export type LookStore = {
  /** Inserts or replaces. */
  put(row: LookRow): Promise<void>;
  findMany(digests: readonly Bytes[]): Promise<readonly LookRow[]>;
};

export type CodeStore = {
  insert(row: CodeRow): Promise<void>;
  find(hash: Bytes): Promise<CodeRow | undefined>;
};

export type BudgetStore = {
  find(serial: number, day: number): Promise<BudgetRow | undefined>;
  put(row: BudgetRow): Promise<void>;
  /** Serials that had to be deferred on `day` or later. */
  listDeferred(fromDay: number): Promise<readonly number[]>;
  findRaise(device: Bytes): Promise<RaiseRow | undefined>;
  /** Inserts or replaces. */
  putRaise(row: RaiseRow): Promise<void>;
};

export type ShelfStore = {
  /** Entries that lie on it. */
  count(): Promise<number>;
  /** Ids of the keys that something waits for. */
  keys(): Promise<readonly Bytes[]>;
  /** A run that lies there already is not put twice. */
  put(row: Omit<ShelfRow, "position">): Promise<void>;
  /** Takes the oldest run of the fullest key of the fullest origin off the shelf. */
  dropFromFullest(): Promise<void>;
  /** Takes everything under a key off the shelf, oldest first. */
  take(signingKeyId: Bytes): Promise<readonly ShelfRow[]>;
};

export type BackupStore = {
  /** Inserts or replaces. */
  put(row: BackupRow): Promise<void>;
  list(): Promise<readonly BackupRow[]>;
};

export type ErasureStore = {
  /** Blobs that only these entries name. */
  blobsOnlyOf(digests: readonly Bytes[]): Promise<readonly Bytes[]>;
  /** Leaves a stub that says "erased": no envelope, no blobs, nothing opened. */
  eraseEntry(digest: Bytes): Promise<void>;
  /** Removes a case, its history, its words and everything opened for it. */
  eraseCase(applicationId: Bytes): Promise<void>;
  /** These blobs are not complete any more. */
  forgetBlobs(hashes: readonly Bytes[]): Promise<void>;
};

export type SettingStore = {
  get(name: string): Promise<string | undefined>;
  set(name: string, value: string): Promise<void>;
};

/** A failure of the disk that must not lose anything: the tablet is told to come later. */
export class StorageFullError extends Error {
  override readonly name = "StorageFullError";
}

/** Encrypted bytes of photos, content-addressed. A part belongs to one certificate until its whole is proven. */
export type BlobStore = {
  /** Bytes this certificate has brought of a blob. */
  partLength(hash: Bytes, serial: number): Promise<number>;
  /**
   * Appends at `offset`; bytes that lie there already are passed over. Gives the new length. Failure: `gap` when the
   * part ends before `offset`. Throws {@link StorageFullError} when the disk is full.
   */
  appendPart(hash: Bytes, serial: number, offset: number, bytes: Bytes): Promise<Result<number, "gap">>;
  /**
   * Proves a part of `size` bytes against its hash and makes it the blob: synced, renamed, folder synced before this
   * resolves. Failure: `hash-wrong`; the part is gone then and has to come again.
   */
  finish(hash: Bytes, serial: number): Promise<Result<void, "hash-wrong">>;
  /** Whole bytes, or undefined. */
  read(hash: Bytes): Promise<Bytes | undefined>;
  has(hash: Bytes): Promise<boolean>;
  /** Every whole blob, for backup and verification. */
  list(): AsyncIterable<Bytes>;
  /** Removes a whole blob. */
  remove(hash: Bytes): Promise<void>;
  /** When a whole blob was put here, by this machine's clock; undefined when it is not here or nobody knows. */
  storedAt(hash: Bytes): Promise<UnixMs | undefined>;
  /**
   * False when only the reserve is left on the disk, which also holds the database: tablets are told to come later
   * before anything is refused in the middle.
   */
  hasRoom(): Promise<boolean>;
};
