/**
 * Invariant 5, nothing blocks: after a bounded calm every good entry is complete, opened and shown green, whatever poison
 * lies beside it; the poison itself is held and set aside, or waits for its lost blob alone.
 */
import { toHex } from "../../../src/base/bytes.ts";
import { isGreen } from "../../../src/sync/custody.ts";
import type { Confirmed } from "../auditor.ts";
import type { Checked } from "./holdings.ts";
import { heldEntries } from "./holdings.ts";
import { findLosses, maySeekPhotosInVain } from "./losses.ts";

/** What is not yet as it must be at the end; empty when the calm may end early. */
export function findUnfinished(checked: Checked): readonly string[] {
  const { auditor, office, tablets, visits } = checked;
  const held = new Map(heldEntries(office).map((entry) => [entry.digest, entry]));
  const losses = findLosses(checked);
  const unfinished: string[] = [];
  for (const visit of visits)
    if (!visit.isDone && !visit.isGivenUp) unfinished.push(`${visit.tablet.name}: a visit is not filed`);
  for (const confirmed of auditor.confirmed.values()) {
    const { digest, poison, tablet, base } = confirmed;
    if (losses.has(digest)) continue;
    const entry = held.get(digest);
    const home = tablets.find((one) => one.name === tablet);
    // What a full disk kept out of the database is sent and shown from the journal until the next start.
    const row = home?.rows.entries.get(digest) ?? home?.page?.append.journalOnly.get(digest)?.row;
    const isShown =
      home?.isGone === true ||
      // Of what was thrown away in its time only a stub is left, and that goes with the database.
      auditor.purged.has(digest) ||
      (row !== undefined && (row.custody.safe || isGreen(row.custody) || row.custody.receipt?.state === "quarantined"));
    const isOpened = entry?.standing === "opened" || entry?.standing === "set-aside";
    const waitsForLost = entry?.standing === "waiting" && isLost(losses, auditor.confirmed, base);
    const lacksBlob = poison === "blob" || (entry?.intake === 0 && maySeekPhotosInVain(checked, confirmed));
    if (lacksBlob) {
      if (!entry) unfinished.push(`${tablet}: ${digest.slice(0, 8)} without its blob is not held`);
    } else if (!entry || entry.intake === 0 || !(isOpened || waitsForLost) || !isShown)
      unfinished.push(
        `${tablet}: ${digest.slice(0, 8)} ${entry?.state ?? "not held"}, ${entry?.standing ?? ""}, shown ${isShown}`,
      );
  }
  return unfinished;
}

/** True when an entry this one builds on is gone for good. */
function isLost(
  losses: ReadonlyMap<string, unknown>,
  confirmed: ReadonlyMap<string, Confirmed>,
  base: string | undefined,
): boolean {
  return base !== undefined && (losses.has(base) || isLost(losses, confirmed, confirmed.get(base)?.base));
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
  for (const { digest, poison, kind, signingKeyId, applicationId, device } of auditor.confirmed.values()) {
    const entry = held.get(digest);
    const isSetAside = poison === "none" && kind === "application" && entry?.standing === "set-aside";
    const hasTwin = [...auditor.confirmed.values()].some(
      (other) => other.applicationId === applicationId && other.digest !== digest && other.kind === "application",
    );
    // Of two copies of one draft the first counts and people see the other.
    const mayBe =
      entry?.reason === "attempts" ||
      auditor.revokedKeys.has(signingKeyId) ||
      // Filed in the name of a device that was revoked, under a key that was certified for another one since.
      (entry?.reason === "after-revocation" && auditor.revokedDevices.has(toHex(device))) ||
      (hasTwin && entry?.reason === "contested");
    if (isSetAside && !mayBe)
      auditor.fail("5 nothing blocks", `a good application ${digest.slice(0, 8)} was set aside: ${entry.reason}`);
  }
}
