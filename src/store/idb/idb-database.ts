/**
 * `Database` for the service worker: the database that the page's worker made through Dexie, without Dexie itself, which
 * would not fit beside the precache code. It never makes or upgrades one: a lost database must be found by the next
 * page. Every transaction is strict-durable (failures F12), and only a completed one counts (failures F14).
 */
import { storeOpenMsMax } from "../../base/limits.ts";
import type { Database, Found, Ref } from "../ports.ts";
import { StoreFailure } from "../ports.ts";
import type { EntryRow, StoreTables, TableName, Write } from "../tables.ts";
import { tableNames } from "../tables.ts";
import { databaseName, logAndSeq, unsafeAndLog } from "../dexie/schema.ts";

export class IdbDatabase implements Database {
  readonly #name: string;
  #opened: Promise<IDBDatabase> | undefined;

  constructor(name: string = databaseName) {
    this.#name = name;
  }

  /**
   * Opens the database. Throws {@link StoreFailure}: then it must not be opened again before the journal has been read,
   * because a second open of a damaged database comes back empty and destroys the evidence (failures F18).
   */
  async open(): Promise<void> {
    await this.#connection();
  }

  /** Closes the connection; the next call opens it again. */
  async close(): Promise<void> {
    const opened = this.#opened;
    this.#opened = undefined;
    (await opened)?.close();
  }

  get<T extends TableName>(table: T, key: string): Promise<StoreTables[T] | undefined> {
    return this.#ask(table, (store) => store.get(key));
  }

  all<T extends TableName>(table: T): Promise<readonly StoreTables[T][]> {
    return this.#ask(table, (store) => store.getAll());
  }

  where<T extends TableName>(
    table: T,
    column: keyof StoreTables[T] & string,
    value: string | number,
  ): Promise<readonly StoreTables[T][]> {
    return this.#ask(table, (store) => store.index(column).getAll(value));
  }

  startingWith<T extends TableName>(table: T, prefix: string): Promise<readonly StoreTables[T][]> {
    return this.#ask(table, (store) => store.getAll(IDBKeyRange.bound(prefix, `${prefix}\uffff`)));
  }

  keys(table: TableName): Promise<readonly string[]> {
    return this.#ask(table, (store) => store.getAllKeys());
  }

  getMany<T extends TableName>(table: T, keys: readonly string[]): Promise<readonly StoreTables[T][]> {
    return this.#read(table, async (store) => {
      const rows = await Promise.all(keys.map((key) => result<StoreTables[T] | undefined>(store.get(key))));
      return rows.filter((row) => row !== undefined);
    });
  }

  newestEntries(limit: number): Promise<readonly EntryRow[]> {
    return this.#read("entries", async (store) => {
      const rows: EntryRow[] = [];
      const request = store.index("appendedAt").openCursor(null, "prev");
      for await (const cursor of steps(request)) {
        if (rows.length === limit) break;
        rows.push(cursor.value);
        cursor.continue();
      }
      return rows;
    });
  }

  headsOfUnsafeLogs(): Promise<readonly EntryRow[]> {
    return this.#read("entries", async (store) => {
      const heads: Promise<EntryRow>[] = [];
      const request = store.index(unsafeAndLog).openKeyCursor(IDBKeyRange.bound([1], [1, []]), "nextunique");
      for await (const cursor of steps(request)) {
        heads.push(lastOfLog(store, logIdOf(cursor.key)));
        cursor.continue();
      }
      return Promise.all(heads);
    });
  }

  async transact(refs: readonly Ref[], change: (found: Found) => readonly Write[]): Promise<void> {
    const transaction = await this.#begin([...tableNames], "readwrite");
    const committed = completion(transaction);
    try {
      const rows = await readRefs(transaction, refs);
      const found: Found = { get: (table, key) => rows.get(`${table}/${key}`) };
      for (const write of change(found)) put(transaction, write);
    } catch (error) {
      abort(transaction);
      await committed.catch(() => undefined);
      throw failureOf(error);
    }
    await committed;
  }

  /** One request in a transaction of its own. The row's type is that of the table: only `transact` writes there. */
  #ask<T>(table: TableName, ask: (store: IDBObjectStore) => IDBRequest): Promise<T> {
    return this.#read(table, (store) => result<T>(ask(store)));
  }

  async #read<T>(table: TableName, read: (store: IDBObjectStore) => Promise<T>): Promise<T> {
    const transaction = await this.#begin([table], "readonly");
    try {
      return await read(transaction.objectStore(table));
    } catch (error) {
      throw failureOf(error);
    }
  }

  /** A connection the browser has closed meanwhile is opened once more (failures F20). */
  async #begin(tables: readonly TableName[], mode: "readonly" | "readwrite"): Promise<IDBTransaction> {
    const start = async (): Promise<IDBTransaction> =>
      (await this.#connection()).transaction([...tables], mode, { durability: "strict" });
    try {
      return await start();
    } catch (error) {
      if (!(error instanceof DOMException && error.name === "InvalidStateError")) throw failureOf(error);
      this.#opened = undefined;
      return start();
    }
  }

  #connection(): Promise<IDBDatabase> {
    const opened = (this.#opened ??= openDatabase(this.#name, () => {
      this.#opened = undefined;
    }));
    // A failed open must not be remembered: the next call tries again.
    opened.catch(() => {
      if (this.#opened === opened) this.#opened = undefined;
    });
    return opened;
  }
}

