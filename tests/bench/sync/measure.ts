/**
 * One run: one contestant brings one work over one link, from the moment the link is there until the server holds all of
 * it, and what that cost. The browser is real and nobody looks into it meanwhile.
 */
import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { cutsOf, runCuts } from "../../support/link-cuts.ts";
import type { Carried } from "../../support/shaped-link.ts";
import { ShapedLink, unshaped } from "../../support/shaped-link.ts";
import { QuietBrowser } from "./browser.ts";
import type { Contestant, Opened } from "./contestant.ts";
import { openRefusingServer } from "./refusing-server.ts";
import type { Profile } from "./profiles.ts";
import type { Work } from "./work.ts";

/** What happens beside the link's own shape. */
export type Trouble = "none" | "503" | "kill";

export type Run = {
  readonly contestant: Contestant;
  readonly profile: Profile;
  readonly work: Work;
  /** Of the cuts; undefined where the link is not cut. */
  readonly seed: string | undefined;
  readonly trouble: Trouble;
  /** Who is not done by then has not finished. */
  readonly limitMs: number;
  /** Says every second what the link has carried and what is held. */
  readonly isTraced: boolean;
};

export type Outcome = Carried & {
  /** Until the server held everything; undefined: not within the limit. */
  readonly allHeldMs: number | undefined;
  readonly held: number;
  /** Neither at the server nor kept on the tablet: gone. */
  readonly lost: number;
  /** Stored once more than needed. */
  readonly doubled: number;
  readonly cuts: number;
};

const pollMs = 20;
const traceEveryMs = 1_000;
/** From here until the page begins: time to take the debugger away. */
const startAfterMs = 1_500;
/** The link is there this long before the page begins. */
const aheadMs = 10;
/** Killed, or refused, for this long. */
const killAfterMs = 2_000;
const refuseMs = 5_000;
/** What still travels when all is held (answers, second tries) is counted until nothing has travelled for so long … */
const quietMs = 3_000;
/** … or this long, where it never gets quiet. */
const settleMsMax = 20_000;

/** Makes one run on empty disks. */
export async function measure(run: Run): Promise<Outcome> {
  const folder = mkdtempSync(join(tmpdir(), "loket-bench-"));
  try {
    const server = join(folder, "server");
    mkdirSync(server);
    await using opened = await run.contestant.open(run.work, server);
    await using link = await ShapedLink.open({ target: opened, shape: unshaped });
    await using browser = await QuietBrowser.open(join(folder, "profile"));
    const filed = await fill(run, opened, link, browser);
    return await race(run, { opened, link, browser, filed });
  } finally {
    rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
  }
}

type Race = {
  readonly opened: Opened;
  readonly link: ShapedLink;
  readonly browser: QuietBrowser;
  readonly filed: readonly string[];
};

/** Opens the page while there is a link, then files everything while there is none. */
async function fill(
  { work }: Run,
  opened: Opened,
  link: ShapedLink,
  browser: QuietBrowser,
): Promise<readonly string[]> {
  const page = await browser.page();
  await opened.enter(page, link.url);
  await link.cut(unshaped);
  const filed = await page.evaluate((applications) => globalThis.bench?.fill(applications), work.applications);
  if (filed === undefined || new Set(filed).size !== work.applications.length) throw new Error("not all was filed");
  if (opened.held().size > 0) throw new Error("something went over a link that is not there");
  return filed;
}

async function race(run: Run, { opened, link, browser, filed }: Race): Promise<Outcome> {
  const startAt = Date.now() + startAfterMs;
  const page = await browser.page();
  await page.evaluate((at) => void setTimeout(() => globalThis.bench?.start(), at - Date.now()), startAt);
  await browser.leaveAlone();

  await using refusing = await openRefusingServer();
  if (run.trouble === "503") link.retarget(refusing);
  await link.cut(run.profile.shape);
  link.resetCounters();
  await sleep(Math.max(0, startAt - aheadMs - Date.now()));
  await link.accept();
  const beganMs = performance.now();
  const troubled = makeTrouble(run, opened, link, browser);
  const cuts = run.seed === undefined ? undefined : runCuts(link, run.profile.shape, cutsOf(run.seed));
  const tracing = run.isTraced
    ? setInterval(() => trace(opened, link, performance.now() - beganMs), traceEveryMs)
    : undefined;
  const allHeldMs = await waitForAll(run, opened, filed, beganMs);
  clearInterval(tracing);
  await troubled;
  await settle(link);
  const carried = link.carried;
  const held = opened.held();
  const cutCount = (await cuts?.stop()) ?? 0;

  const kept = await readKept(run, opened, link, browser);
  const lost = filed.filter((name) => !held.has(name) && !opened.held().has(name) && !kept.has(name));
  return { ...carried, allHeldMs, held: held.size, lost: lost.length, doubled: await opened.doubled(), cuts: cutCount };
}

function trace(opened: Opened, link: ShapedLink, atMs: number): void {
  const { upBytes, downBytes, connections, requests } = link.carried;
  const numbers = { seconds: Math.round(atMs / 1000), upBytes, downBytes, connections, requests };
  console.error(JSON.stringify({ ...numbers, held: opened.held().size }));
}

/** Gives the milliseconds until all is held, or undefined when the time is over. */
async function waitForAll(
  { limitMs }: Run,
  opened: Opened,
  filed: readonly string[],
  beganMs: number,
): Promise<number | undefined> {
  for (;;) {
    const tookMs = performance.now() - beganMs;
    if (opened.held().size >= filed.length) return tookMs;
    if (tookMs > limitMs) return undefined;
    await sleep(pollMs);
  }
}

async function settle(link: ShapedLink): Promise<void> {
  let before = link.carried;
  for (let waited = 0; waited < settleMsMax; waited += quietMs) {
    await sleep(quietMs);
    const now = link.carried;
    if (now.upBytes === before.upBytes && now.downBytes === before.downBytes) return;
    before = now;
  }
}

async function makeTrouble(
  { trouble, profile }: Run,
  opened: Opened,
  link: ShapedLink,
  browser: QuietBrowser,
): Promise<void> {
  if (trouble === "503") {
    await sleep(refuseMs);
    link.retarget(opened);
  }
  if (trouble === "kill") {
    await sleep(killAfterMs);
    await browser.crash();
    // What the tablet had given to its network is gone with it: the link must not bring it on.
    await link.cut(profile.shape);
    await link.accept();
    await browser.restart();
    await opened.resume(await browser.page(), link.url);
    await browser.leaveAlone();
  }
}

/** Asked of the page when everything is over; a tablet that was restarted has to open it first. */
async function readKept(
  { trouble }: Run,
  opened: Opened,
  link: ShapedLink,
  browser: QuietBrowser,
): Promise<ReadonlySet<string>> {
  const page = await browser.page();
  if (trouble === "kill") {
    await link.cut(unshaped);
    await link.accept();
    await opened.enter(page, link.url);
  }
  return new Set(await page.evaluate(() => globalThis.bench?.kept()));
}
