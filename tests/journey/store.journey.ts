/** The store on a real Chromium's disk: what was confirmed survives a kill, and a lost database comes back from the journal. */
import { createServer } from "node:http";
import type { Server } from "node:http";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { Page } from "playwright-core";
import { build } from "vite";
import { afterAll, beforeAll, expect, test } from "vitest";
import { toHex } from "../../src/base/bytes.ts";
import { MemoryDatabase, makeMemoryMedium } from "../../src/store/memory/memory-disks.ts";
import { draftIdOf } from "../../src/store/memory/test-tablet.ts";
import type { CrashableChromium } from "../support/launch-chromium.ts";
import { launchCrashableChromium } from "../support/launch-chromium.ts";
import { tryDatabase } from "./store-page/try-database.ts";

const folder = mkdtempSync(join(tmpdir(), "loket-store-"));
const profile = join(folder, "profile");
let server: Server;
let origin = "";

beforeAll(async () => {
  await build({
    configFile: false,
    logLevel: "error",
    publicDir: false,
    build: {
      modulePreload: false,
      outDir: join(folder, "built"),
      rolldownOptions: {
        input: fileURLToPath(new URL("store-page/worker.ts", import.meta.url)),
        // One file: the little server below knows no other.
        output: { entryFileNames: "worker.js", codeSplitting: false },
      },
    },
  });
  const script = readFileSync(join(folder, "built", "worker.js"));
  server = createServer((request, response) => {
    const isScript = request.url === "/worker.js";
    response.setHeader("Content-Type", isScript ? "text/javascript" : "text/html");
    response.end(isScript ? script : "<!doctype html><title>store</title>");
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  if (typeof address !== "object" || address === null) throw new Error("no port");
  origin = `http://localhost:${address.port}`;
});

afterAll(() => {
  server.close();
  rmSync(folder, { recursive: true, force: true });
});

type Ask = (name: string, ...args: readonly unknown[]) => Promise<unknown>;

async function openPage(browser: CrashableChromium): Promise<{ page: Page; ask: Ask }> {
  const page = await browser.context.newPage();
  await page.goto(origin);
  await page.evaluate(() => {
    const worker = new Worker("/worker.js", { type: "module" });
    const waiting = new Map<number, (answer: { value?: unknown; error?: string }) => void>();
    const progress: string[] = [];
    let count = 0;
    worker.onmessage = ({ data }) => (data.progress ? progress.push(data.progress) : waiting.get(data.id)?.(data));
    const ask = (name: string, args: readonly unknown[]) =>
      new Promise((resolve) => {
        count += 1;
        waiting.set(count, resolve);
        worker.postMessage({ id: count, name, args });
      });
    Object.assign(globalThis, { ask, progress });
  });
  const ask: Ask = async (name, ...args) => {
    const answer = (await page.evaluate(
      ([method, values]) =>
        (globalThis as unknown as { ask(n: string, a: unknown[]): Promise<unknown> }).ask(method, values),
      [name, args] as [string, unknown[]],
    )) as { value?: unknown; error?: string };
    if (answer.error !== undefined) throw new Error(answer.error);
    return answer.value;
  };
  return { page, ask };
}

const idsOf = (names: readonly string[]): readonly string[] => names.map((name) => toHex(draftIdOf(name))).toSorted();

test("a killed browser keeps every confirmed entry once, and a deleted database is rebuilt from the journal", async () => {
  const first = await launchCrashableChromium(profile);
  let confirmed: string[] = [];
  try {
    const { page, ask } = await openPage(first);
    expect(await ask("start")).toEqual({ incident: undefined, rebuilt: 0, damaged: 0 });
    expect(await ask("enrol")).toBe("second slot");
    expect(await ask("tryDatabase")).toEqual(await tryDatabase(new MemoryDatabase(makeMemoryMedium())));
    expect(await ask("tryReader")).toEqual(await tryDatabase(new MemoryDatabase(makeMemoryMedium())));
    expect(await ask("openWithoutCreating")).toBe("store-unavailable");
    expect(await ask("notices")).toEqual({ held: [1, 2, 3], left: 0 });
    expect(await ask("blob", "a picture")).toEqual({ part: "pict", size: 9, missing: undefined, left: 0 });
    await ask("putDraft", "budi");
    expect(await ask("submit", "budi")).toMatchObject({ ok: true, value: { seq: 1 } });
    expect(await ask("submit", "budi")).toMatchObject({ ok: true, value: { seq: 1 } });
    void ask("submitMany", "n", 500).catch(() => undefined);
    await page.waitForFunction(() => (globalThis as unknown as { progress: string[] }).progress.length >= 20);
    confirmed = await page.evaluate(() => [...(globalThis as unknown as { progress: string[] }).progress]);
  } finally {
    await first.crash();
  }

  const second = await launchCrashableChromium(profile);
  let held: readonly string[] = [];
  try {
    const { page, ask } = await openPage(second);
    expect(await ask("start")).toMatchObject({ incident: undefined, damaged: 0 });
    held = (await ask("drafts")) as string[];
    expect(new Set(held).size).toBe(held.length);
    expect(held).toEqual(expect.arrayContaining([...idsOf(["budi", ...confirmed])]));
    const again = (await ask("submit", confirmed.at(-1))) as { ok: boolean };
    expect(again.ok).toBe(true);
    expect(await ask("drafts")).toEqual(held);
    await page.close();
    const wiping = await second.context.newPage();
    await wiping.goto(origin);
    await wiping.evaluate(
      () =>
        new Promise((resolve, reject) => {
          const request = indexedDB.deleteDatabase("loket");
          request.onsuccess = resolve;
          request.onerror = reject;
        }),
    );
  } finally {
    await second.close();
  }

  const third = await launchCrashableChromium(profile);
  try {
    const { ask } = await openPage(third);
    expect(await ask("start")).toEqual({ incident: "database-empty", rebuilt: held.length, damaged: 0 });
    expect(await ask("drafts")).toEqual(held);
  } finally {
    await third.close();
  }
});

test("what a browser does to an open database, and another version of the app beside it, loses nothing", async () => {
  const browser = await launchCrashableChromium(join(folder, "disturbed"));
  try {
    const { ask } = await openPage(browser);
    // Failures F12: every write of database and settings is flushed before it counts.
    expect(await ask("durabilities")).toEqual(["strict", "strict", "strict"]);
    // Failures F19, F20: closed connections, a read that fails once.
    expect(await ask("disturbed")).toEqual(["kept", "after", "kept", "after", "kept"]);
    // Failures F21, F22: nobody blocks a newer build, and the older one goes on with what that has made, both ways.
    expect(await ask("upgradedBeside")).toEqual([
      "not blocked",
      3,
      4,
      [{ key: "of the newer build" }],
      ["after 0", "after 1", "before 0", "before 1"],
    ]);
  } finally {
    await browser.close();
  }
});
