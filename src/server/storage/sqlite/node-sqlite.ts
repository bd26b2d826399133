/** Node's own SQLite behind Kysely's dialect. Knows pragmas and statements, no table of ours. */
import type { SQLInputValue, StatementSync } from "node:sqlite";
import { DatabaseSync } from "node:sqlite";
import type { SqliteDatabase } from "kysely";
import { assert } from "../../../base/assert.ts";
import { databaseBusyMs } from "../../../base/limits.ts";

/** Statements kept prepared: above the number of different queries of this room, multi-row inserts included. */
const preparedMax = 400;

type Pragma = { readonly name: string; readonly value: string | number };

/** Set and read back: a database that is not this careful must not start (failures.md R2, F40). */
const pragmas: readonly Pragma[] = [
  { name: "busy_timeout", value: databaseBusyMs },
  { name: "synchronous", value: 2 },
  { name: "foreign_keys", value: 1 },
];

/** Opens the file at `path`, or a database in memory for ":memory:". Throws when the pragmas do not hold. */
export function openNodeSqlite(path: string): DatabaseSync {
  const database = new DatabaseSync(path);
  for (const { name, value } of pragmas) database.exec(`PRAGMA ${name} = ${value}`);
  if (path !== ":memory:") {
    database.exec("PRAGMA journal_mode = WAL");
    assert(readPragma(database, "journal_mode") === "wal", "the database keeps a write-ahead log");
  }
  for (const { name, value } of pragmas) assert(readPragma(database, name) === value, `the database keeps ${name}`);
  return database;
}

/** The value a pragma has now. */
export function readPragma(database: DatabaseSync, name: string): unknown {
  return Object.values(database.prepare(`PRAGMA ${name}`).get() ?? {})[0];
}

/** Statements of an open file, by their text: whoever works on the file again finds them prepared. */
const preparedOf = new WeakMap<DatabaseSync, Map<string, Prepared>>();

type Prepared = ReturnType<SqliteDatabase["prepare"]>;

/** The database as Kysely wants it, with prepared statements kept. */
export function asKyselyDatabase(database: DatabaseSync): SqliteDatabase {
  const prepared = preparedOf.get(database) ?? new Map<string, Prepared>();
  preparedOf.set(database, prepared);
  return {
    close: () => database.close(),
    prepare: (sql) => {
      const known = prepared.get(sql);
      if (known) return known;
      if (prepared.size >= preparedMax) prepared.clear();
      const fresh = prepareForKysely(database, sql);
      prepared.set(sql, fresh);
      return fresh;
    },
  };
}

function prepareForKysely(database: DatabaseSync, sql: string): Prepared {
  const statement: StatementSync = database.prepare(sql);
  return {
    reader: statement.columns().length > 0,
    all: (parameters) => statement.all(...parameters.map(asInput)),
    run: (parameters) => statement.run(...parameters.map(asInput)),
    iterate: (parameters) => statement.iterate(...parameters.map(asInput)),
  };
}

function asInput(value: unknown): SQLInputValue {
  if (value === null || typeof value === "string" || typeof value === "number" || typeof value === "bigint")
    return value;
  assert(value instanceof Uint8Array, "a column holds text, number, bytes or nothing");
  return value;
}
