/** Runs one seed: chaos, then calm, then the verdict. The same seed gives the same trace hash. */
import type { Configuration } from "../../src/domain/configuration/configuration.ts";
import type { Violation } from "./auditor.ts";
import { checkNoLoss, findUntoldNotices } from "./checkers/1-no-loss.ts";
import { checkNoDouble } from "./checkers/2-no-double.ts";
import { checkTrueGreen } from "./checkers/3-true-green.ts";
import { checkFirstEntries, checkNothingWaits, checkOneFollower, checkOrder } from "./checkers/4-order.ts";
import { checkGoodIsOpened, checkNothingBlocks, findUnfinished } from "./checkers/5-nothing-blocks.ts";
import { checkBounded, checkCalmRequests } from "./checkers/6-bounded.ts";
import { checkRetention } from "./checkers/retention.ts";
import { checkTrust, findUntold } from "./checkers/trust.ts";
import { emptyDatabases } from "./databases.ts";
import type { Options } from "./options.ts";
import { calmed } from "./options.ts";
import { calmMs, plan } from "./plan.ts";
import { raiseBudgets, tryEnrol } from "./trust.ts";
import { HOUR_MS, MINUTE_MS } from "./units.ts";
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
    checkRetention(world.auditor, tablet, wallClock(world));
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

/** Faults off, everything on; then bounded time for everything to come to its end. */
async function makeCalm(world: World): Promise<void> {
  const { scheduler, tablets, office } = world;
  if (look(world)) return;
  world.options = calmed(world.drawn);
  world.isCalm = true;
  if (!office.isUp) await drive(world, office.start());
  raiseBudgets(world);
  for (const tablet of tablets) {
    tablet.link.isUp = true;
    if (!tablet.enrolled.certificate) world.watch(tryEnrol(world, tablet));
    if (tablet.page) tablet.page.wakes.wake("online");
    else world.watch(tablet.openPage());
  }
  const startMs = scheduler.nowMs;
  const before = office.asked;
  let events = 0;
  await scheduler.run(startMs + calmMs, () => {
    events += 1;
    if (look(world)) return true;
    const mayEnd = events % 100 === 0 && scheduler.nowMs > startMs + 20 * MINUTE_MS;
    if (!mayEnd || !tablets.every(isSettled)) return false;
    const checked = world.checked();
    return [findUnfinished, findUntold, findUntoldNotices].every((find) => find(checked).length === 0);
  });
  checkCalmRequests(world.checked(), office.asked - before, scheduler.nowMs - startMs);
}

/** Everybody has a certificate, and has had an exchange with it. */
const isSettled = (tablet: World["tablets"][number]): boolean =>
  tablet.isGone || (tablet.enrolled.certificate !== undefined && tablet.page !== undefined);

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
    checkFirstEntries(checked);
    checkOneFollower(checked);
    checkNothingBlocks(checked);
    checkGoodIsOpened(checked);
    checkBounded(checked);
    checkTrust(checked);
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
