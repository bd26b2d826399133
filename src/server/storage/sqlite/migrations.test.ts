/** The database only grows, and is careful enough to be believed. */
import { createHash } from "node:crypto";
import { DatabaseSync } from "node:sqlite";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { migrations } from "./migrations.ts";
import { openNodeSqlite, readPragma } from "./node-sqlite.ts";
import type { SqliteStorage } from "./open-storage.ts";
import { openSqliteStorage } from "./open-storage.ts";

const folder = mkdtempSync(join(tmpdir(), "loket-sqlite-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe("migrations", () => {
  it("are numbered 1, 2, 3 …", () => {
    expect(migrations.map((migration) => migration.number)).toEqual(migrations.map((_, at) => at + 1));
  });

  it("count the logs that an older server has filled", async () => {
    const database = new DatabaseSync(":memory:");
    for (const { statements } of migrations.filter(({ number }) => number < 7))
      for (const statement of statements) database.exec(statement);
    const put =
      database.prepare(`insert into entries values ('33.29', ?, 'held', 1, 0, x'01', 1, x'01', x'02', ?, 'application',
      x'01', null, 0, x'', x'', x'', ?, 1, 'unopened', null)`);
    for (const [digest, seq, at] of [
      [1, 1, 30],
      [2, 4, 20],
      [3, 4, 40],
    ] as const)
      put.run(Uint8Array.of(digest), seq, at);
    for (const statement of migrations.find(({ number }) => number === 7)?.statements ?? []) database.exec(statement);
    put.run(Uint8Array.of(4), 2, 10);
    const [row] = database.prepare("select held, seq_max, oldest_received_at from held_logs").all();
    expect({ ...row }).toEqual({ held: 3, seq_max: 4, oldest_received_at: 10 });
  });

  it("never drop, delete or rename anything", () => {
    const statements = migrations.flatMap((migration) => migration.statements).join("\n");
    expect(statements).not.toMatch(/\b(?:drop|delete|rename|truncate)\b/i);
  });

  it("begin every table's key with the regency", () => {
    const tables = migrations
      .flatMap((migration) => migration.statements)
      .filter((text) => text.startsWith("create table"));
    for (const table of tables) expect(table).toMatch(/primary key \(regency\b|regency text primary key/);
    expect(tables.length).toBeGreaterThan(15);
  });

  it("stay as they were released", () => {
    const released = migrations.map(({ number, statements }) => {
      const text = statements.join("\n").replaceAll(/\s+/g, " ");
      return `${number} ${createHash("sha256").update(text).digest("hex").slice(0, 16)}`;
    });
    expect(released).toMatchSnapshot();
  });

  it("bring a database up to date once and leave it alone afterwards", async () => {
    const path = join(folder, "twice.sqlite");
    const first = openSqliteStorage(path, "33.29");
    await first.transaction((tx) => tx.settings.set("a", "1"));
    await first.close();
    const second = openSqliteStorage(path, "33.29");
    expect(await second.transaction((tx) => tx.settings.get("a"))).toBe("1");
    expect(readPragma(second.database, "user_version")).toBe(migrations.length);
    await second.close();
  });
});

describe("running hashes of notices", () => {
  it("are given to rows of before the column, and to those an older server wrote since", async () => {
    const path = join(folder, "older.sqlite");
    const village = 3_329_091_002;
    const append = (storage: SqliteStorage, fill: number) =>
      storage.transaction((tx) =>
        tx.notices.append({
          id: new Uint8Array(32).fill(fill),
          village,
          applicationId: new Uint8Array(16),
          stage: "ready",
          signed: new Uint8Array(1),
          at: fill,
          origin: "published",
        }),
      );
    const hashes = (storage: SqliteStorage) =>
      storage.transaction(async (tx) => (await tx.notices.listAfter(village, 0, 9)).map((row) => row.runningHash));
    const first = openSqliteStorage(path, "33.29");
    for (const fill of [1, 2, 3]) await append(first, fill);
    const known = await hashes(first);
    first.database.exec("update notices set running_hash = null where position > 1");
    await first.close();
    const second = openSqliteStorage(path, "33.29");
    expect(await hashes(second)).toEqual(known);
    expect(new Set(known.map(String)).size).toBe(3);
    await second.close();
  });
});

describe("the file", () => {
  // Failures F40.
  it("is written through: WAL, synchronous=FULL, foreign keys, a busy timeout", () => {
    const database = openNodeSqlite(join(folder, "careful.sqlite"));
    expect(["journal_mode", "synchronous", "foreign_keys"].map((name) => readPragma(database, name))).toEqual([
      "wal",
      2,
      1,
    ]);
    expect(readPragma(database, "busy_timeout")).toBeGreaterThan(0);
    database.close();
  });

  it("can be read by a second process while a transaction is open, and keeps regencies apart", async () => {
    const path = join(folder, "shared.sqlite");
    const [brebes, tegal] = [openSqliteStorage(path, "33.29"), openSqliteStorage(path, "33.28")];
    await brebes.transaction((tx) => tx.settings.set("a", "brebes"));
    expect(await tegal.transaction((tx) => tx.settings.get("a"))).toBeUndefined();
    await brebes.transaction(async (tx) => {
      await tx.settings.set("a", "changed");
      const reader = new DatabaseSync(path, { readOnly: true });
      expect(reader.prepare("select value from settings").get()?.["value"]).toBe("brebes");
      reader.close();
    });
    await Promise.all([brebes.close(), tegal.close()]);
  });

  it("tells when another process has written, and not of its own writing", async () => {
    const path = join(folder, "beside.sqlite");
    const [server, commandLine] = [openSqliteStorage(path, "33.29"), openSqliteStorage(path, "33.29")];
    const before = server.outsideVersion();
    await server.transaction((tx) => tx.settings.set("a", "1"));
    expect(server.outsideVersion()).toBe(before);
    await commandLine.transaction((tx) => tx.settings.set("a", "2"));
    expect(server.outsideVersion()).not.toBe(before);
    await Promise.all([server.close(), commandLine.close()]);
  });
});
