/** Backup and restore as an operator does them. */
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import * as v from "valibot";
import {
  TEST_MS,
  backupSchema,
  folder,
  json,
  kill,
  loket,
  newCode,
  startServer,
  statusSchema,
  tablet,
  tabletSchema,
  useFreshFolders,
} from "./outside.ts";

useFreshFolders();

describe("backup and restore", () => {
  test(
    "after a restore one exchange brings back everything that came after the backup",
    async () => {
      const first = await startServer();
      await json(tabletSchema, ...tablet(first.url, "--code", await newCode(), "--sample", "3", "--seed", "1"));
      const file = join(folder, "backup.loket");
      expect(await json(backupSchema, "backup", file)).toMatchObject({ entries: 3, intake: 3 });
      await json(tabletSchema, ...tablet(first.url, "--sample", "2", "--seed", "2"));
      expect((await loket(["restore", file])).code).toBe(3);
      await kill(first.child, "SIGTERM");
      expect(await json(v.looseObject({ epoch: v.number() }), "restore", file)).toMatchObject({ epoch: 2 });
      const second = await startServer();
      expect((await json(statusSchema, "status")).entriesHeld).toBe(3);
      const report = await json(tabletSchema, ...tablet(second.url));
      expect(report.entries).toHaveLength(5);
      expect(report.unreceipted).toBe(0);
      expect((await json(statusSchema, "status")).entriesHeld).toBe(5);
    },
    TEST_MS,
  );

  test(
    "a damaged backup changes nothing",
    async () => {
      const server = await startServer();
      await json(tabletSchema, ...tablet(server.url, "--code", await newCode(), "--sample", "1"));
      const file = join(folder, "backup.loket");
      await json(backupSchema, "backup", file);
      const bytes = readFileSync(file);
      bytes.fill(0, 4096, 8192);
      writeFileSync(file, bytes);
      await kill(server.child, "SIGTERM");
      expect((await loket(["restore", file])).code).toBe(1);
      expect((await json(statusSchema, "status")).entriesHeld).toBe(1);
    },
    TEST_MS,
  );

  test(
    "nothing is served while a restore is unfinished, and saying it again finishes it",
    async () => {
      const server = await startServer();
      await json(tabletSchema, ...tablet(server.url, "--code", await newCode(), "--sample", "1"));
      const file = join(folder, "backup.loket");
      await json(backupSchema, "backup", file);
      const mark = join(folder, "data", "restore-under-way");
      writeFileSync(mark, "");
      expect((await fetch(`${server.url}/readyz`)).status).toBe(503);
      expect((await fetch(`${server.url}/api/configuration`)).status).toBe(503);
      await kill(server.child, "SIGTERM");
      expect((await loket(["status"])).code).toBe(3);
      await expect(startServer()).rejects.toThrow("restore");
      expect((await loket(["restore", file])).code).toBe(0);
      expect((await json(statusSchema, "status")).entriesHeld).toBe(1);
    },
    TEST_MS,
  );

  test(
    "no private key is in a backup",
    async () => {
      const server = await startServer();
      const file = join(folder, "backup.loket");
      await json(backupSchema, "backup", file);
      await kill(server.child, "SIGTERM");
      const archive = readFileSync(file);
      for (const name of ["root.key", "signing-1.key", "sealing-1.key", "column-1.key", "index.key"]) {
        const key = readFileSync(join(folder, "data", "keys", name));
        expect(archive.includes(key.subarray(-32)), name).toBe(false);
      }
    },
    TEST_MS,
  );
});
