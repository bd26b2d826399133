/** Runs one seed: chaos, then calm, then the verdict. The same seed gives the same trace hash. */
import type { Configuration } from "../../src/domain/configuration/configuration.ts";
import { fromHex } from "../../src/base/bytes.ts";
import { definite } from "../../src/base/assert.ts";
import { publishNotice } from "../../src/server/notices/publish.ts";
import { StorageFullError } from "../../src/server/storage/ports.ts";
import type { Violation } from "./auditor.ts";
import { checkNoLoss } from "./checkers/1-no-loss.ts";
import { checkNoDouble } from "./checkers/2-no-double.ts";
import { checkTrueGreen } from "./checkers/3-true-green.ts";
import { checkNothingWaits, checkOrder } from "./checkers/4-order.ts";
import { checkGoodIsOpened, checkNothingBlocks, findUnfinished } from "./checkers/5-nothing-blocks.ts";
import { checkBounded, checkCalmRequests } from "./checkers/6-bounded.ts";
import { emptyDatabases } from "./databases.ts";
import { heldEntries } from "./checkers/holdings.ts";
import type { Options } from "./options.ts";
import { calmed } from "./options.ts";
import { newFiling, newMend, tapSend } from "./people.ts";
import type { SimTablet } from "./sim-tablet.ts";
import { HOUR_MS, MINUTE_MS, SECOND_MS } from "./units.ts";
import type { Planted, World } from "./world.ts";
import { drive, makeWorld, wallClock } from "./world.ts";

export type Outcome = {
  readonly seed: number;
  readonly options: Options;
  readonly traceHash: string;
  readonly lines: readonly string[];
  readonly violations: readonly Violation[];
  /** Simulated hours, applications called "tersimpan", exchanges tried. */
  readonly hours: number;
  readonly confirmed: number;
  readonly requests: number;
};

/** Longer than any wait between tries: everything has had several chances. */
const calmMs = 6 * HOUR_MS;
/** More events than any honest run needs: a loop without a pause ends here. */
const eventsMax = 400_000;
const lookEvery = 1000;

/** Plays a seed to its end. Throws only for a broken simulator. */
export async function runSeed(
  seed: number,
  configuration: Configuration,
  planted: Planted = {},
  keepTrace = false,
): Promise<Outcome> {
  emptyDatabases();
  const world = await makeWorld({ seed, configuration, planted, keepTrace });
  world.onApplied = (tablet) => {
    world.watch(
      tablet.noticesFiled().then((filed) => {
        const known = world.auditor.noticesKept.get(tablet.name) ?? new Set();
        world.auditor.noticesKept.set(tablet.name, new Set([...known, ...filed]));
      }),
    );
    world.watch(checkTrueGreen(world.checked(), tablet, world.scheduler.nowMs));
  };
  const chaosEndMs = world.scheduler.nowMs + world.drawn.chaosMs;
  world.options = world.drawn;
  await plan(world, chaosEndMs);
  await world.scheduler.run(chaosEndMs, () => look(world));
  await makeCalm(world);
  return judge(world);
}

/** Looked at between events: broken runs end, invariants 2 and 4 hold at every step that is looked at. */
function look(world: World): boolean {
  const { scheduler, auditor } = world;
  if (scheduler.events > eventsMax) auditor.fail("6 bounded", "the world does not come to rest");
  if (scheduler.events % lookEvery === 0) {
    checkNoDouble(world.checked());
    checkOrder(world.checked());
  }
  return world.broken !== undefined || auditor.violations.length > 0;
}

