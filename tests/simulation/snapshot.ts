/** A backup generation of the simulated district: every row and every whole blob, and the way to put it back. */
import type { DatabaseSync, SQLInputValue } from "node:sqlite";
import type { Bytes } from "../../src/base/bytes.ts";
import type { BlobStore } from "../../src/server/storage/ports.ts";
import { sha256 } from "../../src/crypto/hash.ts";

export type Rows = ReadonlyMap<string, readonly Readonly<Record<string, SQLInputValue>>[]>;
export type Snapshot = { readonly rows: Rows; readonly blobs: readonly Bytes[]; readonly intake: number };

const tableNames = (database: DatabaseSync): readonly string[] =>
  database
    .prepare("SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'")
    .all()
    .map((row) => String(row["name"]));

/** Every row of every table. */
export function readRows(database: DatabaseSync): Rows {
  return new Map(
    tableNames(database).map((name) => [name, database.prepare(`SELECT * FROM "${name}"`).all()] as const),
  );
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

/** Database first, then blobs, as a backup is taken. */
export async function takeSnapshot(database: DatabaseSync, blobs: BlobStore, intake: number): Promise<Snapshot> {
  const rows = readRows(database);
  const bytes: Bytes[] = [];
  for await (const hash of blobs.list()) {
    const blob = await blobs.read(hash);
    if (blob) bytes.push(blob);
  }
  return { rows, blobs: bytes, intake };
}

/** Fills a fresh database and a fresh blob store with what the generation holds. */
export async function putBack(snapshot: Snapshot, database: DatabaseSync, blobs: BlobStore): Promise<void> {
  writeRows(database, snapshot.rows);
  for (const blob of snapshot.blobs) {
    const hash = await sha256(blob);
    await blobs.appendPart(hash, 0, 0, blob);
    await blobs.finish(hash, 0);
  }
}
