/** Filing with the headless tablet: nothing lost, nothing twice, whatever dies. */
import { existsSync, statSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import * as v from "valibot";
import {
  TEST_MS,
  VILLAGE,
  exportSchema,
  folder,
  json,
  kill,
  launch,
  loket,
  newCode,
  startServer,
  statusSchema,
  tablet,
  tabletSchema,
  useFreshFolders,
} from "./outside.ts";

useFreshFolders();

describe("the way of a sample application", () => {
  test(
    "five samples are filed, receipted, opened and exported, each once",
    async () => {
      const { url } = await startServer();
      const report = await json(
        tabletSchema,
        ...tablet(url, "--code", await newCode(), "--sample", "5", "--seed", "7"),
      );
      expect(report.entries.map(({ state }) => state)).toEqual(Array.from({ length: 5 }, () => "complete"));
      expect(report.entries.map(({ seq }) => seq)).toEqual([1, 2, 3, 4, 5]);
      expect(report.unreceipted).toBe(0);
      await expect.poll(() => json(statusSchema, "status").then(({ cases }) => cases), { timeout: 60_000 }).toBe(5);
      expect(await json(statusSchema, "status")).toEqual({
        entriesHeld: 5,
        cases: 5,
        quarantined: 0,
        devices: [{ device: report.device, village: VILLAGE, filed: 5, held: 5 }],
      });
      const exported = await json(exportSchema, "export");
      expect(exported.entries.map(({ digest }) => digest).toSorted()).toEqual(
        report.entries.map(({ digest }) => digest).toSorted(),
      );
      expect(new Set(exported.cases.map(({ slipCode }) => slipCode)).size).toBe(5);
      expect(JSON.stringify(exported)).toContain("332999");
      const slip = exported.cases[0]?.slipCode ?? "";
      const track = await fetch(`${url}/api/track/${slip.toLowerCase()}`);
      expect(await track.json()).toMatchObject({ code: slip.replaceAll("-", ""), stage: "received" });
    },
    TEST_MS,
  );

  test(
    "a tablet killed again and again while the server is killed too ends with exactly what was asked for",
    async () => {
      let server = await startServer();
      const code = await newCode();
      const asked = 60;
      const journal = join(folder, "tablet", "journal");
      const journalBytes = (): number => (existsSync(journal) ? statSync(journal).size : 0);
      const args = ["--code", code, "--sample", String(asked), "--seed", "3"];
      for (const ms of [5, 60, 150]) {
        const child = launch(tablet(server.url, ...args));
        const before = journalBytes();
        await expect.poll(journalBytes, { timeout: TEST_MS, interval: 2 }).toBeGreaterThan(before);
        await new Promise((resolve) => setTimeout(resolve, ms));
        await kill(child, "SIGKILL");
        // A run that has come to its end would file anew when it is started again.
        expect(existsSync(join(folder, "tablet", "plan.json")), "killed in the middle of its work").toBe(true);
        await kill(server.child, "SIGKILL");
        server = await startServer({ PORT: new URL(server.url).port });
      }
      const report = await json(tabletSchema, ...tablet(server.url, ...args));
      expect(report.entries).toHaveLength(asked);
      expect(report.unreceipted).toBe(0);
      expect((await json(statusSchema, "status")).entriesHeld).toBe(asked);
    },
    TEST_MS,
  );

  test(
    "without a server the applications are kept, the tablet says that they are not receipted, and they arrive later",
    async () => {
      const first = await startServer();
      await json(tabletSchema, ...tablet(first.url, "--code", await newCode(), "--sample", "1"));
      await kill(first.child, "SIGTERM");
      const offline = await loket([...tablet(first.url, "--sample", "2", "--seed", "5", "--wait", "1"), "--json"]);
      expect(offline.code).toBe(1);
      expect(v.parse(tabletSchema, JSON.parse(offline.out)).unreceipted).toBe(2);
      const second = await startServer();
      const report = await json(tabletSchema, ...tablet(second.url));
      expect(report.entries).toHaveLength(3);
      expect(report.unreceipted).toBe(0);
    },
    TEST_MS,
  );
});
