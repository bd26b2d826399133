/** The device report: how this tablet feels, in numbers, no personal data. Sent when it changed or 15 minutes old. */
import { reportEveryMs } from "../base/limits.ts";
import type { DeviceReport } from "../protocol/device-report.ts";
import { heldConfigVersion } from "./configuration.ts";
import type { Tablet } from "./tablet.ts";

/** The report as of now. */
export async function makeReport(tablet: Tablet): Promise<DeviceReport> {
  const { database, world } = tablet;
  const [facts, check, outstanding, drafts, incident] = await Promise.all([
    world.facts(),
    world.settings.read("check"),
    database.where("entries", "outstanding", 1),
    database.keys("drafts"),
    database.get("state", "incident"),
  ]);
  const oldest = outstanding.reduce<number | undefined>(
    (least, row) => (least === undefined || row.appendedAt < least ? row.appendedAt : least),
    undefined,
  );
  const { storageUsedBytes, storageQuotaBytes, ...known } = facts;
  return {
    ...known,
    ...check,
    configVersion: await heldConfigVersion(database),
    clock: world.clock.now(),
    unreceipted: outstanding.length,
    drafts: drafts.length,
    incident: incident?.key === "incident" && incident.isOver !== true ? 1 : 0,
    ...(incident?.key === "incident" && incident.lost !== undefined && incident.lost > 0
      ? { lost: incident.lost }
      : {}),
    ...(oldest === undefined ? {} : { oldestUnreceiptedAt: oldest }),
    ...(storageUsedBytes === undefined ? {} : { storageUsedBytes }),
    ...(storageQuotaBytes === undefined ? {} : { storageQuotaBytes }),
  };
}

/** Gives the report when it says something new, else undefined. One per context: it remembers what it gave last. */
export function makeReporter(tablet: Tablet): () => Promise<DeviceReport | undefined> {
  let last: { readonly words: string; readonly at: number } | undefined;
  return async () => {
    const report = await makeReport(tablet);
    // The clock and the bytes used change all the time; alone they are no news.
    const words = JSON.stringify({ ...report, clock: 0, storageUsedBytes: 0, storageQuotaBytes: 0 });
    const now = tablet.world.clock.monotonicMs();
    if (last?.words === words && now - last.at < reportEveryMs) return undefined;
    last = { words, at: now };
    return report;
  };
}
