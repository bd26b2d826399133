/**
 * Invariant 2, no double: a digest is held once and has effect once; a draft is one entry; an application is one case.
 */
import type { Checked } from "./holdings.ts";

const queries = {
  "a digest is held twice": "SELECT lower(hex(digest)) AS name FROM entries GROUP BY digest HAVING count(*) > 1",
  "a digest has two intake numbers":
    "SELECT lower(hex(digest)) AS name FROM intake_order GROUP BY digest HAVING count(*) > 1",
  "an application was filed twice":
    "SELECT lower(hex(application_id)) AS name FROM entries WHERE kind = 'application' GROUP BY application_id HAVING count(*) > 1",
  "an application makes two cases":
    "SELECT lower(hex(application_id)) AS name FROM cases GROUP BY application_id HAVING count(*) > 1",
  "an entry has effect twice":
    "SELECT lower(hex(digest)) AS name FROM case_events WHERE digest IS NOT NULL GROUP BY digest, kind HAVING count(*) > 1",
} as const;

/** At every step that is looked at, and at the end. */
export function checkNoDouble({ auditor, office, tablets }: Checked): void {
  for (const [what, query] of Object.entries(queries))
    for (const { name } of office.storage.database.prepare(query).all())
      auditor.fail("2 no double", `${what}: ${String(name).slice(0, 8)}`);
  for (const tablet of tablets) {
    const drafts = [...tablet.rows.entries.values()].map((row) => row.draftId);
    if (new Set(drafts).size < drafts.length)
      auditor.fail("2 no double", `${tablet.name}: one draft became two entries`);
  }
}
