/** Which sealed copies may go (DESIGN §2, failures R8). Pure; removing them is the store's work. */
import type { UnixMs } from "../base/clock.ts";
import { purgeAfterReceiptMs, purgeEntriesMax } from "../base/limits.ts";
import type { EntryMeta } from "./ports.ts";

/**
 * Entries that are safe and whose receipt is 14 days old by district time, oldest first. `districtNow` is the time of
 * the last verified reply: the tablet's own clock decides nothing (DESIGN §4.8); no reply, no purge.
 */
export function purgeable(safe: readonly EntryMeta[], districtNow: UnixMs | undefined): readonly EntryMeta[] {
  if (districtNow === undefined) return [];
  const due = safe.flatMap((meta) => {
    const { delivery, receipt, safe: isSafe } = meta.custody;
    // One that the district wants again is not gone through, whatever it once said of it.
    const mayGo = isSafe && delivery === "received" && receipt && districtNow - receipt.at >= purgeAfterReceiptMs;
    return mayGo ? [{ meta, at: receipt.at }] : [];
  });
  return due
    .toSorted((a, b) => a.at - b.at)
    .slice(0, purgeEntriesMax)
    .map(({ meta }) => meta);
}