async function openDatabase(name: string, onGone: () => void): Promise<IDBDatabase> {
  const request = indexedDB.open(name);
  // There is none: what this open has just begun to make is taken back.
  request.onupgradeneeded = () => request.transaction?.abort();
  const database = await withinTime(request);
  // Another page with a newer app wants to upgrade: whoever holds on would block it for ever (failures F21).
  database.onversionchange = () => {
    database.close();
    onGone();
  };
  database.onclose = onGone;
  return database;
}

/** An open that never settles (another page blocks the upgrade) becomes a failure that people can be told. */
async function withinTime(request: IDBOpenDBRequest): Promise<IDBDatabase> {
  const timeout = AbortSignal.timeout(storeOpenMsMax);
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(failureOf(request.error));
    timeout.addEventListener("abort", () => reject(new StoreFailure("store-unavailable", "open blocked")));
  });
}

/** Requests only, no other await: a transaction that is not asked for anything commits by itself. */
async function readRefs(transaction: IDBTransaction, refs: readonly Ref[]): Promise<Map<string, never>> {
  const rows = new Map<string, never>();
  const requests = refs.map(({ table, key }) => ({
    name: `${table}/${key}`,
    request: transaction.objectStore(table).get(key),
  }));
  const read = requests.map(({ name, request }) => result<never>(request).then((row) => rows.set(name, row)));
  await Promise.all(read);
  return rows;
}

function put(transaction: IDBTransaction, write: Write): void {
  const store = transaction.objectStore(write.table);
  if ("remove" in write) store.delete(write.remove);
  else store.put(write.put);
}

function result<T>(request: IDBRequest): Promise<T> {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error ?? new DOMException("request", "UnknownError"));
  });
}

/** The positions of a cursor. Whoever reads must move it on before asking for the next, or stop reading. */
async function* steps<C extends IDBCursor>(request: IDBRequest<C | null>): AsyncIterable<C> {
  for (;;) {
    const cursor = await result<C | null>(request);
    if (!cursor) return;
    yield cursor;
  }
}

function lastOfLog(store: IDBObjectStore, logId: string): Promise<EntryRow> {
  const range = IDBKeyRange.bound([logId], [logId, []]);
  const request = store.index(logAndSeq).openCursor(range, "prev");
  return result<IDBCursorWithValue | null>(request).then((cursor) => cursor?.value);
}

/** The second part of an `[unsafe+logId]` key. */
function logIdOf(key: IDBValidKey): string {
  return Array.isArray(key) ? String(key[1]) : "";
}

function completion(transaction: IDBTransaction): Promise<void> {
  return new Promise((resolve, reject) => {
    transaction.oncomplete = () => resolve();
    transaction.onabort = () => reject(failureOf(transaction.error));
    transaction.onerror = () => undefined;
  });
}

function abort(transaction: IDBTransaction): void {
  try {
    transaction.abort();
  } catch {
    // It had ended already.
  }
}

function failureOf(error: unknown): StoreFailure {
  if (error instanceof StoreFailure) return error;
  const name = error instanceof Error || error instanceof DOMException ? error.name : "unknown";
  return new StoreFailure(name === "QuotaExceededError" ? "storage-full" : "store-unavailable", name);
}
