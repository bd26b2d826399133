/** The parts of this bench, each for one contestant: a number of things measured in a browser of its own. Prints nothing. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import type { BrowserContext, CDPSession, Page } from "playwright-core";
import { tapGuardMs } from "../../../src/base/limits.ts";
import { tabletSize } from "../../journey/support/browser.ts";
import { launchChromium } from "../../support/launch-chromium.ts";
import { ShapedLink, slow4g, unshaped } from "../../support/shaped-link.ts";
import type { Contestant, Opened } from "./contestant.ts";
import { readMemory } from "./memory.ts";
import type { Walked } from "./walk.ts";
import { walk } from "./walk.ts";
import type { Inputs } from "./watch-input.ts";
import { watchInput } from "./watch-input.ts";

export const parts = ["start", "input", "memory"] as const;
export type Part = (typeof parts)[number];
/** Name of a number → every round of it; the unit is the end of the name. */
export type Numbers = Readonly<Record<string, readonly number[]>>;

/** The tablet's processor against a developer's. The browser slows the page, never its workers. */
const slowdown = 6;
const rounds = 3;
const applications = 50;
const memoryEvery = 10;
/** A little more than Loket's guard against trembling hands: a touch within it does not count. */
const pauseMs = tapGuardMs + 20;
const waitMsMax = 60_000;
/** Long enough for a slow frame: nothing is touched while another touch is under way. */
const settleMs = 700;
const keyMs = 120;
const fieldsTyped = 10;
const picksTouched = 10;
const letters = "Sri Rahayu";
/** Above the questions of the form, and what is asked back in between. */
const touchesMax = 90;

type Place = Opened & { readonly profile: string; readonly linkPort: number; readonly firstVisitBytes: number };

export async function measure(contestant: Contestant, part: Part): Promise<Numbers> {
  const profile = mkdtempSync(join(tmpdir(), "loket-bench-"));
  try {
    await using opened = await contestant.open();
    const place = { ...opened, ...(await prepare(opened, profile)), profile };
    return await { start: measureStart, input: measureInput, memory: measureMemory }[part](place);
  } finally {
    rmSync(profile, { recursive: true, force: true, maxRetries: 5 });
  }
}

async function prepare(opened: Opened, profile: string): Promise<Pick<Place, "linkPort" | "firstVisitBytes">> {
  await using link = await ShapedLink.open({ target: opened, shape: unshaped });
  await inBrowser(profile, async (context) => opened.prepare(await openPage(context), link.url));
  return { linkPort: link.port, firstVisitBytes: link.carried.downBytes };
}

async function measureStart(place: Place): Promise<Numbers> {
  const cold: (Walked & { readonly carried: number })[] = [];
  const warm: Walked[] = [];
  for (let round = 0; round < rounds; round += 1) {
    warm.push(
      await inBrowser(place.profile, async (context) => walkIn(await openPage(context), place, place.linkPort)),
    );
    cold.push(await startCold(place));
  }
  if (process.env.KB)
    console.error(
      JSON.stringify({
        cold: cold.map((c) => c.waitsMs.map(Math.round)),
        warm: warm.map((c) => c.waitsMs.map(Math.round)),
      }),
    );
  const sum = ({ waitsMs }: Walked): number => waitsMs.reduce((all, ms) => all + ms, 0);
  return {
    firstVisitBytes: [place.firstVisitBytes],
    coldRequestedBytes: cold.map(({ requestedBytes }) => requestedBytes),
    coldCarriedBytes: cold.map(({ carried }) => carried),
    coldFirstScreenMs: cold.map(({ waitsMs }) => waitsMs[0] ?? Number.NaN),
    coldFirstQuestionMs: cold.map(sum),
    coldWithPausesMs: cold.map(({ wholeMs }) => wholeMs),
    offlineFirstScreenMs: warm.map(({ waitsMs }) => waitsMs[0] ?? Number.NaN),
    offlineFirstQuestionMs: warm.map(sum),
    offlineWithPausesMs: warm.map(({ wholeMs }) => wholeMs),
  };
}

/** Database and files stay, what the browser and the worker kept of the pages is gone. */
function startCold(place: Place): Promise<Walked & { readonly carried: number }> {
  return inBrowser(place.profile, async (context) => {
    const page = await openPage(context);
    const browser = await page.context().newCDPSession(page);
    await browser.send("Network.clearBrowserCache");
    await browser.send("Storage.clearDataForOrigin", {
      origin: `http://localhost:${place.linkPort}`,
      storageTypes: "service_workers,cache_storage",
    });
    await browser.detach();
    await using link = await ShapedLink.open({ target: place, shape: slow4g, port: place.linkPort });
    const walked = await walkIn(page, place, link.port);
    const carried = link.carried.downBytes;
    // The worker fills its caches again, so that the next start without network finds them.
    await page.waitForFunction(() => navigator.serviceWorker.controller?.state === "activated", undefined, {
      timeout: waitMsMax,
    });
    return { ...walked, carried };
  });
}

/** Only the browser's own protocol is used meanwhile: a test library's scripts take a slow processor a quarter of a second. */
async function walkIn(page: Page, { way }: Place, port: number): Promise<Walked> {
  const browser = await page.context().newCDPSession(page);
  await browser.send("Runtime.enable");
  await browser.send("Page.enable");
  await browser.send("Runtime.addBinding", { name: "noteWalked" });
  const walked = new Promise<Walked>((resolve, reject) => {
    browser.on("Runtime.bindingCalled", ({ payload }) => resolve(JSON.parse(payload)));
    setTimeout(() => reject(new Error("never came to the first question")), waitMsMax).unref();
  });
  const source = `(${walk})(${JSON.stringify(way)}, ${pauseMs})`;
  await browser.send("Page.addScriptToEvaluateOnNewDocument", { source });
  await slowDown(page, slowdown);
  await browser.send("Page.navigate", { url: `http://localhost:${port}/` });
  return walked;
}

