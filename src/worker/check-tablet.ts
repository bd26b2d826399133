/** "Periksa tablet": tries what Loket needs of this device, for real where it can be tried. The result travels with the report. */
import { DAY_MS } from "../base/limits.ts";
import type { Result } from "../base/result.ts";
import { err, ok } from "../base/result.ts";
import { checkRoom } from "../store/quota.ts";
import { loadSyncState } from "./tablet.ts";
import type { Tablet } from "./tablet.ts";
import type { CheckName, TabletCheck } from "./worker-api.ts";

/** Older browsers are sent as they are: the district sees the version. */
const chromeVersionGood = 110;
const clockOffMsMax = DAY_MS;

/** All checks, in the order of the screen. */
export async function checkTablet(tablet: Tablet, camera: TabletCheck["state"]): Promise<readonly TabletCheck[]> {
  const { world } = tablet;
  const facts = await world.facts();
  const estimate = { usage: facts.storageUsedBytes, quota: facts.storageQuotaBytes };
  const strictWrites = await writesStrictly(tablet);
  await world.settings.write({ check: { camera: camera !== "missing", strictWrites } });
  const room = await checkRoom(world.ballast, estimate);
  return [
    check("opfs", facts.opfs && world.canAppend ? "good" : "missing"),
    check("strict-writes", strictWrites ? "good" : "missing"),
    check("persist", facts.persisted ? "good" : "weak"),
    check("camera", camera),
    check("locks", facts.locks ? "good" : "weak"),
    check("browser", isBrowserGood(facts.browserVersion) ? "good" : "weak", facts.browserVersion),
    await checkTime(tablet),
    check("background-sync", facts.backgroundSync ? "good" : "weak"),
    check(
      "space",
      room.isEnough ? "good" : "missing",
      room.freeBytes === undefined ? undefined : String(room.freeBytes),
    ),
  ];
}

/** Before a form starts, never after forty answers (failures F15). Failure: `tablet-full`. */
export async function admitForm({ world }: Tablet): Promise<Result<true, "tablet-full">> {
  const { storageUsedBytes, storageQuotaBytes } = await world.facts();
  const room = await checkRoom(world.ballast, { usage: storageUsedBytes, quota: storageQuotaBytes });
  return room.isEnough ? ok(true) : err("tablet-full", String(room.freeBytes ?? ""));
}

function check(name: CheckName, state: TabletCheck["state"], detail?: string): TabletCheck {
  return detail === undefined ? { name, state } : { name, state, detail };
}

/** A row written strictly and read back; no row of its own, so nothing has to be cleaned up. */
async function writesStrictly({ database }: Tablet): Promise<boolean> {
  const before = await database.get("state", "born");
  try {
    await database.transact([], () => (before ? [{ table: "state", put: before }] : []));
    return true;
  } catch {
    return false;
  }
}

function isBrowserGood(version: string): boolean {
  const major = Number(/Chrom(?:e|ium)\/(\d+)/.exec(version)?.[1] ?? 0);
  return major >= chromeVersionGood;
}

/** Known only after an exchange: the district's time is the honest one. */
async function checkTime(tablet: Tablet): Promise<TabletCheck> {
  const enrolment = tablet.enrolled()?.enrolment;
  const offset = enrolment && (await loadSyncState(tablet, enrolment)).clockOffsetMs;
  if (offset === undefined) return check("time", "weak", "unknown");
  return check("time", Math.abs(offset) <= clockOffMsMax ? "good" : "weak", String(offset));
}
