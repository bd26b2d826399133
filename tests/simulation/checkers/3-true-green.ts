/**
 * Invariant 3, true green: a tablet shows "diterima" only for what the district holds with all blobs, committed, at the
 * moment the receipt is kept. Looked at whenever a sender has kept a reply.
 */
import { exchangeMsMax } from "../../../src/base/limits.ts";
import { isGreen } from "../../../src/sync/custody.ts";
import type { SimTablet } from "../sim-tablet.ts";
import type { Checked } from "./holdings.ts";
import { heldBlobs, heldEntries } from "./holdings.ts";

/** An answer may be on its way so long: what it says of a store that was put back meanwhile was true when it was said. */
const onItsWayMs = 2 * exchangeMsMax;

/** When `tablet` has kept a reply. */
export async function checkTrueGreen(checked: Checked, tablet: SimTablet, nowMs: number): Promise<void> {
  const { auditor, office } = checked;
  const green = [...tablet.rows.entries.values()].filter((row) => isGreen(row.custody) && !row.custody.safe);
  const news = green.filter((row) => auditor.shownGreen.get(row.key)?.receipt?.epoch !== row.custody.receipt?.epoch);
  if (news.length === 0) return;
  for (const row of news) auditor.shownGreen.set(row.key, row.custody);
  if (nowMs - office.rolledBackAtMs < onItsWayMs) return;
  const complete = new Set(
    heldEntries(office)
      .filter(({ intake }) => intake > 0)
      .map(({ digest }) => digest),
  );
  const blobs = await heldBlobs(office);
  for (const row of news) {
    const hasBlobs = row.blobs.every((blob) => blobs.has(Buffer.from(blob.hash).toString("hex")));
    if (!complete.has(row.key) || !hasBlobs)
      auditor.fail(
        "3 true green",
        `${tablet.name} shows ${row.key.slice(0, 8)} as received; the district does not hold it`,
      );
  }
}
