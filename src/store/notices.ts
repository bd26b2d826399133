/** What the district said about applications, as this tablet keeps it. Knows no signature: the engine has verified. */
import type { Database } from "./ports.ts";
import type { NoticeRow } from "./tables.ts";

/** Stages after which a case is closed: a notice of such an application need not be shown back to the district. */
const closedStages: readonly string[] = ["handed-over", "rejected", "withdrawn"];
const askedStage = "correction-asked";

/** The newest notice of every application, by application id in hex. */
export async function newestNotices(database: Database): Promise<ReadonlyMap<string, NoticeRow>> {
  const newest = new Map<string, NoticeRow>();
  for (const row of await database.all("notices")) {
    const known = newest.get(row.applicationId);
    if (!known || row.at >= known.at) newest.set(row.applicationId, row);
  }
  return newest;
}

/** All notices of applications that are not closed, oldest first. */
export async function openNotices(database: Database): Promise<readonly NoticeRow[]> {
  const newest = await newestNotices(database);
  return (await database.all("notices"))
    .filter((row) => !closedStages.includes(newest.get(row.applicationId)?.stage ?? ""))
    .toSorted((a, b) => a.at - b.at);
}

/** Correction requests whose named fields this tablet has not got yet, newest first. */
export async function openRequests(database: Database): Promise<readonly NoticeRow[]> {
  const held = new Set(await database.keys("fields"));
  return [...(await newestNotices(database)).values()]
    .filter((row) => row.stage === askedStage && !held.has(row.key))
    .toSorted((a, b) => b.at - a.at);
}
