/**
 * What happens to keys and tablets: a lost key and enrolment again, new keys of the district, a revoked tablet, a copied
 * one, a destroyed one, a clock that jumps, a budget that is used up. Each is one event of the seed.
 */
import { look } from "./databases.ts";
import { toHex } from "../../src/base/bytes.ts";
import { DAY_MS, dailyEntriesMax } from "../../src/base/limits.ts";
import { digestPrefixBytes } from "../../src/protocol/entry.ts";
import type { LedgerRecord } from "../../src/server/ledger/ledger.ts";
import { bytesOfHex } from "../../src/store/log/rows.ts";
import { StorageFullError } from "../../src/server/storage/ports.ts";
import { enrolAgain } from "./enrolment.ts";
import { skew } from "./options.ts";
import type { Visit } from "./people.ts";
import type { SimTablet } from "./sim-tablet.ts";
import { Crashed } from "./scheduler.ts";
import { HOUR_MS, MINUTE_MS } from "./units.ts";
import type { World } from "./world.ts";
import { wallClock } from "./world.ts";

/** The browser's database took the keys along: the tablet files on under a new one until somebody types a code. */
export async function loseKeys(world: World, tablet: SimTablet): Promise<void> {
  await tablet.takeNewKey();
  world.trace.add(world.scheduler.nowMs, tablet.name, "has lost its key");
  enrolLater(world, tablet);
}

/** The district takes a tablet's certificate back; whoever holds the tablet is honest and has it enrolled again. */
export async function revoke(world: World, tablet: SimTablet): Promise<void> {
  const { district } = world.office;
  const entry = district?.ledger.state.findBySigningKey(tablet.enrolled.signingKeyId);
  if (!district || !entry || entry.revokedAt !== undefined || tablet.isGone) return;
  const held = await district.storage.transaction((tx) => tx.entries.heldLogs());
  const record: LedgerRecord = {
    kind: "revoked",
    serial: entry.certificate.serial,
    reason: "lost",
    held: held.length > 0 ? heldPrefixes(world, tablet) : [],
    at: district.clock.now(),
  };
  await district.ledger.append(record);
  world.auditor.revokedKeys.add(toHex(tablet.enrolled.signingKeyId));
  world.auditor.revokedDevices.add(toHex(entry.certificate.device));
  world.trace.add(world.scheduler.nowMs, tablet.name, "is revoked");
  const at = world.scheduler.nowMs + world.random.fraction() * 12 * HOUR_MS;
  world.scheduler.at(at, () => world.watch(startAnew(world, tablet)));
}

/** An honest officer has a revoked tablet enrolled again; until then people file on it, under a key that waits. */
async function startAnew(world: World, tablet: SimTablet): Promise<void> {
  if (tablet.enrolled.certificate) await loseKeys(world, tablet);
}

function heldPrefixes(world: World, tablet: SimTablet) {
  return look(world.office.storage.database, "SELECT lower(hex(digest)) AS digest FROM entries WHERE device = ?")
    .all(tablet.enrolled.scope.device)
    .map((row) => bytesOfHex(String(row["digest"])).slice(0, digestPrefixBytes));
}

/** Tries until the office is there, and in the calm at the latest. */
export function enrolLater(world: World, tablet: SimTablet): void {
  const { scheduler, random } = world;
  const wait = (5 + random.fraction() * 120) * MINUTE_MS;
  scheduler.at(scheduler.nowMs + wait, () => world.watch(tryEnrol(world, tablet)));
}

/** One try to enrol a tablet whose key waits for a certificate. */
export async function tryEnrol(world: World, tablet: SimTablet): Promise<void> {
  if (tablet.enrolled.certificate || tablet.isGone) return;
  try {
    if (await enrolAgain(world, tablet)) {
      world.trace.add(world.scheduler.nowMs, tablet.name, "is enrolled again");
      return world.watch(tablet.openPage());
    }
  } catch (error) {
    if (!(error instanceof StorageFullError) && !(error instanceof Crashed)) throw error;
  }
  enrolLater(world, tablet);
}

/** Somebody copies the disk into another tablet, and both go on, also with what was half done on it. */
export function copyTablet(world: World, tablet: SimTablet, takeUp: (visit: Visit) => void): void {
  if (tablet.isGone || world.tablets.length > 5) return;
  const name = `${tablet.name}${"bcdef"[world.tablets.length - world.drawn.tablets] ?? "x"}`;
  const copy = tablet.clone(name);
  world.tablets.push(copy);
  const half = world.visits.filter((visit) => visit.tablet === tablet && !visit.isDone && !visit.isGivenUp);
  for (const visit of half) takeUp({ ...visit, tablet: copy, trying: undefined });
  world.trace.add(world.scheduler.nowMs, name, `begins as a copy of ${tablet.name}`);
  world.watch(copy.openPage());
}

/** Fire, water, a river: the tablet is gone, and with it what nobody else has. */
export function loseTablet(world: World, tablet: SimTablet): void {
  // A world without any tablet says nothing.
  if (world.tablets.filter((one) => !one.isGone).length <= 1 || tablet.isGone) return;
  for (const visit of world.visits) if (visit.tablet === tablet && !visit.isDone) visit.isGivenUp = true;
  tablet.destroy();
}

export function jumpClock(world: World, tablet: SimTablet): void {
  tablet.skewMs = skew(world.random);
  world.trace.add(world.scheduler.nowMs, tablet.name, `has its clock ${Math.round(tablet.skewMs / DAY_MS)} days off`);
}

/** Somebody has brought as much under this certificate as a day allows: the rest comes later. */
export async function useUpBudget(world: World, tablet: SimTablet): Promise<void> {
  const { district } = world.office;
  const entry = district?.ledger.state.findBySigningKey(tablet.enrolled.signingKeyId);
  if (!district || !entry) return;
  const { serial } = entry.certificate;
  const day = Math.floor(wallClock(world) / DAY_MS);
  await district.storage.transaction((tx) =>
    tx.budgets.put({ serial, day, entries: dailyEntriesMax, bytes: 0, runs: 1, deferred: 0 }),
  );
  world.trace.add(world.scheduler.nowMs, tablet.name, "has used up its budget of today");
}

/** Staff raises what is used up: in the calm everything may come in. */
export function raiseBudgets(world: World): void {
  world.office.storage.database.exec("DELETE FROM budgets");
}
