/**
 * The ports of this room in memory, for tests and the simulator. They keep what a real disk keeps over a crash: what
 * was flushed or committed. `hook` runs before every step and may throw to kill the world there.
 */
import type { Bytes } from "../../base/bytes.ts";
import { concatBytes, copyBytes } from "../../base/bytes.ts";
import type { Ballast, BlobDisk, Database, Found, IdentityFile, JournalDisk, Ref } from "../ports.ts";
import { StoreFailure } from "../ports.ts";
import type { StoreTables, TableName, Write } from "../tables.ts";
import { tableNames } from "../tables.ts";

/** What becomes of a write, when it is not simply done. */
export type DiskEffect = {
  /** Bytes that got through. */
  readonly torn?: number;
  /** What got through of an append, where it is not just its beginning, or of a blob. */
  readonly through?: (bytes: Bytes) => Bytes;
  /** The append is called failed, whatever of it is there. */
  readonly fails?: boolean;
};

/** Called at every step with its name; throws to crash there, may wait. */
export type DiskHook = (step: string) => Promise<DiskEffect | undefined> | undefined;

/** What survives: hand the same one to new disks after a crash. */
export type MemoryMedium = {
  readonly files: Map<string, Bytes>;
  readonly blobs: Map<string, Bytes>;
  readonly rows: { readonly [T in TableName]: Map<string, StoreTables[T]> };
  readonly identity: [Bytes, Bytes];
  /** By a name of its own beside the identity. */
  readonly configuration: Map<"signed", Bytes>;
};

const NO_BYTES: Bytes = new Uint8Array(0);

export function makeMemoryMedium(): MemoryMedium {
  const rows = Object.fromEntries(tableNames.map((name) => [name, new Map()])) as unknown as MemoryMedium["rows"];
  return { files: new Map(), blobs: new Map(), rows, identity: [NO_BYTES, NO_BYTES], configuration: new Map() };
}

/** Loses the database, as browsers do without a word (failures F18); files stay. */
export function loseDatabase(medium: MemoryMedium): void {
  for (const name of tableNames) medium.rows[name].clear();
}

export class MemoryJournalDisk implements JournalDisk {
  readonly #files: Map<string, Bytes>;
  readonly #hook: DiskHook;

  constructor(medium: MemoryMedium, hook: DiskHook = () => undefined) {
    this.#files = medium.files;
    this.#hook = hook;
  }

