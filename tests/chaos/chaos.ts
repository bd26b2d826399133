/**
 * Chaos, then calm, in cycles, until the time is over: what was shown as saved in the chaos must be held in the calm, once, and
 * nothing may be stuck. Ends at the first difference; knows no command line.
 */
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { makePrng } from "../simulation/prng.ts";
import type { Prng } from "../simulation/prng.ts";
import { drawAction } from "./actions.ts";
import { backends } from "./chaos-tablet.ts";
import { disagreements, owed } from "./oracle.ts";
import type { Counts } from "./totals.ts";
import { noCounts } from "./totals.ts";
import { drawWeather, fair } from "./weather.ts";
import { Builds, World } from "./world.ts";

const minuteMs = 60_000;
const chaosMsMin = 12_000;
const chaosMsMax = 40_000;
/** A tablet may file so many a day; a world has less than that. */
const worldApplicationsMax = 350;
const worldMsMax = 12 * minuteMs;
/** Even a short run sees both backends. */
const worldsMin = 2;
/** With everything in order: so long may nothing move before it counts as stuck. A time of patience, not of speed. */
const stuckMs = 5 * minuteMs;
const lookAgainMs = 1_000;
/** Above the longest thing a person waits for here: an application by hand on a machine busy with others. */
const answerMsMax = 4 * minuteMs;
/** Between two things that happen. */
const breathMsMax = 400;
/** Starts of a tablet in a row that may fail before it is broken. */
const startsFailedMax = 4;
/** Runs of at least so many minutes also do what takes long. */
const longMinutes = 5;

export type ChaosOptions = {
  readonly seed: number;
  readonly minutes: number;
  readonly folder: string;
  readonly log: (line: string) => void;
};

export type ChaosOutcome = { readonly counts: Counts; readonly failures: readonly string[] };

/** Runs until `minutes` are over and the last cycle's calm has been checked. */
export async function runChaos(options: ChaosOptions): Promise<ChaosOutcome> {
  const counts = noCounts();
  const beganAt = performance.now();
  const endsAt = beganAt + options.minutes * minuteMs;
  const worldMs = Math.min(worldMsMax, (options.minutes * minuteMs) / worldsMin);
  const failures: string[] = [];
  using builds = new Builds();
  mkdirSync(options.folder, { recursive: true });
  for (let number = 1; failures.length === 0 && performance.now() < endsAt; number += 1) {
    const chance = makePrng(options.seed, `world ${number}`);
    const backend = backends[(number + options.seed) % backends.length] ?? "leveldb";
    options.log(`world ${number} on ${backend}`);
    const folder = join(options.folder, `world-${number}`);
    const before = counts.applications;
    const log = (line: string): void => options.log(`${Math.round(performance.now() - beganAt)} ${line}`);
    await using world = await World.open({ folder, chance, backend, builds, counts, log });
    const worldEndsAt = Math.min(endsAt, performance.now() + worldMs);
    do {
      failures.push(...(await runCycle(world, chance, options.minutes >= longMinutes, worldEndsAt)));
    } while (
      failures.length === 0 &&
      performance.now() < worldEndsAt &&
      counts.applications - before < worldApplicationsMax
    );
    countHarm(world, counts);
  }
  counts.minutes = (performance.now() - beganAt) / minuteMs;
  return { counts, failures };
}

async function runCycle(world: World, chance: Prng, isLong: boolean, endsAt: number): Promise<readonly string[]> {
  const chaosEndsAt = Math.min(endsAt, performance.now() + chance.between(chaosMsMin, chaosMsMax));
  world.setWeather(drawWeather(chance));
  while (performance.now() < chaosEndsAt) {
    await ensureTablet(world);
    const action = drawAction(chance, isLong);
    world.log(action.name);
    await sleep(chance.between(0, breathMsMax));
    try {
      await withinPatience(action.run(world));
    } catch (error) {
      // Whatever went wrong in the chaos, an officer switches the tablet off and on again.
      world.log(`${action.name} failed: ${firstLine(error)}; on the screen: ${await wordsOn(world)}`);
      await world.tablet.kill();
    }
  }
  return calmDown(world);
}

