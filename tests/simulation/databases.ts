/**
 * Databases in memory for the simulated office, used again from seed to seed: growing a schema and preparing statements
 * costs more than a short seed. Knows no table by name and decides nothing about what lies in it.
 */
import type { DatabaseSync, SQLInputValue, StatementSync } from "node:sqlite";
import { openMemoryStorage } from "../../src/server/storage/memory.ts";
import type { SqliteStorage } from "../../src/server/storage/sqlite/open-storage.ts";
import { sqliteStorageOver } from "../../src/server/storage/sqlite/open-storage.ts";

/** Every row of every table. */
export type Rows = ReadonlyMap<string, readonly Readonly<Record<string, SQLInputValue>>[]>;

const taken = new Set<DatabaseSync>();
const free: DatabaseSync[] = [];

/** An empty store of this seed. */
export function takeStorage(regency: string): SqliteStorage {
  const known = free.pop();
  const storage = known ? sqliteStorageOver(known, regency) : openMemoryStorage(regency);
  taken.add(storage.database);
  return storage;
}

/** Called between two seeds: what the last one left behind is gone. */
export function emptyDatabases(): void {
  for (const database of taken) {
    if (database.isTransaction) database.exec("rollback");
    database.exec(
      `begin; ${tableNames(database)
        .map((name) => `DELETE FROM "${name}";`)
        .join("")} commit`,
    );
    free.push(database);
  }
  taken.clear();
}

/** Every row of every table. */
export function readRows(database: DatabaseSync): Rows {
  return new Map(tableNames(database).map((name) => [name, look(database, `SELECT * FROM "${name}"`).all()] as const));
}

/** Makes the tables hold these rows and no others. */
export function writeRows(database: DatabaseSync, tables: Rows): void {
  database.exec("begin");
  for (const [name, rows] of tables) {
    database.exec(`DELETE FROM "${name}"`);
    for (const row of rows) {
      const columns = Object.keys(row);
      const marks = columns.map(() => "?").join(", ");
      const names = columns.map((column) => `"${column}"`).join(", ");
      database.prepare(`INSERT INTO "${name}" (${names}) VALUES (${marks})`).run(...Object.values(row));
    }
  }
  database.exec("commit");
}

const tableNames = (database: DatabaseSync): readonly string[] =>
  look(database, "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'")
    .all()
    .map((row) => String(row["name"]));

const looks = new WeakMap<DatabaseSync, Map<string, StatementSync>>();

/** Behind everybody's back: a look at committed rows, prepared once for each database. */
export function look(database: DatabaseSync, query: string): StatementSync {
  const prepared = looks.get(database) ?? new Map<string, StatementSync>();
  looks.set(database, prepared);
  const statement = prepared.get(query) ?? database.prepare(query);
  prepared.set(query, statement);
  return statement;
}
