/** What the district said about applications, as this tablet keeps it. Knows no signature: the engine has verified. */
import type { Database } from "./ports.ts";
import type { CaseRow, NoticeRow } from "./tables.ts";

/** Stages after which a case is closed: a notice of such an application need not be shown back to the district. */
const closedStages: readonly string[] = ["handed-over", "rejected", "withdrawn"];
export const askedStage = "correction-asked";

/** Applications whose newest word is a correction request, newest first. */
export async function askedCases(database: Database): Promise<readonly CaseRow[]> {
  return (await database.where("cases", "stage", askedStage)).toSorted((a, b) => b.at - a.at);
}

/** Of these, the ones whose named fields this tablet has not got yet. */
export async function casesWithoutFields(database: Database): Promise<readonly CaseRow[]> {
  const asked = await askedCases(database);
  const held = await database.getMany(
    "fields",
    asked.map((row) => row.notice),
  );
  const names = new Set(held.map((row) => row.key));
  return asked.filter((row) => !names.has(row.notice));
}

/** All notices of applications that are not closed, oldest first. Reads everything: only for when an epoch has risen. */
export async function openNotices(database: Database): Promise<readonly NoticeRow[]> {
  const closed = new Set<string>();
  for (const stage of closedStages)
    for (const row of await database.where("cases", "stage", stage)) closed.add(row.key);
  return (await database.all("notices"))
    .filter((row) => !closed.has(row.applicationId))
    .toSorted((a, b) => a.at - b.at);
}
