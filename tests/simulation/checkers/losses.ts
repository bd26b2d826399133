/**
 * What is physically gone with every copy: entries of a destroyed tablet that never left it, and what only a backup held
 * that was thrown away. The district must be able to name each up to the last head it was told (DESIGN §4.1); an entry
 * whose photos alone are gone is named where staff looks, as one that waits for them.
 */
import type { Confirmed } from "../auditor.ts";
import type { SimTablet } from "../sim-tablet.ts";
import { MINUTE_MS } from "../units.ts";
import type { Checked } from "./holdings.ts";
import { heldEntries } from "./holdings.ts";

export type Loss = { readonly entry: Confirmed; readonly mustBeNamed: boolean; readonly isNamed: boolean };

/** Time an exchange may take to put its header together. */
export const headerMs = MINUTE_MS;

/** Losses that no rule can prevent, by digest. Everything else that is missing is a violation. */
export function findLosses({ auditor, office, tablets }: Checked): ReadonlyMap<string, Loss> {
  const held = new Set(heldEntries(office).map(({ digest }) => digest));
  const losses = new Map<string, Loss>();
  for (const entry of auditor.confirmed.values()) {
    if (held.has(entry.digest)) continue;
    const home = tablets.find(({ name }) => name === entry.tablet);
    const isSomewhere = tablets.some((tablet) => holds(tablet, entry));
    if (isSomewhere || !home) continue;
    const wasSafe = auditor.purged.has(entry.digest) || home.rows.entries.get(entry.digest)?.custody.safe === true;
    if (!home.isGone && !(wasSafe && office.wasRestoredFromDrawer)) continue;
    const mustBeNamed = wasSafe || home.toldAtMs > entry.atMs + headerMs;
    losses.set(entry.digest, { entry, mustBeNamed, isNamed: isNamed(office, entry) });
  }
  return losses;
}

/**
 * Whether the photos an entry still waits for may be gone with every copy: they burnt with its tablet, or came after the
 * backup that was put back from the drawer and were thrown away as safe before.
 */
export function maySeekPhotosInVain({ auditor, office, tablets }: Checked, { digest, tablet }: Confirmed): boolean {
  const home = tablets.find(({ name }) => name === tablet);
  return home?.isGone === true || (auditor.purged.has(digest) && office.wasRestoredFromDrawer);
}

/** A copy that the tablet would still send when asked: one it calls safe is not offered any more. */
function holds(tablet: SimTablet, { digest }: Confirmed): boolean {
  const row = tablet.rows.entries.get(digest);
  return row !== undefined && row.purged === 0 && !row.custody.safe;
}

function isNamed({ district }: Checked["office"], { device, logId, seq }: Confirmed): boolean {
  return (district?.ledger.state.findHead(device, logId)?.seq ?? 0) >= seq;
}
