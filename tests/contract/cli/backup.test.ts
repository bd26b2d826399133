/** Backup and restore as an operator does them. */
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import * as v from "valibot";
import { readRegencyHealth } from "../../../src/server/health/facts.ts";
import { openRealDistrict } from "../../support/real-district.ts";
import {
  TEST_MS,
  VILLAGE,
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

const restoredSchema = v.looseObject({
  epoch: v.number(),
  isOlder: v.boolean(),
  gaps: v.array(v.looseObject({ village: v.string(), missing: v.array(v.tuple([v.number(), v.number()])) })),
});

/** What the monitor would show of the last restore. */
async function readOpen(data: string) {
  const { district, close } = await openRealDistrict(data);
  try {
    return (await readRegencyHealth(district)).afterRestore;
  } finally {
    await close();
  }
}

// Failures F39.
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
      // The tablets still have what came later: it is named, and nothing of it is lost.
      const restored = await json(restoredSchema, "restore", file);
      expect(restored).toMatchObject({ epoch: 2, isOlder: false });
      expect(restored.gaps.flatMap((gap) => gap.missing.map((range) => [gap.village, range]))).toEqual([
        [VILLAGE, [1, 2]],
      ]);
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
    "a backup older than all that count is said to be so, and the list of what is missing shrinks as it comes back",
    async () => {
      const first = await startServer();
      await json(tabletSchema, ...tablet(first.url, "--code", await newCode(), "--sample", "1", "--seed", "1"));
      const [old, kept] = [join(folder, "old.loket"), join(folder, "kept.loket")];
      await json(backupSchema, "backup", old);
      await json(tabletSchema, ...tablet(first.url, "--sample", "3", "--seed", "2"));
      await json(backupSchema, "backup", kept, "--retire-others");
      await kill(first.child, "SIGTERM");
      const { code, out } = await loket(["restore", old]);
      expect([code, out]).toEqual([0, expect.stringContaining("older than every one that counted")]);
      expect(out).toMatch(new RegExp(`${VILLAGE.replaceAll(".", "\\.")}  tablet \\w{6}  log \\w{8}  no\\. 1–3`));
      const open = () => readOpen(join(folder, "data"));
      expect((await open())?.gaps.map(({ village, missing }) => [village, missing])).toEqual([[VILLAGE, [[1, 3]]]]);
      const second = await startServer();
      await json(tabletSchema, ...tablet(second.url));
      await kill(second.child, "SIGTERM");
      expect(await open()).toBeUndefined();
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