async function measureInput(place: Place): Promise<Numbers> {
  await using link = await ShapedLink.open({ target: place, shape: unshaped, port: place.linkPort });
  return inBrowser(place.profile, async (context) => {
    const page = await openPage(context);
    await walkIn(page, place, link.port);
    await slowDown(page, 1);
    await sleep(settleMs);
    await place.fillAll(page);
    await startWatching(page, place);
    await slowDown(page, slowdown);
    await goThrough(page, place);
    const through = await takeInputs(page);
    await slowDown(page, 1);
    await place.showAll(page);
    await startWatching(page, place);
    await sleep(settleMs);
    await takeInputs(page);
    await slowDown(page, slowdown);
    const count = await typeAndPick(page, place);
    const onePage = await takeInputs(page);
    // What is not reported was painted within 16 ms.
    const quick = Array.from({ length: Math.max(0, count - onePage.paintMs.length) }, () => 16);
    return {
      nextQuestionMs: through.questionMs,
      touchPaintMs: through.paintMs,
      onePageInputMs: [...onePage.paintMs, ...quick],
    };
  });
}

/** Touches "go on" until the last question is behind. */
async function goThrough(page: Page, { shown, next }: Place): Promise<void> {
  for (let touches = 0; touches < touchesMax; touches += 1) {
    const at = await middleOf(page, next, 0);
    if (at === undefined || !(await isAsking(page, shown))) return;
    await page.mouse.click(at.x, at.y);
    await sleep(settleMs);
  }
}

/** Types into the first fields of the page and touches the first choices. Gives the number of touches and keys. */
async function typeAndPick(page: Page, { fields, picks }: Place): Promise<number> {
  let count = 0;
  for (let number = 0; number < fieldsTyped; number += 1) {
    if (!(await touch(page, fields, number))) break;
    for (const key of [...letters, "Tab"]) {
      await page.keyboard.press(key);
      await sleep(keyMs);
    }
    count += 2 + letters.length;
    await sleep(settleMs);
  }
  for (let number = 0; number < picksTouched; number += 1) {
    if (!(await touch(page, picks, number))) break;
    count += 1;
  }
  return count;
}

async function touch(page: Page, css: string, number: number): Promise<boolean> {
  const at = await middleOf(page, css, number);
  if (at === undefined) return false;
  await page.mouse.click(at.x, at.y);
  await sleep(settleMs);
  return true;
}

/** Where an element can be touched, brought into sight. */
function middleOf(page: Page, css: string, number: number): Promise<{ x: number; y: number } | undefined> {
  return page.evaluate(
    async ([wanted, at]) => {
      const element = document.querySelectorAll(wanted)[at];
      if (element === undefined) return undefined;
      element.scrollIntoView({ block: "center" });
      await new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve)));
      const { x, y, width, height } = element.getBoundingClientRect();
      return { x: x + width / 2, y: y + height / 2 };
    },
    [css, number] as const,
  );
}

const isAsking = (page: Page, shown: string): Promise<boolean> =>
  page.evaluate((css) => document.querySelector(css) !== null, shown);

/** A page that was loaded anew is watched anew. */
async function startWatching(page: Page, { shown }: Place): Promise<void> {
  if (await page.evaluate(() => globalThis.watchedInput === undefined))
    await page.evaluate(`(${watchInput})(${JSON.stringify(shown)})`);
}

async function takeInputs(page: Page): Promise<Inputs> {
  await sleep(settleMs);
  return page.evaluate(() => {
    if (globalThis.watchedInput === undefined) throw new Error("nobody watches this page");
    return globalThis.watchedInput.take();
  });
}

async function measureMemory(place: Place): Promise<Numbers> {
  await using link = await ShapedLink.open({ target: place, shape: unshaped, port: place.linkPort });
  return inBrowser(place.profile, async (context) => {
    const page = await openPage(context);
    await place.enter(page, link.url);
    const series: Record<string, number[]> = {};
    for (let number = 0; number <= applications; number += 1) {
      if (number > 0) await place.fileOne(page, number);
      if (number % memoryEvery !== 0) continue;
      for (const [name, value] of Object.entries(await readMemory(page))) (series[name] ??= []).push(value);
    }
    return series;
  });
}

async function slowDown(page: Page, rate: number): Promise<void> {
  const browser = await sessionOf(page);
  await browser.send("Emulation.setCPUThrottlingRate", { rate });
}

const sessions = new WeakMap<Page, CDPSession>();

/** One for each page: what one session has slowed down another cannot hasten. */
async function sessionOf(page: Page): Promise<CDPSession> {
  const known = sessions.get(page);
  if (known !== undefined) return known;
  const opened = await page.context().newCDPSession(page);
  sessions.set(page, opened);
  return opened;
}

async function openPage(context: BrowserContext): Promise<Page> {
  const page = await context.newPage();
  await page.setViewportSize(tabletSize);
  return page;
}

async function inBrowser<T>(profile: string, work: (context: BrowserContext) => Promise<T>): Promise<T> {
  const { context, close } = await launchChromium(profile);
  try {
    return await work(context);
  } finally {
    await close();
  }
}
