/**
 * Invariant 5, nothing blocks: after a bounded calm every good entry is complete, opened and shown green, whatever poison
 * lies beside it; the poison itself is held and set aside, or waits for its lost blob alone.
 */
import { isGreen } from "../../../src/sync/custody.ts";
import type { Checked } from "./holdings.ts";
import { heldEntries } from "./holdings.ts";

/** What is not yet as it must be at the end; empty when the calm may end early. */
export function findUnfinished({ auditor, office, tablets, visits }: Checked): readonly string[] {
  const held = new Map(heldEntries(office).map((entry) => [entry.digest, entry]));
  const unfinished: string[] = [];
  for (const visit of visits) if (!visit.isDone) unfinished.push(`${visit.tablet.name}: a visit is not filed`);
  for (const { digest, poison, tablet } of auditor.confirmed.values()) {
    const entry = held.get(digest);
    const row = tablets.find((one) => one.name === tablet)?.rows.entries.get(digest);
    const isShown =
      row !== undefined && (row.custody.safe || isGreen(row.custody) || row.custody.receipt?.state === "quarantined");
    const isOpened = entry?.standing === "opened" || entry?.standing === "set-aside";
    if (poison === "blob") {
      if (!entry) unfinished.push(`${tablet}: ${digest.slice(0, 8)} without its blob is not held`);
    } else if (!entry || entry.intake === 0 || !isOpened || !isShown)
      unfinished.push(
        `${tablet}: ${digest.slice(0, 8)} ${entry?.state ?? "not held"}, ${entry?.standing ?? ""}, shown ${isShown}`,
      );
  }
  return unfinished;
}

/** At the end of the calm. */
export function checkNothingBlocks(checked: Checked): void {
  for (const what of findUnfinished(checked)) checked.auditor.fail("5 nothing blocks", what);
}

/**
 * A good application is opened, never set aside, whatever poison lies beside it. Only a server that died twice while it
 * was at this very entry may leave it to people (DESIGN §2).
 */
export function checkGoodIsOpened({ auditor, office }: Checked): void {
  const held = new Map(heldEntries(office).map((entry) => [entry.digest, entry]));
  for (const { digest, poison, kind } of auditor.confirmed.values()) {
    const entry = held.get(digest);
    if (poison === "none" && kind === "application" && entry?.standing === "set-aside" && entry.reason !== "attempts")
      auditor.fail("5 nothing blocks", `a good application ${digest.slice(0, 8)} was set aside: ${entry.reason}`);
  }
}
