/**
 * What the store needs of the tablet's disk: journal files, a database of rows, blob files, the identity file. Adapters
 * (IndexedDB, OPFS, memory) stand behind; everything else of this room is pure over these. Knows no browser and no network.
 */
import type { Bytes } from "../base/bytes.ts";
import type { EntryRow, StoreTables, TableName, Write } from "./tables.ts";

/** Why a disk did not do what was asked. Thrown by adapters, caught at the doors of this room and of the worker. */
export type StoreFailureCode = "storage-full" | "store-unavailable";

export class StoreFailure extends Error {
  override readonly name = "StoreFailure";
  readonly code: StoreFailureCode;

  constructor(code: StoreFailureCode, detail: string) {
    super(`${code}: ${detail}`);
    this.code = code;
  }
}

/** Append-only files. What `append` resolved for survives a power cut; of what it rejected any prefix may be there. */
export interface JournalDisk {
  names(): Promise<readonly string[]>;
  /** Bytes of the file; 0 when there is none. */
  size(name: string): Promise<number>;
  /** The whole file; empty when there is none. */
  read(name: string): Promise<Bytes>;
  /** Writes at the end of the file (made when missing) and flushes. */
  append(name: string, bytes: Bytes): Promise<void>;
  /** Cuts the file to its first `size` bytes and flushes. */
  truncate(name: string, size: number): Promise<void>;
  remove(name: string): Promise<void>;
}

/** What `transact` has read before it asks for the change. */
export interface Found {
  get<T extends TableName>(table: T, key: string): StoreTables[T] | undefined;
}

export type Ref = { readonly table: TableName; readonly key: string };

/** Rows by key and by index. Reads see committed rows only. */
export interface Database {
  get<T extends TableName>(table: T, key: string): Promise<StoreTables[T] | undefined>;
  /** Rows of these keys, in one read; keys without a row are left out. */
  getMany<T extends TableName>(table: T, keys: readonly string[]): Promise<readonly StoreTables[T][]>;
  /** All rows in the order of their keys. */
  all<T extends TableName>(table: T): Promise<readonly StoreTables[T][]>;
  /** Rows whose indexed column has this value. */
  where<T extends TableName>(
    table: T,
    column: keyof StoreTables[T] & string,
    value: string | number,
  ): Promise<readonly StoreTables[T][]>;
  /** Rows whose key begins with `prefix`. */
  startingWith<T extends TableName>(table: T, prefix: string): Promise<readonly StoreTables[T][]>;
  keys(table: TableName): Promise<readonly string[]>;
  /** At most `limit` entries, the last appended first by their claimed time. */
  newestEntries(limit: number): Promise<readonly EntryRow[]>;
  /** Of every log that holds an entry not yet safe: its entry of the highest seq. Reads no other entry. */
  headsOfUnsafeLogs(): Promise<readonly EntryRow[]>;
  /**
   * Reads `refs`, lets `change` decide and writes what it says, all in one strict-durable transaction. `change` is
   * synchronous: a foreign await inside would end a browser's transaction unseen. Throws {@link StoreFailure}.
   */
  transact(refs: readonly Ref[], change: (found: Found) => readonly Write[]): Promise<void>;
}

/** One file per blob, named by the hex SHA-256 of its (encrypted) bytes. */
export interface BlobDisk {
  /** Written and flushed when it resolves; the same name again is no work. */
  write(name: string, bytes: Bytes): Promise<void>;
  /** Shorter at the end of the file; undefined when there is none. */
  read(name: string, offset: number, length: number): Promise<Bytes | undefined>;
  /** Bytes of the file, or undefined. */
  size(name: string): Promise<number | undefined>;
  list(): Promise<readonly string[]>;
  remove(name: string): Promise<void>;
}

/** A file that holds room for the form under way on a disk that gets full meanwhile (failures F15). */
export interface Ballast {
  /** True when it lies there whole. */
  isWhole(): Promise<boolean>;
  /** Writes and flushes it where it is not whole. Throws {@link StoreFailure} and leaves nothing when there is no room. */
  fill(): Promise<void>;
  /** Gives its room away. False when there was none to give. */
  drop(): Promise<boolean>;
}

/** Two slots written in turn, so that a torn write never loses both. */
export interface IdentityFile {
  readSlots(): Promise<readonly [Bytes, Bytes]>;
  /** Replaces a slot and flushes. */
  writeSlot(slot: 0 | 1, bytes: Bytes): Promise<void>;
  /** The signed configuration kept last, for the day on which the database is lost without a network. Empty: none. */
  readConfiguration(): Promise<Bytes>;
  /** Replaces it and flushes. A torn one is no loss: its signature tells. */
  writeConfiguration(bytes: Bytes): Promise<void>;
}
