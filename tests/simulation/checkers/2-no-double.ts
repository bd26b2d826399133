/**
 * Invariant 2, no double: a digest is held once and has effect once; a draft is one entry; an application is one case.
 */
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
export function checkNoDouble({ auditor, office, tablets }: Checked): void {
  for (const [what, query] of Object.entries(queries))
    for (const { name } of look(office.storage.database, query).all())
      auditor.fail("2 no double", `${what}: ${String(name).slice(0, 8)}`);
  checkFirstEntries({ auditor, office });
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
function checkFirstEntries({ auditor, office }: Pick<Checked, "auditor" | "office">): void {
  const seen = new Set<string>();
  for (const { kind, applicationId, digest } of heldEntries(office)) {
    if (kind !== "application" || auditor.forged.has(digest)) continue;
    if (seen.has(applicationId) && !isTwin(auditor, digest))
      auditor.fail("2 no double", `an application was filed twice: ${applicationId.slice(0, 8)}`);
    seen.add(applicationId);
  }
}

/** Filed on a copied tablet from the same draft as on the other one. */
function isTwin({ confirmed }: Checked["auditor"], digest: string): boolean {
  const entry = confirmed.get(digest);
  return [...confirmed.values()].some((other) => other.draftId === entry?.draftId && other.tablet !== entry.tablet);
}
