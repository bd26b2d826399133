/**
 * Disks that give the ballast away when they are full, once, and try again: a form that was let in can be finished, and what
 * the district said can be kept (failures F14 to F16). Decides nothing about who is let in.
 */
import type { Bytes } from "../base/bytes.ts";
import type { Ballast, BlobDisk, Database, Found, JournalDisk, Ref } from "./ports.ts";
import { StoreFailure } from "./ports.ts";
import type { EntryRow, StoreTables, TableName, Write } from "./tables.ts";

export class RoomyDatabase implements Database {
  readonly #database: Database & { open(): Promise<void> };
  readonly #ballast: Ballast;

  constructor(database: Database & { open(): Promise<void> }, ballast: Ballast) {
    this.#database = database;
    this.#ballast = ballast;
  }

  open(): Promise<void> {
    return withRoom(this.#ballast, () => this.#database.open());
  }

  get<T extends TableName>(table: T, key: string): Promise<StoreTables[T] | undefined> {
    return this.#database.get(table, key);
  }

  getMany<T extends TableName>(table: T, keys: readonly string[]): Promise<readonly StoreTables[T][]> {
    return this.#database.getMany(table, keys);
  }

  all<T extends TableName>(table: T): Promise<readonly StoreTables[T][]> {
    return this.#database.all(table);
  }

  where<T extends TableName>(
    table: T,
    column: keyof StoreTables[T] & string,
    value: string | number,
  ): Promise<readonly StoreTables[T][]> {
    return this.#database.where(table, column, value);
  }

  startingWith<T extends TableName>(table: T, prefix: string): Promise<readonly StoreTables[T][]> {
    return this.#database.startingWith(table, prefix);
  }

  keys(table: TableName): Promise<readonly string[]> {
    return this.#database.keys(table);
  }

  newestEntries(limit: number): Promise<readonly EntryRow[]> {
    return this.#database.newestEntries(limit);
  }

  headsOfUnsafeLogs(): Promise<readonly EntryRow[]> {
    return this.#database.headsOfUnsafeLogs();
  }

  transact(refs: readonly Ref[], change: (found: Found) => readonly Write[]): Promise<void> {
    return withRoom(this.#ballast, () => this.#database.transact(refs, change));
  }
}

/** A blob disk that does the same. */
export function roomyBlobs(disk: BlobDisk, ballast: Ballast): BlobDisk {
  return {
    write: (name, bytes) => withRoom(ballast, () => disk.write(name, bytes)),
    read: (name, offset, length) => disk.read(name, offset, length),
    size: (name) => disk.size(name),
    list: () => disk.list(),
    remove: (name) => disk.remove(name),
  };
}

/**
 * A journal disk that makes room and says that it was full: the journal itself begins a new log then, and the same submit
 * again finds the room (a look at the file before each line would cost every submit a call to the browser).
 */
export function roomyJournal(disk: JournalDisk, ballast: Ballast): JournalDisk {
  return {
    names: () => disk.names(),
    size: (name) => disk.size(name),
    read: (name) => disk.read(name),
    truncate: (name, size) => disk.truncate(name, size),
    remove: (name) => disk.remove(name),
    async append(name: string, bytes: Bytes) {
      try {
        await disk.append(name, bytes);
      } catch (error) {
        if (error instanceof StoreFailure && error.code === "storage-full") await ballast.drop();
        throw error;
      }
    },
  };
}

async function withRoom<T>(ballast: Ballast, call: () => Promise<T>): Promise<T> {
  try {
    return await call();
  } catch (error) {
    if (!(error instanceof StoreFailure && error.code === "storage-full" && (await ballast.drop()))) throw error;
    return call();
  }
}
