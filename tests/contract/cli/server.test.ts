/** The server as a process: it ends in time, shares its folder, takes a new service without a build. */
import { once } from "node:events";
import { cpSync, readFileSync, writeFileSync } from "node:fs";
import { request } from "node:http";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import * as v from "valibot";
import {
  TEST_MS,
  exportSchema,
  folder,
  json,
  kill,
  newCode,
  root,
  startServer,
  statusSchema,
  tablet,
  tabletSchema,
  useFreshFolders,
} from "./outside.ts";

useFreshFolders();

describe("the server as a process", () => {
  test(
    "SIGTERM ends it within ten seconds although somebody is still sending",
    async () => {
      const { child, url } = await startServer();
      const open = request(`${url}/api/exchange`, { method: "POST" });
      open.on("error", () => undefined);
      open.write(new Uint8Array(10));
      await once(open, "socket");
      const began = performance.now();
      expect(await kill(child, "SIGTERM")).toBe(0);
      expect(performance.now() - began).toBeLessThan(10_000);
    },
    TEST_MS,
  );

  test(
    "a second start finds everything as it was, and two servers share one folder",
    async () => {
      const first = await startServer();
      await json(tabletSchema, ...tablet(first.url, "--code", first.code, "--sample", "2"));
      const second = await startServer();
      const report = await json(tabletSchema, ...tablet(second.url, "--sample", "1", "--seed", "9"));
      expect(report.unreceipted).toBe(0);
      await kill(first.child, "SIGTERM");
      await kill(second.child, "SIGTERM");
      await startServer();
      expect((await json(statusSchema, "status")).entriesHeld).toBe(3);
    },
    TEST_MS,
  );

  test(
    "a service is one more file and a restart, with no build",
    async () => {
      const config = join(folder, "kiosk-config");
      cpSync(join(root, "kiosk-config"), config, { recursive: true });
      const first = await startServer({ LOKET_CONFIG: config });
      await json(tabletSchema, ...tablet(first.url, "--code", await newCode()));
      await kill(first.child, "SIGTERM");
      const service: unknown = JSON.parse(readFileSync(join(config, "services", "ktp-el-lost.json"), "utf8"));
      // Samples take turns in the order of the files: its name makes it the first.
      const added = { ...v.parse(v.looseObject({ id: v.string() }), service), id: "added-by-file" };
      writeFileSync(join(config, "services", "added-by-file.json"), JSON.stringify(added));
      const second = await startServer({ LOKET_CONFIG: config });
      const report = await json(tabletSchema, ...tablet(second.url, "--sample", "2"));
      expect(report.unreceipted).toBe(0);
      await expect
        .poll(() => json(exportSchema, "export").then(({ cases }) => cases.map(({ serviceId }) => serviceId)), {
          timeout: 60_000,
        })
        .toContain("added-by-file");
    },
    TEST_MS,
  );
});
