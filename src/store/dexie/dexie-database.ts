/**
 * `Database` over IndexedDB through Dexie, every transaction strict-durable (failures F12). Thin on purpose: what rows
 * mean is decided above. Dexie is loaded when the database is first asked for, so the lock screen does not wait for it.
 */
import type { Dexie, Table } from "dexie";
import { storeOpenMsMax, storeTriesMax } from "../../base/limits.ts";
import type { Database, Found, Ref } from "../ports.ts";
import { StoreFailure } from "../ports.ts";
import type { EntryRow, StoreTables, TableName, Write } from "../tables.ts";
import { databaseName, logAndSeq, schemaVersions, unsafeAndLog } from "./schema.ts";

export class DexieDatabase implements Database {
  readonly #name: string;
  #opened: Promise<Dexie> | undefined;

  constructor(name: string = databaseName) {
    this.#name = name;
  }

  /** Begins to fetch the library, for whoever will open the database but has other things to read first. */
  static prepare(): void {
    // Opening asks for it again and says what was wrong.
    import("dexie").catch(() => undefined);
  }

  /** Opens the database now, made or upgraded where needed. Throws {@link StoreFailure}; may be called again then. */
  async open(): Promise<void> {
    await guard(() => this.#database());
  }

  /** Closes the connection; the next call opens it again. */
  async close(): Promise<void> {
    const opened = this.#opened;
    this.#opened = undefined;
    (await opened)?.close();
  }

  get<T extends TableName>(table: T, key: string): Promise<StoreTables[T] | undefined> {
    return this.#ask(table, (rows) => rows.get(key));
  }

  getMany<T extends TableName>(table: T, keys: readonly string[]): Promise<readonly StoreTables[T][]> {
    return this.#ask(table, async (rows) => (await rows.bulkGet([...keys])).filter((row) => row !== undefined));
  }

  all<T extends TableName>(table: T): Promise<readonly StoreTables[T][]> {
    return this.#ask(table, (rows) => rows.toArray());
  }

  where<T extends TableName>(
    table: T,
    column: keyof StoreTables[T] & string,
    value: string | number,
  ): Promise<readonly StoreTables[T][]> {
    return this.#ask(table, (rows) => rows.where(column).equals(value).toArray());
  }

  startingWith<T extends TableName>(table: T, prefix: string): Promise<readonly StoreTables[T][]> {
    return this.#ask(table, (rows) => rows.where("key").startsWith(prefix).toArray());
  }

  keys(table: TableName): Promise<readonly string[]> {
    return this.#ask(table, (rows) => rows.toCollection().primaryKeys());
  }

  newestEntries(limit: number): Promise<readonly EntryRow[]> {
    // Dexie's reverse turns the direction of a query; no array is changed.
    // oxlint-disable-next-line unicorn/no-array-reverse
    return this.#ask("entries", (rows) => rows.orderBy("appendedAt").reverse().limit(limit).toArray());
  }

  headsOfUnsafeLogs(): Promise<readonly EntryRow[]> {
    return this.#ask("entries", async (rows) => {
      const { minKey, maxKey } = (await import("dexie")).Dexie;
      const unsafe = await rows.where(unsafeAndLog).between([1, minKey], [1, maxKey]).uniqueKeys();
      const logs = unsafe.map((key) => (Array.isArray(key) ? key[1] : undefined));
      const heads = logs.map((log) => rows.where(logAndSeq).between([log, minKey], [log, maxKey]).last());
      return (await Promise.all(heads)).filter((row) => row !== undefined);
    });
  }

  async transact(refs: readonly Ref[], change: (found: Found) => readonly Write[]): Promise<void> {
    // All or nothing, and the same writes again give the same rows: trying once more is harmless.
    await this.#patiently(async (database) => {
      // One transaction over all tables: what `change` will write is known only when it has seen what is there.
      await database.transaction("rw", database.tables, async () => {
        const found = await readRefs(database, refs);
        // Asked for at once, done in this order: the browser keeps the order of requests within a transaction.
        await Promise.all(change(found).map((write) => put(database, write)));
      });
    });
  }

  #ask<T extends TableName, R>(table: T, ask: (rows: Table<StoreTables[T], string>) => PromiseLike<R>): Promise<R> {
    return this.#patiently((database) => ask(database.table(table)));
  }

  /** A call that failed, or whose connection the browser has closed, is made again on a new one (failures F19, F20). */
  async #patiently<R>(call: (database: Dexie) => PromiseLike<R>): Promise<R> {
    for (let tries = 1; ; tries += 1) {
      try {
        return await guard(async () => call(await this.#database()));
      } catch (error) {
        if (tries === storeTriesMax || !(error instanceof StoreFailure) || error.code === "storage-full") throw error;
        await this.close().catch(() => undefined);
      }
    }
  }

  #database(): Promise<Dexie> {
    const opened = (this.#opened ??= openDatabase(this.#name));
    // A failed open must not be remembered: the next call tries again.
    opened.catch(() => {
      if (this.#opened === opened) this.#opened = undefined;
    });
    return opened;
  }
}

async function openDatabase(name: string): Promise<Dexie> {
  const { Dexie } = await import("dexie");
  const database = new Dexie(name, { chromeTransactionDurability: "strict" });
  for (const { version, stores } of schemaVersions) database.version(version).stores({ ...stores });
  return withinTime(database.open().then(() => database));
}

/** An open that never settles (another page blocks the upgrade) becomes a failure that people can be told (F21). */
function withinTime<T>(opening: PromiseLike<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    opening.then(resolve, reject);
    AbortSignal.timeout(storeOpenMsMax).addEventListener("abort", () =>
      reject(new StoreFailure("store-unavailable", "open blocked")),
    );
  });
}

async function readRefs(database: Dexie, refs: readonly Ref[]): Promise<Found> {
  // The row's type is that of its table: only `transact` writes there.
  const read = refs.map(
    async ({ table, key }) => [`${table}/${key}`, await database.table<never>(table).get(key)] as const,
  );
  const rows = new Map<string, never | undefined>(await Promise.all(read));
  return { get: (table, key) => rows.get(`${table}/${key}`) };
}

async function put(database: Dexie, write: Write): Promise<void> {
  if ("remove" in write) await database.table(write.table).delete(write.remove);
  else await database.table(write.table).put(write.put);
}

/** Runs a database call and names its failure. An aborted transaction hides the reason in `inner` (failures F14). */
export async function guard<T>(call: () => PromiseLike<T>): Promise<T> {
  try {
    return await call();
  } catch (error) {
    if (error instanceof StoreFailure) throw error;
    const name = error instanceof Error ? error.name : "unknown";
    throw new StoreFailure(isQuotaError(error) ? "storage-full" : "store-unavailable", name);
  }
}

function isQuotaError(error: unknown): boolean {
  if (!(error instanceof Error) && !(error instanceof DOMException)) return false;
  if (error.name === "QuotaExceededError") return true;
  return "inner" in error && isQuotaError(error.inner);
}
