/** What will happen in the chaos of a seed, drawn before it does: people who come, links that break, faults of every kind. */
import type { District } from "../../src/server/district.ts";
import { StorageFullError } from "../../src/server/storage/ports.ts";
import type { Confirmed } from "./auditor.ts";
import type { Visit } from "./people.ts";
import { newFiling, newMend, tapSend } from "./people.ts";
import type { SimTablet } from "./sim-tablet.ts";
import { printSlip } from "./slips.ts";
import { decide } from "./staff.ts";
import { attack, stealKey } from "./thief.ts";
import { copyTablet, jumpClock, loseKeys, loseTablet, revoke, useUpBudget } from "./trust.ts";
import { HOUR_MS, MINUTE_MS, SECOND_MS } from "./units.ts";
import type { World } from "./world.ts";
import { every, wallClock } from "./world.ts";

/** Longer than any wait between tries: everything has had several chances. */
export const calmMs = 6 * HOUR_MS;

/** Everything that will happen by itself until `endMs`, and what goes on in the calm. */
export async function plan(world: World, endMs: number): Promise<void> {
  world.onDeath = (tablet, damage) => {
    const { random, options } = world;
    if (damage === "comes back with an empty database" && random.chance(options.disk.keysLost))
      world.watch(loseKeys(world, tablet));
    const delay = SECOND_MS + random.fraction() * options.disk.downMs;
    world.scheduler.at(world.scheduler.nowMs + delay, () => openForAWhile(world, tablet));
  };
  for (const tablet of world.tablets) planTablet(world, tablet, endMs);
  for (let i = 0; i < world.drawn.filings; i += 1) await planFiling(world, world.random.pick(world.tablets), endMs);
  planOffice(world, endMs);
  planTrust(world, endMs);
}

function planTablet(world: World, tablet: SimTablet, endMs: number): void {
  const { rhythm, link } = world.drawn;
  world.watch(tablet.openPage());
  if (link.away && tablet === world.tablets.at(-1)) tablet.link.isUp = false;
  else
    every(
      world,
      endMs,
      () => link.upMs,
      () => breakLink(world, tablet),
    );
  every(
    world,
    endMs,
    () => rhythm.serviceWorkerEveryMs,
    () => world.watch(tablet.wakeServiceWorker()),
  );
  every(
    world,
    endMs,
    () => rhythm.closeEveryMs,
    () => officerPauses(world, tablet),
  );
  every(
    world,
    endMs,
    () => rhythm.sessionEveryMs,
    () => openForAWhile(world, tablet),
  );
  if (rhythm.sessionEveryMs > 0) closeAfterwards(world, tablet);
}

function planOffice(world: World, endMs: number): void {
  const { office, drawn } = world;
  every(
    world,
    endMs + calmMs,
    () => world.options.rhythm.openInboxEveryMs,
    () => openInbox(world),
  );
  every(
    world,
    endMs + calmMs,
    () => drawn.district.backupEveryMs,
    () => whenUp(world, () => office.backUp()),
  );
  every(
    world,
    endMs,
    () => drawn.rhythm.decideEveryMs,
    () => whenUp(world, (district) => decide(world, district)),
  );
  every(
    world,
    endMs + calmMs,
    () => world.options.rhythm.openInboxEveryMs,
    () => reopenOffice(world),
  );
  every(
    world,
    endMs,
    () => drawn.district.restoreEveryMs,
    () => putBack(world),
  );
}

function planTrust(world: World, endMs: number): void {
  const { trust } = world.drawn;
  const { random, office } = world;
  const someone = (): SimTablet => random.pick(world.tablets);
  every(
    world,
    endMs,
    () => trust.rotateEveryMs,
    () => whenUp(world, () => office.rotate(random.pick(["sign", "seal"]))),
  );
  every(
    world,
    endMs,
    () => trust.cloneEveryMs,
    () => copyTablet(world, someone(), (visit) => begin(world, visit, endMs)),
  );
  every(
    world,
    endMs,
    () => trust.revokeEveryMs,
    () => whenUp(world, () => revoke(world, someone())),
  );
  every(
    world,
    endMs,
    () => trust.loseTabletEveryMs,
    () => loseTablet(world, someone()),
  );
  every(
    world,
    endMs,
    () => trust.clockJumpEveryMs,
    () => jumpClock(world, someone()),
  );
  every(
    world,
    endMs,
    () => trust.budgetEveryMs,
    () => whenUp(world, () => useUpBudget(world, someone())),
  );
  const thief = stealKey(someone());
  every(
    world,
    endMs,
    () => trust.thiefEveryMs,
    () => world.watch(attack(world, thief)),
  );
}

async function planFiling(world: World, tablet: SimTablet, endMs: number): Promise<void> {
  const { random, scheduler, drawn } = world;
  const poison = random.chance(drawn.poison) ? random.pick(["envelope", "deadly", "blob"] as const) : "none";
  const visit = await newFiling(world, tablet, wallClock(world), poison);
  scheduler.at(scheduler.nowMs + random.fraction() * (endMs - scheduler.nowMs) * 0.9, () => {
    if (!tablet.isGone) begin(world, visit, endMs);
  });
}

