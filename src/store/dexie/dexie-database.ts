/**
 * `Database` over IndexedDB through Dexie, every transaction strict-durable (failures F12). Thin on purpose: what rows
 * mean is decided above. Knows no entry and no vault.
 */
import { Dexie } from "dexie";
import type { Table } from "dexie";
import type { Database, Found, Ref } from "../ports.ts";
import { StoreFailure } from "../ports.ts";
import type { StoreTables, TableName, Write } from "../tables.ts";
import { databaseName, schemaVersions } from "./schema.ts";

export class DexieDatabase implements Database {
  readonly #dexie: Dexie;

  constructor(name: string = databaseName) {
    this.#dexie = new Dexie(name, { chromeTransactionDurability: "strict" });
    for (const { version, stores } of schemaVersions) this.#dexie.version(version).stores({ ...stores });
  }

  /**
   * Opens the database now. Throws {@link StoreFailure}: then it must not be opened again before the journal has been
   * read, because a second open of a damaged database comes back empty and destroys the evidence (failures F18).
   */
  async open(): Promise<void> {
    await guard(() => this.#dexie.open());
  }

  close(): void {
    this.#dexie.close();
  }

  get<T extends TableName>(table: T, key: string): Promise<StoreTables[T] | undefined> {
    return guard(() => this.#table(table).get(key));
  }

  all<T extends TableName>(table: T): Promise<readonly StoreTables[T][]> {
    return guard(() => this.#table(table).toArray());
  }

  where<T extends TableName>(table: T, column: keyof StoreTables[T] & string, value: string | number) {
    return guard(() => this.#table(table).where(column).equals(value).toArray());
  }

  startingWith<T extends TableName>(table: T, prefix: string): Promise<readonly StoreTables[T][]> {
    return guard(() => this.#table(table).where("key").startsWith(prefix).toArray());
  }

  keys(table: TableName): Promise<readonly string[]> {
    return guard(() => this.#table(table).toCollection().primaryKeys());
  }

  async transact(refs: readonly Ref[], change: (found: Found) => readonly Write[]): Promise<void> {
    await guard(() =>
      this.#dexie.transaction("rw", this.#dexie.tables, async () => {
        const found = await this.#read(refs);
        for (const write of change(found)) await this.#write(write);
      }),
    );
  }

  async #read(refs: readonly Ref[]): Promise<Found> {
    const rows = new Map<string, unknown>();
    for (const { table, key } of refs) rows.set(`${table}/${key}`, await this.#table(table).get(key));
    return { get: <T extends TableName>(table: T, key: string) => rows.get(`${table}/${key}`) as StoreTables[T] | undefined };
  }

  async #write(write: Write): Promise<void> {
    if ("remove" in write) await this.#table(write.table).delete(write.remove);
    else await this.#dexie.table(write.table).put(write.put);
  }

  #table<T extends TableName>(name: T): Table<StoreTables[T], string> {
    return this.#dexie.table(name);
  }
}

/** Runs a database call and names its failure. An aborted transaction hides the reason in `inner` (failures F14). */
async function guard<T>(call: () => PromiseLike<T>): Promise<T> {
  try {
    return await call();
  } catch (error) {
    const isFull = isQuotaError(error);
    throw new StoreFailure(isFull ? "storage-full" : "store-unavailable", error instanceof Error ? error.name : "unknown");
  }
}

function isQuotaError(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  if (error.name === "QuotaExceededError") return true;
  return "inner" in error && isQuotaError(error.inner);
}
