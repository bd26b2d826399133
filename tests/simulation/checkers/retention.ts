/**
 * Whenever a reply was kept: no copy is gone before its time (14 days of district time after its receipt, R8), and what a
 * tablet knows of the district's epoch never goes back.
 */
import { purgeAfterReceiptMs } from "../../../src/base/limits.ts";
import type { Auditor } from "../auditor.ts";
import type { SimTablet } from "../sim-tablet.ts";

/** `districtNow`: the right time, milliseconds. */
export function checkRetention(auditor: Auditor, tablet: SimTablet, districtNow: number): void {
  for (const { key, purged, custody } of tablet.rows.entries.values()) {
    if (purged === 0) continue;
    const { receipt, safe } = custody;
    if (!safe || !receipt || districtNow - receipt.at < purgeAfterReceiptMs)
      auditor.fail("1 no loss", `${tablet.name} has thrown ${key.slice(0, 8)} away too early`);
  }
  const state = tablet.rows.state.get("sync");
  const epoch = state?.key === "sync" ? state.sync.epoch : 0;
  if (epoch < tablet.epochSeen)
    auditor.fail("3 true green", `${tablet.name} believes epoch ${epoch} after ${tablet.epochSeen}`);
  tablet.epochSeen = epoch;
}
