/**
 * Invariant 1, no loss: what submit confirmed is, in the end, held by the district with its blobs; so is every notice a
 * tablet ever kept, and every notice of the stream is on the tablets of its village.
 */
import type { Checked } from "./holdings.ts";
import { heldBlobs, heldEntries, heldNotices } from "./holdings.ts";

/** At the end, after the calm. */
export async function checkNoLoss({ auditor, office, tablets }: Checked): Promise<void> {
  const held = new Map(heldEntries(office).map((entry) => [entry.digest, entry]));
  const blobs = await heldBlobs(office);
  for (const { digest, tablet, poison, blobs: named } of auditor.confirmed.values()) {
    if (!held.has(digest)) auditor.fail("1 no loss", `${tablet}: ${digest.slice(0, 8)} confirmed and not held`);
    const missing = poison === "blob" ? [] : named.filter((name) => !blobs.has(name));
    if (missing.length > 0) auditor.fail("1 no loss", `${tablet}: ${digest.slice(0, 8)} lacks ${missing.length} blobs`);
  }
  const notices = heldNotices(office);
  for (const [tablet, kept] of auditor.noticesKept)
    for (const id of kept)
      if (!notices.has(id))
        auditor.fail("1 no loss", `notice ${id.slice(0, 8)}, kept by ${tablet}, is lost to the district`);
  for (const tablet of tablets) {
    const here = tablet.rows.notices;
    const village = office.storage.database
      .prepare("SELECT lower(hex(id)) AS id FROM notices WHERE village = ?")
      .all(tablet.enrolled.enrolment.village);
    for (const { id } of village)
      if (!here.has(String(id)))
        auditor.fail("1 no loss", `notice ${String(id).slice(0, 8)} never came to ${tablet.name}`);
  }
}