/** Everything that will happen by itself, drawn before it does. */
async function plan(world: World, endMs: number): Promise<void> {
  for (const tablet of world.tablets) {
    world.watch(tablet.openPage());
    for (let i = 0; i < world.drawn.filings; i += 1) await planFiling(world, tablet, endMs);
    every(
      world,
      endMs,
      () => world.drawn.link.upMs,
      () => breakLink(world, tablet),
    );
    every(
      world,
      endMs,
      () => 25 * MINUTE_MS,
      () => wakeServiceWorker(world, tablet),
    );
    every(
      world,
      endMs,
      () => 50 * MINUTE_MS,
      () => officerCloses(world, tablet),
    );
  }
  every(
    world,
    endMs + calmMs,
    () => 3 * MINUTE_MS,
    () => open(world),
  );
  every(
    world,
    endMs + calmMs,
    () => world.drawn.district.backupEveryMs,
    () => whenUp(world, () => world.office.backUp()),
  );
  every(
    world,
    endMs,
    () => 20 * MINUTE_MS,
    () => staffDecides(world),
  );
  every(
    world,
    endMs + calmMs,
    () => 5 * MINUTE_MS,
    () => reopenOffice(world),
  );
  const { restoreEveryMs } = world.drawn.district;
  if (restoreEveryMs > 0)
    every(
      world,
      endMs,
      () => restoreEveryMs,
      () => putBack(world),
    );
}

/** Calls `act` again and again, at times around `meanMs` apart. */
function every(world: World, endMs: number, meanMs: () => number, act: () => void): void {
  const { scheduler, random } = world;
  const next = (): void => {
    const at = scheduler.nowMs + (0.2 + 1.6 * random.fraction()) * meanMs();
    if (at > endMs) return;
    scheduler.at(at, () => {
      act();
      next();
    });
  };
  next();
}

async function planFiling(world: World, tablet: SimTablet, endMs: number): Promise<void> {
  const { random, scheduler, drawn } = world;
  const poison = random.chance(drawn.poison) ? random.pick(["envelope", "blob"] as const) : "none";
  const visit = await newFiling(world, tablet, wallClock(world), poison);
  scheduler.at(scheduler.nowMs + random.fraction() * (endMs - scheduler.nowMs) * 0.9, () => {
    world.visits.push(visit);
    insist(world, endMs);
  });
}

/** Whoever has not been told "tersimpan" taps again; whoever has may come back to mend. */
function insist(world: World, endMs: number): void {
  const { scheduler, random, visits } = world;
  for (const visit of visits) {
    if (visit.isDone) continue;
    world.watch(tapSend(world, visit).then(() => (visit.isDone ? afterwards(world, visit, endMs) : undefined)));
  }
  if (visits.some((visit) => !visit.isDone))
    scheduler.at(scheduler.nowMs + random.between(5, 60) * SECOND_MS, () => insist(world, endMs + calmMs));
}

function afterwards(world: World, visit: World["visits"][number], endMs: number): void {
  const { random, scheduler, auditor } = world;
  const draft = Buffer.from(visit.draftId).toString("hex");
  const entry = [...auditor.confirmed.values()].find((confirmed) => confirmed.draftId === draft);
  if (!entry) return;
  if (entry.poison === "blob") for (const name of entry.blobs) visit.tablet.disk.medium.blobs.delete(name);
  if (entry.poison !== "none" || entry.kind === "withdrawal" || !random.chance(0.3)) return;
  const neighbours = world.tablets.filter(
    (tablet) => tablet.enrolled.enrolment.village === visit.tablet.enrolled.enrolment.village,
  );
  const at = scheduler.nowMs + random.fraction() * HOUR_MS;
  if (at > endMs) return;
  scheduler.at(at, () => {
    world.visits.push(newMend(world, random.pick(neighbours), wallClock(world), entry, visit.applicationId));
    insist(world, endMs);
  });
}

function breakLink(world: World, tablet: SimTablet): void {
  const { downMs } = world.options.link;
  if (downMs === 0) return;
  tablet.link.isUp = false;
  world.scheduler.at(world.scheduler.nowMs + world.random.fraction() * 2 * downMs, () => {
    tablet.link.isUp = true;
    if (world.random.chance(0.5)) tablet.page?.wakes.wake("online");
  });
}

function wakeServiceWorker(world: World, tablet: SimTablet): void {
  world.watch(tablet.wakeServiceWorker());
}