async function wordsOn({ tablet }: World): Promise<string> {
  return tablet.isRunning ? tablet.tablet.words().catch(() => "nothing") : "nothing";
}

/** Switches the tablet on where it is off. Chaos may last: it is not broken before several starts in a row failed. */
async function ensureTablet(world: World): Promise<void> {
  for (let failed = 0; !world.tablet.isRunning;) {
    try {
      await world.tablet.start();
    } catch (error) {
      failed += 1;
      world.log(`the tablet did not start: ${firstLine(error)}`);
      await world.tablet.kill();
      if (failed === startsFailedMax) throw error;
    }
  }
}

/** Faults off. First what is green is checked against what is held now, then everything must arrive. */
async function calmDown(world: World): Promise<readonly string[]> {
  world.log("calm");
  const seen = world.oracle.seen();
  const wrongs = world.oracle.wrongs(seen, await world.district.exported());
  if (wrongs.length > 0) return wrongs;
  world.setWeather(fair);
  await world.serverUp();
  if (world.chance.chance(0.4)) await world.killBrowser();
  await ensureTablet(world);
  let standing = await settle(world);
  let movedAt = performance.now();
  while (standing.wrongs.length === 0 && standing.left.length > 0 && performance.now() - movedAt < stuckMs) {
    await sleep(lookAgainMs);
    const before = JSON.stringify(standing);
    standing = await settle(world);
    if (JSON.stringify(standing) !== before) movedAt = performance.now();
  }
  const failures = [...standing.wrongs, ...standing.left];
  for (const name of ["lost", "doubled", "stuck"] as const)
    world.counts[name] += failures.filter((line) => line.startsWith(name)).length;
  world.log(`calm: ${world.oracle.saved} saved of ${world.oracle.attempts} begun, ${failures.length} differences`);
  return failures;
}

type Standing = { readonly wrongs: readonly string[]; readonly left: readonly string[] };

/** What an officer and the district do when all is well: file what was left, enrol anew where keys were lost, send. */
async function settle(world: World): Promise<Standing> {
  try {
    return await withinPatience(lookAround(world));
  } catch (error) {
    world.log(`not settled: ${firstLine(error)}`);
    await world.tablet.kill();
    await ensureTablet(world);
    return { wrongs: [], left: ["stuck: the tablet had to be begun anew"] };
  }
}

async function lookAround(world: World): Promise<Standing> {
  const { tablet, district, oracle } = world;
  for (const { draftId, filed } of await tablet.resume())
    world.log(`resumed ${draftId.slice(0, 6)}: ${filed.ok ? filed.value : filed.code}`);
  const before = await tablet.standing();
  if (before.status.keyWaitsForCertificate)
    world.log(`enrolling anew: ${JSON.stringify(await tablet.ask("enrol", await district.issueCode()))}`);
  await tablet.ask("syncNow");
  const { outbox, status } = await tablet.standing();
  const seen = oracle.seen();
  const held = await district.exported();
  const waiting =
    status.unreceipted > 0 ? [`stuck: ${status.unreceipted} without receipt (${status.lastOutcome})`] : [];
  return {
    wrongs: oracle.wrongs(seen, held),
    left: [...owed(seen, held), ...disagreements(outbox, held), ...waiting],
  };
}

/** A page or worker that answers nothing any more is given up, as an officer does. Nothing is judged by it. */
async function withinPatience<T>(work: Promise<T>): Promise<T> {
  const givenUp = new AbortController();
  const tooLong = sleep(answerMsMax, undefined, { signal: givenUp.signal }).then(() => {
    throw new Error("no answer for minutes");
  });
  tooLong.catch(() => undefined);
  work.catch(() => undefined);
  try {
    return await Promise.race([work, tooLong]);
  } finally {
    givenUp.abort();
  }
}

function countHarm({ link }: World, counts: Counts): void {
  const { done } = link;
  counts.cuts += done.cut + done.refuse + done.stall;
  counts["foreign answers"] += done.portal;
  counts["bits and garbage"] += done.flip + done.garbage;
  counts["sent twice"] += done.twice;
}

const firstLine = (error: unknown): string => String(error).split("\n")[0] ?? "";
