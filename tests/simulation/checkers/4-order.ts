/**
 * Invariant 4, order: entries of one application take effect along the digests they build on, whatever tablet or day
 * brought them; in the end none is left waiting for a base that has had its effect.
 */
import { look } from "../databases.ts";
import type { Checked } from "./holdings.ts";
import { heldEntries } from "./holdings.ts";

/** At every step that is looked at: an effect never comes before that of its base. */
export function checkOrder({ auditor, office }: Checked): void {
  const bases = new Map(heldEntries(office).map((entry) => [entry.digest, entry.base]));
  const events = look(
    office.storage.database,
    "SELECT lower(hex(application_id)) AS application, lower(hex(digest)) AS digest FROM case_events WHERE digest IS NOT NULL ORDER BY application_id, position",
  ).all();
  const effective = new Set<string>();
  for (const event of events) {
    const digest = String(event["digest"]);
    const base = bases.get(digest);
    if (base && !effective.has(base))
      auditor.fail("4 order", `${digest.slice(0, 8)} has effect before its base ${base.slice(0, 8)}`);
    effective.add(digest);
  }
}

/** At the end: nothing waits whose base is in effect. */
export function checkNothingWaits({ auditor, office }: Checked): void {
  const entries = heldEntries(office);
  const opened = new Set(entries.filter((entry) => entry.standing === "opened").map((entry) => entry.digest));
  for (const entry of entries)
    if (entry.standing === "waiting" && opened.has(entry.base))
      auditor.fail("4 order", `${entry.digest.slice(0, 8)} waits although its base has effect`);
}

/** At the end: of two corrections on one base the first counts, the other is for people. */
export function checkOneFollower({ auditor, office }: Checked): void {
  const twice = look(
    office.storage.database,
    `SELECT lower(hex(base)) AS base FROM entries AS e WHERE kind = 'correction' AND standing = 'opened'
       AND EXISTS (SELECT 1 FROM opened_contents AS o WHERE o.digest = e.digest) GROUP BY base HAVING count(*) > 1`,
  ).all();
  for (const { base } of twice)
    auditor.fail("4 order", `two corrections on ${String(base).slice(0, 8)} have had their effect`);
}

/** At the end: an application that is called opened has begun its case, and nobody else's has. */
export function checkFirstEntries({ auditor, office }: Checked): void {
  const idle = look(
    office.storage.database,
    `SELECT lower(hex(digest)) AS digest FROM entries AS e WHERE kind = 'application' AND standing = 'opened'
       AND NOT EXISTS (SELECT 1 FROM case_events AS c WHERE c.digest = e.digest AND c.kind = 'received')`,
  ).all();
  for (const { digest } of idle)
    auditor.fail("4 order", `${String(digest).slice(0, 8)} is called opened and has begun no case`);
}