function officerCloses(world: World, tablet: SimTablet): void {
  if (!tablet.page) return;
  tablet.closePage();
  const again = world.scheduler.nowMs + world.random.fraction() * 10 * MINUTE_MS;
  world.scheduler.at(again, () => world.watch(tablet.openPage()));
}

/** The office's own work; a full disk or a death in the middle of it is nothing: it comes again. */
function whenUp(world: World, work: () => Promise<void>): void {
  const { office } = world;
  const { district } = office;
  if (!district) return;
  world.watch(
    work().catch((error: unknown) => {
      if (office.district === district && !(error instanceof StorageFullError)) throw error;
    }),
  );
}

const open = (world: World): void => whenUp(world, () => world.office.open());

function reopenOffice(world: World): void {
  if (world.office.isUp) return;
  const at = world.scheduler.nowMs + world.random.fraction() * world.options.district.downMs;
  world.scheduler.at(at, () => {
    if (!world.office.isUp) world.watch(world.office.start());
  });
}

function putBack(world: World): void {
  const { office, random, drawn } = world;
  if (office.generations.length === 0) return;
  world.watch(office.restore(random.int(office.generations.length), random.chance(drawn.district.silentRollback)));
}

/** Staff says something about an application that is held. */
function staffDecides(world: World): void {
  const { office, random } = world;
  const held = heldEntries(office).filter((entry) => entry.kind === "application");
  const { district } = office;
  if (!district || held.length === 0) return;
  const entry = random.pick(held);
  const village = random.pick(world.tablets).enrolled.enrolment.village;
  const stage = random.pick(["accepted", "correction-requested", "ready"]);
  const notice = {
    village,
    applicationId: definite(fromHex(entry.applicationId), "hex"),
    inEffect: definite(fromHex(entry.digest), "hex"),
    stage,
    targets: [],
    at: wallClock(world),
  };
  whenUp(world, async () => {
    await district.storage.transaction((tx) => publishNotice(tx, district, notice));
  });
}

/** Faults off, everything on; then bounded time for everything to come to its end. */
async function makeCalm(world: World): Promise<void> {
  const { scheduler, auditor, tablets, office } = world;
  if (look(world)) return;
  world.options = calmed(world.drawn);
  if (!office.isUp) await drive(world, office.start());
  for (const tablet of tablets) {
    tablet.link.isUp = true;
    if (tablet.page) tablet.page.wakes.wake("online");
    else world.watch(tablet.openPage());
  }
  const startMs = scheduler.nowMs;
  const before = auditor.sent.requests;
  let events = 0;
  await scheduler.run(startMs + calmMs, () => {
    events += 1;
    if (look(world)) return true;
    return (
      events % 100 === 0 && scheduler.nowMs > startMs + 20 * MINUTE_MS && findUnfinished(world.checked()).length === 0
    );
  });
  checkCalmRequests(world.checked(), auditor.sent.requests - before, scheduler.nowMs - startMs);
}

async function judge(world: World): Promise<Outcome> {
  const { auditor, scheduler, trace, seed, drawn } = world;
  if (world.broken !== undefined)
    auditor.fail(
      "broken",
      world.broken instanceof Error ? (world.broken.stack ?? world.broken.message) : String(world.broken),
    );
  const checked = world.checked();
  if (auditor.violations.length === 0) {
    await checkNoLoss(checked);
    checkNoDouble(checked);
    checkOrder(checked);
    checkNothingWaits(checked);
    checkNothingBlocks(checked);
    checkGoodIsOpened(checked);
    checkBounded(checked);
  }
  for (const { invariant, detail } of auditor.violations)
    trace.add(scheduler.nowMs, "checker", `${invariant}: ${detail}`);
  return {
    seed,
    options: drawn,
    traceHash: trace.hash(),
    lines: trace.lines,
    violations: auditor.violations,
    hours: scheduler.nowMs / HOUR_MS,
    confirmed: auditor.confirmed.size,
    requests: auditor.sent.requests,
  };
}
