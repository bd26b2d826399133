/** What addresses and commands answer, and how mistakes are told. */
import { once } from "node:events";
import { writeFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import * as v from "valibot";
import {
  TEST_MS,
  contentSchema,
  exportSchema,
  folder,
  json,
  loket,
  newCode,
  startServer,
  statusSchema,
  tablet,
  tabletSchema,
  useFreshFolders,
} from "./outside.ts";

useFreshFolders();

describe("what is answered", () => {
  test(
    "every address answers as it should, with its headers, and errors say what to do",
    async () => {
      const { url } = await startServer();
      const get = (path: string, init?: RequestInit) => fetch(url + path, { redirect: "manual", ...init });
      for (const [path, title] of [
        ["/", "kiosk"],
        ["/district/", "district"],
        ["/district/cases/7", "district"],
        ["/t/ABCDEFGH1", "track"],
      ] as const) {
        const page = await get(path);
        expect([path, page.status, (await page.text()).includes(`<title>${title}<`)]).toEqual([path, 200, true]);
        expect(page.headers.get("content-security-policy")).toContain("trusted-types loket");
        expect(page.headers.get("cache-control")).toBe("no-cache");
      }
      expect((await get("/", { method: "HEAD" })).status).toBe(200);
      expect((await get("/assets/kiosk-AbCd1234.js")).headers.get("cache-control")).toContain("immutable");
      expect((await get("/sw.js")).headers.get("cache-control")).toBe("no-cache");
      expect((await get("/healthz")).status).toBe(200);
      expect((await get("/readyz")).status).toBe(200);
      const answers: Record<string, readonly [number, string]> = {};
      const note = async (name: string, response: Promise<Response>) => {
        const answer = await response;
        const { code } = v.parse(v.looseObject({ code: v.string(), sentence: v.string() }), await answer.json());
        expect(answer.headers.get("cache-control")).toBe("no-store");
        answers[name] = [answer.status, code];
      };
      await note("unknown slip", get("/api/track/000-000-000"));
      await note("broken slip", get("/api/track/000-000-001"));
      await note("not CBOR", get("/api/enrol", { method: "POST", body: "hello" }));
      await note("too large", get("/api/exchange", { method: "POST", body: new Uint8Array(9 * 1024 * 1024) }));
      await note("no such thing", get("/api/nothing"));
      await note("no such version", get("/api/configuration?version=99"));
      expect(answers).toEqual({
        "unknown slip": [404, "slip-unknown"],
        "broken slip": [400, "code-malformed"],
        "not CBOR": [400, "malformed"],
        "too large": [413, "bundle-too-large"],
        "no such thing": [404, "not-found"],
        "no such version": [404, "not-found"],
      });
      const configuration = await get("/api/configuration");
      expect([configuration.status, configuration.headers.get("content-type")]).toEqual([200, "application/cbor"]);
    },
    TEST_MS,
  );

  test(
    "a portal that answers 200 to everything receipts nothing",
    async () => {
      const server = await startServer();
      await json(tabletSchema, ...tablet(server.url, "--code", await newCode()));
      const offline = ["--sample", "1", "--wait", "1"];
      const portal = createServer((_, response) => response.end("<html>Welcome</html>")).listen(0);
      await once(portal, "listening");
      const { port } = portal.address() as AddressInfo;
      const ended = await loket([...tablet(`http://localhost:${port}`, ...offline), "--json"]);
      portal.close();
      expect(ended.code).toBe(1);
      const report = await json(tabletSchema, ...tablet(server.url));
      expect(report.unreceipted).toBe(0);
    },
    TEST_MS,
  );

  test(
    "a code that is wrong or spent is told in words, and nothing is enrolled",
    async () => {
      const { url, code } = await startServer();
      await json(tabletSchema, ...tablet(url, "--code", code));
      const other = ["tablet", "--server", url, "--state", join(folder, "other")];
      const spent = await loket([...other, "--code", code]);
      expect([spent.code, spent.errors]).toEqual([1, expect.stringContaining("sudah dipakai")]);
      const wrong = await loket([...other, "--code", "0000000000000"]);
      expect([wrong.code, wrong.errors]).toEqual([1, expect.stringContaining("tidak dikenal")]);
      expect((await json(statusSchema, "status")).devices).toHaveLength(1);
    },
    TEST_MS,
  );

  test(
    "a file of one's own is filed like at the counter, and a wrong one stops before anything is appended",
    async () => {
      const { url, code } = await startServer();
      await json(tabletSchema, ...tablet(url, "--code", code, "--sample", "3"));
      await expect.poll(() => json(statusSchema, "status").then(({ cases }) => cases), { timeout: 60_000 }).toBe(3);
      const { cases } = await json(exportSchema, "export");
      const { serviceId, answers } = v.parse(contentSchema, cases[0]?.["content"]);
      const [good, bad] = [join(folder, "good.json"), join(folder, "bad.json")];
      writeFileSync(good, JSON.stringify({ serviceId, answers }));
      writeFileSync(bad, JSON.stringify({ serviceId, answers: {} }));
      const refused = await loket(tablet(url, "--file", good, "--file", bad));
      expect([refused.code, refused.errors]).toEqual([1, expect.stringContaining("application-incomplete")]);
      const report = await json(tabletSchema, ...tablet(url, "--file", good));
      expect([report.entries.length, report.unreceipted]).toEqual([4, 0]);
    },
    TEST_MS,
  );

  test(
    "mistakes of the command line are told apart by exit code and never print JSON",
    async () => {
      for (const args of [
        ["nonsense"],
        ["device", "code"],
        ["tablet", "--server", "x", "--state", "y"],
        ["restore", "/none"],
      ]) {
        const { code, out, errors } = await loket([...args, "--json"]);
        expect([args[0], code, out]).toEqual([args[0], 2, ""]);
        expect(errors).toContain("Usage:");
      }
      for (const name of ["start", "device code", "tablet", "status", "export", "backup", "restore"]) {
        const { code, out } = await loket([...name.split(" "), "--help"]);
        expect([name, code, out.startsWith(`Usage: npm run loket -- ${name}`)]).toEqual([name, 0, true]);
      }
    },
    TEST_MS,
  );
});
