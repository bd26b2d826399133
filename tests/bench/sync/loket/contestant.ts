/**
 * Loket as it ships: the district server of `npm start` on an empty folder, the build it serves, the worker of that build.
 * What is held is read from the server's own database, beside it.
 */
import { readdirSync } from "node:fs";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import type { Page } from "playwright-core";
import { DAY_MS } from "../../../../src/base/limits.ts";
import { openDataFolder } from "../../../../src/server/data-folder.ts";
import { theBuild } from "../../../journey/support/builds.ts";
import { District } from "../../../journey/support/district.ts";
import { buildScript } from "../build-script.ts";
import type { Contestant, Opened } from "../contestant.ts";
import type { Work } from "../work.ts";
import type { LoketPage } from "./page.ts";

/** One tablet files more on this day than a village does in months: its budget is raised, as staff would. */
const moreEntries = 100_000;
/** The district opens what it holds in its own time: two minutes, while other work slows it. */
const openTriesMax = 120;
const openPollMs = 1_000;

export const loket: Contestant = {
  name: "loket",
  async open(work) {
    const buildDir = await theBuild();
    const script = await pageScript();
    const workerUrl = `/assets/${workerOf(buildDir)}`;
    const district = await District.open({ buildDir });
    const database = new DatabaseSync(openDataFolder(district.folder).database, { timeout: 5000 });
    raiseBudget(database);
    const held = database.prepare("select lower(hex(digest)) as digest from entries where intake > 0");
    const code = await district.issueCode();
    let isEnrolled = false;
    const opened: Opened = {
      port: district.port,
      async enter(page, url) {
        if (!isEnrolled) await keepForOffline(page, url);
        await openDoor(page, url, script, workerUrl);
        if (isEnrolled) return;
        await page.evaluate((text) => (globalThis.bench as LoketPage).enrol(text), code);
        isEnrolled = true;
      },
      async resume(page, url) {
        await page.goto(url);
      },
      held: () => new Set(held.all().map(({ digest }) => String(digest))),
      doubled: () => countDoubled(district, work),
      async [Symbol.asyncDispose]() {
        database.close();
        await district[Symbol.asyncDispose]();
      },
    };
    return opened;
  },
};

/** Entries and cases there are beyond the applications filed, once everything held is opened. */
async function countDoubled(district: District, { applications }: Work): Promise<number> {
  for (let tries = 0; tries < openTriesMax; tries += 1) {
    const { entriesHeld, cases, quarantined } = await district.status();
    if (quarantined > 0) throw new Error(`${quarantined} entries could not be opened`);
    if (cases >= entriesHeld) return Math.max(0, entriesHeld - applications.length, cases - applications.length);
    await sleep(openPollMs);
  }
  throw new Error("what is held was not opened in time");
}

/** The app is on the tablet's disk, as on every tablet after its first minute. */
async function keepForOffline(page: Page, url: string): Promise<void> {
  await page.goto(url);
  await page.waitForFunction(() => navigator.serviceWorker.controller?.state === "activated");
}

/** An answer of the server that no app keeps and that starts no worker of its own, with the bench's door in it. */
async function openDoor(page: Page, url: string, script: string, workerUrl: string): Promise<void> {
  await page.goto(new URL("healthz", url).href);
  await page.evaluate(script);
  await page.evaluate((address) => globalThis.openLoketPage?.(address), workerUrl);
}

let built: Promise<string> | undefined;

function pageScript(): Promise<string> {
  built ??= buildScript(fileURLToPath(new URL("page.ts", import.meta.url)));
  return built;
}

function workerOf(buildDir: string): string {
  const [name] = readdirSync(join(buildDir, "assets")).filter((file) => /^worker-[\w-]+\.js$/.test(file));
  if (name === undefined) throw new Error("the build has a worker");
  return name;
}

/** The first certificate's row for today and tomorrow. */
function raiseBudget(database: DatabaseSync): void {
  const today = Math.floor(Date.now() / DAY_MS);
  const insert = database.prepare(
    "insert into budgets (regency, serial, day, entries, bytes, runs) values ('33.29', 1, ?, ?, 0, 0)",
  );
  for (const day of [today, today + 1]) insert.run(day, -moreEntries);
}
