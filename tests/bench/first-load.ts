/**
 * From the tap on Loket's icon to an unlock screen that takes a digit: on an enrolled tablet whose caches are gone, over
 * slow 4G, and on one without network; on a slow processor. Real server, real build, real Chromium.
 */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { BrowserContext, Page } from "playwright-core";
import { tabletSize } from "../journey/support/browser.ts";
import { theBuild } from "../journey/support/builds.ts";
import { District } from "../journey/support/district.ts";
import { Tablet } from "../journey/support/tablet.ts";
import { measureBuild, sumOf } from "../support/build-sizes.ts";
import type { BuildSizes, LoadedFile } from "../support/build-sizes.ts";
import { launchChromium } from "../support/launch-chromium.ts";
import { ShapedLink, slow4g, unshaped } from "../support/shaped-link.ts";
import { reactToFirstDigit } from "./react-to-first-digit.ts";
import type { Reaction } from "./react-to-first-digit.ts";
import type { Measure } from "./result.ts";

const rounds = 5;
/** The tablet's processor against a developer's. The browser slows the page only, not its workers. */
const processorSlowdown = 6;
const waitMsMax = 30_000;
const bytesPerKb = 1024;

/** Where a start is measured: the same profile and the same address each time. */
type Place = { readonly district: District; readonly profile: string; readonly port: number };

/** Milliseconds until the first digit shows, at the machine's own speed and slowed down, and what an empty page takes. */
type OfflineRounds = { readonly plain: number[]; readonly slowed: number[]; readonly bare: number[] };

/** One start, and what the link carried until the first digit showed. */
type Start = Reaction & { readonly carriedBytes: number };

export async function benchFirstLoad(): Promise<readonly Measure[]> {
  const profile = mkdtempSync(join(tmpdir(), "loket-bench-"));
  try {
    await using district = await District.open();
    const place = { district, profile, port: await enrolOnce(district, profile) };
    const offline: OfflineRounds = { plain: [], slowed: [], bare: [] };
    for (let round = 0; round < rounds; round += 1) {
      offline.plain.push((await startOffline(place, 1)).reactedMs);
      offline.slowed.push((await startOffline(place, processorSlowdown)).reactedMs);
      offline.bare.push(await startBarePage(profile));
    }
    const online: Start[] = [];
    for (let round = 0; round < rounds; round += 1) online.push(await startOnSlowLink(place));
    return [...showOnline(online), ...showSizes(measureBuild(await theBuild())), ...showOffline(offline)];
  } finally {
    rmSync(profile, { recursive: true, force: true });
  }
}

/** A tablet with an officer, locked, with everything for a day without signal on its disk. Gives the link's port. */
async function enrolOnce(district: District, profile: string): Promise<number> {
  await using link = await ShapedLink.open({ target: district, shape: unshaped });
  const { context, close } = await launchChromium(profile);
  try {
    const tablet = new Tablet(await openPage(context));
    await tablet.open(link.url);
    await tablet.setUp(await district.issueCode());
    await tablet.keptForOffline();
    return link.port;
  } finally {
    await close();
  }
}

/** A new browser without network: page, worker and all from the disk. */
function startOffline({ profile, port }: Place, slowdown: number): Promise<Reaction> {
  return inNewBrowser(profile, async (context) => start(await openPage(context), port, slowdown));
}

/** A new browser whose caches are gone, database and files kept. */
function startOnSlowLink({ district, profile, port }: Place): Promise<Start> {
  return inNewBrowser(profile, async (context) => {
    const page = await openPage(context);
    await forgetCaches(page, port);
    await using link = await ShapedLink.open({ target: district, shape: slow4g, port });
    const reaction = await start(page, port, processorSlowdown);
    return { ...reaction, carriedBytes: link.carried.downBytes };
  });
}

