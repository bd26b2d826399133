/** The command line as people and scripts meet it: servers and killed tablets as processes, one data folder, exit codes, JSON. */
import type { ChildProcess } from "node:child_process";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer, request } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import * as v from "valibot";
import { run } from "../../src/cli/run.ts";

const root = fileURLToPath(new URL("../..", import.meta.url));
const main = join(root, "src/cli/main.ts");
const VILLAGE = "33.29.01.2010";
/** Each test starts processes; a busy machine needs its time. */
const TEST_MS = 120_000;

const tabletSchema = v.object({
  device: v.string(),
  entries: v.array(v.object({ digest: v.string(), log: v.string(), seq: v.number(), state: v.string() })),
  unreceipted: v.number(),
});
const statusSchema = v.object({
  entriesHeld: v.number(),
  cases: v.number(),
  quarantined: v.number(),
  devices: v.array(v.object({ device: v.string(), village: v.string(), filed: v.number(), held: v.number() })),
});
const exportSchema = v.object({
  entries: v.array(v.looseObject({ digest: v.string(), log: v.string(), seq: v.number() })),
  cases: v.array(v.looseObject({ slipCode: v.string(), serviceId: v.string() })),
});
const contentSchema = v.looseObject({ serviceId: v.string(), answers: v.record(v.string(), v.unknown()) });
const codeSchema = v.object({ code: v.string(), village: v.string(), expiresAt: v.string() });
const startSchema = v.looseObject({ port: v.number(), kiosk: v.string(), code: v.string() });
const backupSchema = v.looseObject({ intake: v.number(), entries: v.number() });

let folder = "";
let buildDir = "";
const children = new Set<ChildProcess>();

beforeAll(() => {
  buildDir = mkdtempSync(join(tmpdir(), "loket-build-"));
  for (const page of ["kiosk", "district", "track"]) {
    mkdirSync(join(buildDir, page));
    writeFileSync(join(buildDir, page, "index.html"), `<!doctype html><title>${page}</title>`);
  }
  mkdirSync(join(buildDir, "assets"));
  writeFileSync(join(buildDir, "assets", "kiosk-AbCd1234.js"), "0;");
  writeFileSync(join(buildDir, "sw.js"), "0;");
});
afterAll(() => rmSync(buildDir, { recursive: true, force: true }));
beforeEach(() => (folder = mkdtempSync(join(tmpdir(), "loket-cli-"))));
afterEach(async () => {
  for (const child of children) await kill(child, "SIGKILL");
  rmSync(folder, { recursive: true, force: true });
});

type Ended = { readonly code: number; readonly out: string; readonly errors: string };

function launch(args: readonly string[], env: Record<string, string> = {}): ChildProcess {
  const child = spawn(process.execPath, [main, ...args], {
    cwd: folder,
    env: { ...process.env, LOKET_DATA: join(folder, "data"), ...env },
    stdio: ["ignore", "pipe", "pipe"],
  });
  children.add(child);
  child.once("exit", () => children.delete(child));
  return child;
}

/** One command in this process: the same code as a process of its own, without its start. */
async function loket(args: readonly string[]): Promise<Ended> {
  const out: string[] = [];
  const errors: string[] = [];
  const code = await run(args, {
    env: { LOKET_DATA: join(folder, "data") },
    out: (line) => out.push(line),
    err: (line) => errors.push(line),
    stop: new AbortController().signal,
  });
  return { code, out: out.join("\n"), errors: errors.join("\n") };
}

async function json<T>(schema: v.GenericSchema<unknown, T>, ...args: readonly string[]): Promise<T> {
  const { code, out, errors } = await loket([...args, "--json"]);
  expect(code, errors).toBe(0);
  return v.parse(schema, JSON.parse(out));
}

async function kill(child: ChildProcess, signal: NodeJS.Signals): Promise<number | null> {
  if (child.exitCode !== null || child.signalCode !== null) return child.exitCode;
  const ended = once(child, "exit");
  child.kill(signal);
  const [code] = await ended;
  return typeof code === "number" ? code : null;
}

type Running = { readonly child: ChildProcess; readonly url: string; readonly code: string };

async function startServer(env: Record<string, string> = {}): Promise<Running> {
  const child = launch(["start", "--build-dir", buildDir, "--json"], { PORT: "0", ...env });
  let out = "";
  let errors = "";
  child.stderr?.on("data", (text: Buffer) => (errors += text.toString()));
  await new Promise<void>((resolve, reject) => {
    child.stdout?.on("data", (text: Buffer) => {
      out += text.toString();
      if (out.includes("\n")) resolve();
    });
    child.once("exit", (code) => reject(new Error(`the server ended with ${code}\n${errors}`)));
  });
  const { port, code } = v.parse(startSchema, JSON.parse(out));
  return { child, url: `http://localhost:${port}`, code };
}

function tablet(url: string, ...args: readonly string[]): readonly string[] {
  return ["tablet", "--server", url, "--state", join(folder, "tablet"), ...args];
}

async function newCode(): Promise<string> {
  return (await json(codeSchema, "device", "code", "--village", VILLAGE)).code;
}

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
      const args = ["--code", code, "--sample", "30", "--seed", "3"];
      for (const ms of [700, 1100, 1500]) {
        const child = launch(tablet(server.url, ...args));
        await new Promise((resolve) => setTimeout(resolve, ms));
        await kill(child, "SIGKILL");
        await kill(server.child, "SIGKILL");
        server = await startServer({ PORT: new URL(server.url).port });
      }
      const report = await json(tabletSchema, ...tablet(server.url, ...args));
      expect(report.entries).toHaveLength(30);
      expect(report.unreceipted).toBe(0);
      expect((await json(statusSchema, "status")).entriesHeld).toBe(30);
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
    "a fourth service is one more file and a restart, with no build",
    async () => {
      const config = join(folder, "kiosk-config");
      cpSync(join(root, "kiosk-config"), config, { recursive: true });
      const first = await startServer({ LOKET_CONFIG: config });
      await json(tabletSchema, ...tablet(first.url, "--code", await newCode()));
      await kill(first.child, "SIGTERM");
      const service: unknown = JSON.parse(readFileSync(join(config, "services", "ktp-el-lost.json"), "utf8"));
      const fourth = { ...v.parse(v.looseObject({ id: v.string() }), service), id: "ktp-el-broken" };
      writeFileSync(join(config, "services", "ktp-el-broken.json"), JSON.stringify(fourth));
      const second = await startServer({ LOKET_CONFIG: config });
      const report = await json(tabletSchema, ...tablet(second.url, "--sample", "4"));
      expect(report.unreceipted).toBe(0);
      await expect
        .poll(() => json(exportSchema, "export").then(({ cases }) => cases.map(({ serviceId }) => serviceId)), {
          timeout: 60_000,
        })
        .toContain("ktp-el-broken");
    },
    TEST_MS,
  );
});

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
