/**
 * Invariant 2, no double: a digest is held once and has effect once; a draft is one entry; an application is one case.
 */
import { toHex } from "../../../src/base/bytes.ts";
import { look } from "../databases.ts";
import type { Checked } from "./holdings.ts";
import { heldEntries } from "./holdings.ts";

const queries = {
  "a digest is held twice": "SELECT lower(hex(digest)) AS name FROM entries GROUP BY digest HAVING count(*) > 1",
  "a digest has two intake numbers":
    "SELECT lower(hex(digest)) AS name FROM intake_order GROUP BY digest HAVING count(*) > 1",
  "an application makes two cases":
    "SELECT lower(hex(application_id)) AS name FROM cases GROUP BY application_id HAVING count(*) > 1",
  "an entry has effect twice":
    "SELECT lower(hex(digest)) AS name FROM case_events WHERE digest IS NOT NULL GROUP BY digest, kind HAVING count(*) > 1",
} as const;

/** At every step that is looked at, and at the end. */
export function checkNoDouble({ auditor, office, tablets, visits }: Checked): void {
  for (const [what, query] of Object.entries(queries))
    for (const { name } of look(office.storage.database, query).all())
      auditor.fail("2 no double", `${what}: ${String(name).slice(0, 8)}`);
  checkFirstEntries({ auditor, office, visits });
  for (const tablet of tablets) {
    const drafts = [...tablet.rows.entries.values()].map((row) => row.draftId);
    if (new Set(drafts).size < drafts.length)
      auditor.fail("2 no double", `${tablet.name}: one draft became two entries`);
  }
}

/**
 * What a thief puts under somebody's application id is kept beside it, and so is what was half done when a tablet was
 * copied and then filed on both; nobody else ever files one twice.
 */
function checkFirstEntries(checked: Pick<Checked, "auditor" | "office" | "visits">): void {
  const { auditor, office } = checked;
  const seen = new Set<string>();
  for (const { kind, applicationId, digest } of heldEntries(office)) {
    if (kind !== "application" || auditor.forged.has(digest)) continue;
    if (seen.has(applicationId) && !isOfCopies(checked, applicationId))
      auditor.fail("2 no double", `an application was filed twice: ${applicationId.slice(0, 8)}`);
    seen.add(applicationId);
  }
}

/**
 * From one draft on several copies of a tablet. One of the two may not be called "tersimpan" yet: its disk was full after
 * the journal had it. Before either is, nobody was told anything.
 */
function isOfCopies({ auditor, visits }: Pick<Checked, "auditor" | "visits">, applicationId: string): boolean {
  const first = [...auditor.confirmed.values()].filter(
    (entry) => entry.applicationId === applicationId && entry.kind === "application",
  );
  const drafts = new Set(first.map(({ draftId }) => draftId));
  const tablets = new Set(visits.filter((visit) => drafts.has(toHex(visit.draftId))).map(({ tablet }) => tablet.name));
  return drafts.size === 0 || (drafts.size === 1 && tablets.size > 1);
}