function begin(world: World, visit: Visit, endMs: number): void {
  world.visits.push(visit);
  insist(world, visit, endMs);
}

/** Whoever has not been told "tersimpan" taps again; whoever has may come back to mend. */
export function insist(world: World, visit: Visit, endMs: number): void {
  if (visit.isDone || visit.isGivenUp) return;
  const { scheduler, random } = world;
  const tap = async (): Promise<void> => {
    await visit.tablet.openPage();
    await tapSend(world, visit);
    if (visit.isDone) afterwards(world, visit, endMs);
  };
  if (!visit.trying?.alive) world.watch(tap());
  const wait = random.between(5 * SECOND_MS, world.options.rhythm.insistMs);
  scheduler.at(scheduler.nowMs + wait, () => insist(world, visit, endMs));
}

function afterwards(world: World, visit: Visit, endMs: number): void {
  const { random, scheduler, auditor, drawn } = world;
  closeAfterwards(world, visit.tablet);
  const draft = Buffer.from(visit.draftId).toString("hex");
  const entry = [...auditor.confirmed.values()].find(
    (confirmed) => confirmed.draftId === draft && confirmed.tablet === visit.tablet.name,
  );
  if (!entry) return;
  if (entry.poison === "blob") for (const name of entry.blobs) visit.tablet.disk.medium.blobs.delete(name);
  if (random.chance(drawn.trust.slips)) world.watch(printSlip(world, visit.tablet, entry.digest));
  if (entry.poison !== "none" || entry.kind === "withdrawal" || !random.chance(0.3)) return;
  const at = scheduler.nowMs + random.fraction() * Math.max(HOUR_MS, drawn.chaosMs / 10);
  if (at < endMs) scheduler.at(at, () => comeBack(world, entry, visit, endMs));
  // Husband and wife, each by what they filed and neither knowing of the other: the first one counts.
  const again = at + random.fraction() * HOUR_MS;
  if (random.chance(0.2) && again < endMs) scheduler.at(again, () => comeBack(world, entry, visit, endMs));
}

/** At any tablet of the village. */
function comeBack(world: World, entry: Confirmed, visit: Visit, endMs: number): void {
  const there = world.tablets.filter(
    (tablet) => !tablet.isGone && tablet.enrolled.enrolment.village === visit.tablet.enrolled.enrolment.village,
  );
  const tablet = there[world.random.int(there.length)];
  if (tablet) begin(world, newMend(world, tablet, wallClock(world), entry), endMs);
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

function officerPauses(world: World, tablet: SimTablet): void {
  if (!tablet.page) return;
  tablet.closePage();
  const again = world.scheduler.nowMs + world.random.fraction() * 10 * MINUTE_MS;
  world.scheduler.at(again, () => world.watch(tablet.openPage()));
}

function openForAWhile(world: World, tablet: SimTablet): void {
  world.watch(tablet.openPage());
  closeAfterwards(world, tablet);
}

/** In an office with little to do the page is closed when nobody waits any more; never in the calm. */
function closeAfterwards(world: World, tablet: SimTablet): void {
  const { rhythm } = world.drawn;
  if (rhythm.sessionEveryMs === 0) return;
  const at = world.scheduler.nowMs + (0.3 + world.random.fraction()) * rhythm.sessionMs;
  world.scheduler.at(at, () => {
    const isWaitedFor = world.visits.some((visit) => visit.tablet === tablet && !visit.isDone && !visit.isGivenUp);
    if (!isWaitedFor && !world.isCalm) tablet.closePage();
  });
}

/** The office's own work; a full disk or a death in the middle of it is nothing: it comes again. */
export function whenUp(world: World, work: (district: District) => Promise<void>): void {
  const { office } = world;
  const { district } = office;
  if (!district) return;
  world.watch(
    work(district).catch((error: unknown) => {
      if (office.district === district && !(error instanceof StorageFullError)) throw error;
    }),
  );
}

const openInbox = (world: World): void => {
  if (world.office.hasUnopened) whenUp(world, () => world.office.open());
};

function reopenOffice(world: World): void {
  if (world.office.isUp) return;
  const at = world.scheduler.nowMs + world.random.fraction() * world.options.district.downMs;
  world.scheduler.at(at, () => {
    if (!world.office.isUp) world.watch(world.office.start());
  });
}

function putBack(world: World): void {
  const { office, random, drawn } = world;
  const isOld = office.drawer.length > 0 && random.chance(drawn.district.drawer);
  const list = isOld ? office.drawer : office.generations;
  const generation = list[random.int(list.length)];
  if (!generation) return;
  const silent = !isOld && random.chance(drawn.district.silentRollback);
  world.watch(office.restore({ generation, silent }));
}