  async names() {
    await this.#hook("journal.names");
    return [...this.#files.keys()].toSorted();
  }

  async size(name: string) {
    await this.#hook("journal.size");
    return this.#files.get(name)?.byteLength ?? 0;
  }

  async read(name: string) {
    await this.#hook("journal.read");
    return copyBytes(this.#files.get(name) ?? NO_BYTES);
  }

  async append(name: string, bytes: Bytes) {
    const before = this.#files.get(name) ?? NO_BYTES;
    const effect = await this.#hook("journal.append");
    const through = effect?.through?.(bytes) ?? bytes.subarray(0, effect?.torn ?? bytes.byteLength);
    this.#files.set(name, concatBytes(before, through));
    if (effect?.fails === true) throw new StoreFailure("storage-full", "the append failed");
    await this.#hook("journal.flushed");
  }

  async truncate(name: string, size: number) {
    await this.#hook("journal.truncate");
    this.#files.set(name, copyBytes((this.#files.get(name) ?? NO_BYTES).subarray(0, size)));
  }

  async remove(name: string) {
    await this.#hook("journal.remove");
    this.#files.delete(name);
  }
}

export class MemoryDatabase implements Database {
  readonly #rows: MemoryMedium["rows"];
  readonly #hook: DiskHook;

  constructor(medium: MemoryMedium, hook: DiskHook = () => undefined) {
    this.#rows = medium.rows;
    this.#hook = hook;
  }

  async get<T extends TableName>(table: T, key: string): Promise<StoreTables[T] | undefined> {
    await this.#hook("database.read");
    return this.#table(table).get(key);
  }

  async all<T extends TableName>(table: T): Promise<readonly StoreTables[T][]> {
    await this.#hook("database.read");
    return this.#sorted(table);
  }

  async where<T extends TableName>(table: T, column: keyof StoreTables[T] & string, value: string | number) {
    await this.#hook("database.read");
    return this.#sorted(table).filter((row) => row[column] === value);
  }

  async startingWith<T extends TableName>(table: T, prefix: string) {
    await this.#hook("database.read");
    return this.#sorted(table).filter((row) => row.key.startsWith(prefix));
  }

  async getMany<T extends TableName>(table: T, keys: readonly string[]) {
    await this.#hook("database.read");
    return keys.map((key) => this.#table(table).get(key)).filter((row) => row !== undefined);
  }

  async newestEntries(limit: number) {
    await this.#hook("database.read");
    return [...this.#rows.entries.values()].toSorted((a, b) => b.appendedAt - a.appendedAt).slice(0, limit);
  }

  async headsOfUnsafeLogs() {
    await this.#hook("database.read");
    const rows = [...this.#rows.entries.values()];
    const logs = new Set(rows.filter((row) => row.unsafe === 1).map((row) => row.logId));
    return [...logs].map((logId) =>
      rows.filter((row) => row.logId === logId).reduce((last, row) => (row.seq > last.seq ? row : last)),
    );
  }

  async keys(table: TableName) {
    await this.#hook("database.read");
    return [...this.#rows[table].keys()].toSorted();
  }

  async transact(_refs: readonly Ref[], change: (found: Found) => readonly Write[]) {
    await this.#hook("database.transact");
    const found: Found = { get: (table, key) => this.#table(table).get(key) };
    for (const write of change(found)) this.#write(write);
    await this.#hook("database.committed");
  }

  #write(write: Write): void {
    if ("remove" in write) this.#rows[write.table].delete(write.remove);
    else this.#put(write.table, write.put);
  }

  #put<T extends TableName>(table: T, row: StoreTables[T]): void {
    this.#table(table).set(row.key, row);
  }

  #table<T extends TableName>(table: T): Map<string, StoreTables[T]> {
    return this.#rows[table];
  }

  #sorted<T extends TableName>(table: T): readonly StoreTables[T][] {
    return [...this.#table(table).values()].toSorted(byKey);
  }
}

export class MemoryBlobDisk implements BlobDisk {
  readonly #blobs: Map<string, Bytes>;
  readonly #hook: DiskHook;

  constructor(medium: MemoryMedium, hook: DiskHook = () => undefined) {
    this.#blobs = medium.blobs;
    this.#hook = hook;
  }

  async write(name: string, bytes: Bytes) {
    const effect = await this.#hook("blob.write");
    this.#blobs.set(name, copyBytes(effect?.through?.(bytes) ?? bytes));
    await this.#hook("blob.flushed");
  }

  async read(name: string, offset: number, length: number) {
    await this.#hook("blob.read");
    const bytes = this.#blobs.get(name);
    return bytes && copyBytes(bytes.subarray(offset, offset + length));
  }

  async size(name: string) {
    await this.#hook("blob.size");
    return this.#blobs.get(name)?.byteLength;
  }

  async list() {
    await this.#hook("blob.list");
    return [...this.#blobs.keys()];
  }

  async remove(name: string) {
    await this.#hook("blob.remove");
    this.#blobs.delete(name);
  }
}

export class MemoryIdentityFile implements IdentityFile {
  readonly #slots: [Bytes, Bytes];
  readonly #configuration: MemoryMedium["configuration"];
  readonly #hook: DiskHook;

  constructor(medium: MemoryMedium, hook: DiskHook = () => undefined) {
    this.#slots = medium.identity;
    this.#configuration = medium.configuration;
    this.#hook = hook;
  }

  async readSlots() {
    await this.#hook("identity.read");
    return [copyBytes(this.#slots[0]), copyBytes(this.#slots[1])] as const;
  }

  async writeSlot(slot: 0 | 1, bytes: Bytes) {
    const effect = await this.#hook("identity.write");
    this.#slots[slot] = copyBytes(bytes.subarray(0, effect?.torn ?? bytes.byteLength));
    await this.#hook("identity.flushed");
  }

  async readConfiguration() {
    return copyBytes(this.#configuration.get("signed") ?? NO_BYTES);
  }

  async writeConfiguration(bytes: Bytes) {
    this.#configuration.set("signed", copyBytes(bytes));
  }
}

/** Ballast of a disk that has room for it while `hasRoom` says so. */
export class MemoryBallast implements Ballast {
  #isThere = false;
  readonly #hasRoom: () => boolean;

  constructor(hasRoom: () => boolean = () => true) {
    this.#hasRoom = hasRoom;
  }

  async isWhole() {
    return this.#isThere;
  }

  async fill() {
    if (!this.#isThere && !this.#hasRoom()) throw new StoreFailure("storage-full", "ballast");
    this.#isThere = true;
  }

  async drop() {
    const wasThere = this.#isThere;
    this.#isThere = false;
    return wasThere;
  }
}

function byKey(a: { readonly key: string }, b: { readonly key: string }): number {
  return a.key < b.key ? -1 : 1;
}
