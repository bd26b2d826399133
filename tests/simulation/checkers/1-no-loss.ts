/**
 * Invariant 1, no loss: what submit confirmed is, in the end, held by the district with its blobs, or the district can
 * name it; every notice a tablet ever kept is in the stream, every notice of the stream on the tablets of its village.
 */
import { look } from "../databases.ts";
import { toHex } from "../../../src/base/bytes.ts";
import type { Checked } from "./holdings.ts";
import { heldBlobs, heldEntries, heldNotices } from "./holdings.ts";
import { findLosses, headerMs, maySeekPhotosInVain } from "./losses.ts";

/** At the end, after the calm. */
export async function checkNoLoss(checked: Checked): Promise<void> {
  await checkEntries(checked);
  checkNotices(checked);
  checkSlips(checked);
}

async function checkEntries(checked: Checked): Promise<void> {
  const { auditor, office } = checked;
  const losses = findLosses(checked);
  const held = new Map(heldEntries(office).map((entry) => [entry.digest, entry]));
  const blobs = await heldBlobs(office);
  for (const entry of auditor.confirmed.values()) {
    const { digest, tablet, poison, blobs: named } = entry;
    const loss = losses.get(digest);
    if (loss?.mustBeNamed === true && !loss.isNamed)
      auditor.fail("1 no loss", `${tablet}: ${digest.slice(0, 8)} is lost for good and the district cannot name it`);
    if (loss) continue;
    if (!held.has(digest)) auditor.fail("1 no loss", `${tablet}: ${digest.slice(0, 8)} confirmed and not held`);
    const isNamed = held.get(digest)?.intake === 0 && maySeekPhotosInVain(checked, entry);
    const missing = poison === "blob" || isNamed ? [] : named.filter((name) => !blobs.has(name));
    if (missing.length > 0) auditor.fail("1 no loss", `${tablet}: ${digest.slice(0, 8)} lacks ${missing.length} blobs`);
  }
}

function checkNotices(checked: Checked): void {
  for (const what of findUntoldNotices(checked)) checked.auditor.fail("1 no loss", what);
}

/** Notices that are not yet where they must be: those of a tablet in the stream, those of the stream on its tablets. */
export function findUntoldNotices({ auditor, office, tablets }: Checked): readonly string[] {
  const notices = heldNotices(office);
  const untold: string[] = [];
  for (const tablet of tablets) {
    // A revoked one is told of its entries and of nothing else.
    if (tablet.isGone || auditor.revokedKeys.has(toHex(tablet.enrolled.signingKeyId))) continue;
    for (const id of auditor.noticesKept.get(tablet.name) ?? [])
      if (!notices.has(id)) untold.push(`notice ${id.slice(0, 8)}, kept by ${tablet.name}, is lost to the district`);
    const village = look(office.storage.database, "SELECT lower(hex(id)) AS id FROM notices WHERE village = ?").all(
      tablet.enrolled.enrolment.village,
    );
    for (const { id } of village)
      if (!tablet.rows.notices.has(String(id)))
        untold.push(`notice ${String(id).slice(0, 8)} never came to ${tablet.name}`);
  }
  return untold;
}

/**
 * A head that a slip has told a tablet is told to the district with the tablet's next exchange. One that the link spoils is
 * passed over: nobody can tell it from a forged one, and who holds the paper can show it again.
 */
function checkSlips({ auditor, office, tablets }: Checked): void {
  for (const { reader, atMs, device, logId, seq } of auditor.slipsShown) {
    const tablet = tablets.find(({ name }) => name === reader);
    // Slips lie in the database only.
    if (!tablet || tablet.isGone || tablet.wasEverDamaged || tablet.toldAtMs <= atMs + headerMs) continue;
    if (tablet.link.spoiltAtMs > atMs) continue;
    const head = office.district?.ledger.state.findHead(device, logId);
    if (!head || head.seq < seq) auditor.fail("1 no loss", `${reader} was shown a slip the district never heard of`);
  }
}