/** What this machine takes, in this minute, for a page that loads nothing: what our own start is to be compared with. */
function startBarePage(profile: string): Promise<number> {
  return inNewBrowser(profile, async (context) => {
    const page = await openPage(context);
    await slowDown(page, processorSlowdown);
    await page.goto("data:text/html,<!doctype html><p>Loket", { waitUntil: "commit" });
    return page.evaluate(
      () =>
        new Promise<number>((resolve) => {
          requestAnimationFrame(() => setTimeout(() => resolve(performance.now())));
        }),
    );
  });
}

async function inNewBrowser<T>(profile: string, work: (context: BrowserContext) => Promise<T>): Promise<T> {
  const { context, close } = await launchChromium(profile);
  try {
    return await work(context);
  } finally {
    await close();
  }
}

async function openPage(context: BrowserContext): Promise<Page> {
  const page = await context.newPage();
  await page.setViewportSize(tabletSize);
  return page;
}

async function forgetCaches(page: Page, port: number): Promise<void> {
  const browser = await page.context().newCDPSession(page);
  await browser.send("Network.clearBrowserCache");
  await browser.send("Storage.clearDataForOrigin", {
    origin: `http://localhost:${port}`,
    storageTypes: "service_workers,cache_storage",
  });
  await browser.detach();
}

async function slowDown(page: Page, rate: number): Promise<void> {
  const browser = await page.context().newCDPSession(page);
  await browser.send("Emulation.setCPUThrottlingRate", { rate });
}

/**
 * Only the browser's own protocol is used until the page has reacted: what the test library puts into a page to look at
 * it takes 40 ms of a fast processor to compile, which is a quarter of a second of a slow one.
 */
async function start(page: Page, port: number, slowdown: number): Promise<Reaction> {
  const browser = await page.context().newCDPSession(page);
  await browser.send("Runtime.enable");
  await browser.send("Page.enable");
  await browser.send("Runtime.addBinding", { name: "noteReaction" });
  const reacted = new Promise<Reaction>((resolve, reject) => {
    browser.on("Runtime.bindingCalled", ({ payload }) => resolve(JSON.parse(payload)));
    setTimeout(() => reject(new Error("no reaction")), waitMsMax).unref();
  });
  await browser.send("Page.addScriptToEvaluateOnNewDocument", { source: `(${reactToFirstDigit})()` });
  await slowDown(page, slowdown);
  await browser.send("Page.navigate", { url: `http://localhost:${port}/` });
  return reacted;
}

function showOnline(starts: readonly Start[]): readonly Measure[] {
  const requested = starts.map(({ requestedBytes }) => requestedBytes / bytesPerKb);
  return [
    { what: "JS + CSS requested until the unlock screen reacts", unit: "KB", rounds: requested, bound: 60 },
    {
      what: "slow 4G, processor ÷ 6: first digit shows",
      unit: "ms",
      rounds: starts.map(({ reactedMs }) => reactedMs),
      bound: 3000,
    },
    { what: "… unlock screen shows", unit: "ms", rounds: starts.map(({ shownMs }) => shownMs) },
    {
      what: "… all the link carried until then",
      unit: "KB",
      rounds: starts.map(({ carriedBytes }) => carriedBytes / bytesPerKb),
    },
  ];
}

function showSizes(sizes: BuildSizes): readonly Measure[] {
  const kb = (files: readonly LoadedFile[]): readonly number[] => [sumOf(files) / bytesPerKb];
  return [
    { what: "worker", unit: "KB", rounds: kb(sizes.worker), bound: 90 },
    { what: "service worker", unit: "KB", rounds: kb(sizes.serviceWorker), bound: 45 },
    { what: "font", unit: "KB", rounds: kb(sizes.font), bound: 40 },
  ];
}

/** The design's bound for this start names no slower processor; the second line says what a tablet's would add. */
function showOffline({ plain, slowed, bare }: OfflineRounds): readonly Measure[] {
  return [
    { what: "offline cold start: first digit shows", unit: "ms", rounds: plain, bound: 1500 },
    { what: "… with the processor ÷ 6", unit: "ms", rounds: slowed },
    { what: "… an empty page with the processor ÷ 6", unit: "ms", rounds: bare },
  ];
}
