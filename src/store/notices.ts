/** What the district said about applications, as this tablet keeps it. Knows no signature: the engine has verified. */
import { toHex } from "../base/bytes.ts";
import { sayingMost } from "../sync/newest-stand.ts";
import type { SyncState } from "../sync/ports.ts";
import { noticeRefs, noticeWrites, readNotices, storedState } from "./log/apply-changes.ts";
import { bytesOfHex } from "./log/rows.ts";
import type { NoticeFile } from "./notice-file.ts";
import type { UnixMs } from "../base/clock.ts";
import { closedNoticesBackMs } from "../base/limits.ts";
import type { Database } from "./ports.ts";
import type { CaseRow, NoticeRow } from "./tables.ts";

/** Stages after which a case is closed: after a while its notices need not be shown back to the district any more. */
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

/**
 * The notices a restored district may have lost, oldest first: all of open cases, and those of cases closed so lately that
 * the closing itself may be what was lost. `districtNow`: time of the last verified reply. Reads everything: only for when
 * an epoch has risen.
 */
export async function noticesToShowBack(database: Database, districtNow: UnixMs): Promise<readonly NoticeRow[]> {
  const settled = new Set<string>();
  for (const stage of closedStages)
    for (const row of await database.where("cases", "stage", stage))
      if (districtNow - row.at > closedNoticesBackMs) settled.add(row.key);
  return (await database.all("notices"))
    .filter((row) => !settled.has(row.applicationId))
    .toSorted((a, b) => a.at - b.at);
}

/**
 * Brings back what a lost database knew of the district: the notices, and the stand as the proof of how far their stream
 * had come. Not the cursor: the stream is told again, and with it what only the database had. Throws `StoreFailure`.
 */
export async function restoreNotices(database: Database, file: NoticeFile, initialState: SyncState): Promise<void> {
  const kept = await file.read();
  const known = new Set(await database.keys("notices"));
  const notices = readNotices(kept.notices.filter(({ id }) => !known.has(toHex(id))));
  if (notices.length === 0 && !kept.stand) return;
  await database.transact([{ table: "state", key: "sync" }, ...noticeRefs(notices)], (found) => {
    const stored = storedState(found);
    const stand = kept.stand && stored?.stand ? sayingMost(kept.stand, stored.stand) : kept.stand;
    const state = stored ?? initialState;
    const sync = { ...state, stand, revision: state.revision + 1 };
    const isNews = stand !== undefined && stand !== stored?.stand;
    return [
      ...noticeWrites(notices, found),
      ...(isNews ? [{ table: "state", put: { key: "sync", sync } } as const] : []),
    ];
  });
}

/** Copies into the file what came while nobody could write to it (the service worker). Throws `StoreFailure`. */
export async function fileNotices(database: Database, file: NoticeFile): Promise<void> {
  const kept = new Set((await file.read()).notices.map(({ id }) => toHex(id)));
  const missing = (await database.keys("notices")).filter((key) => !kept.has(key));
  if (missing.length === 0) return;
  const rows = await database.getMany("notices", missing);
  const state = await database.get("state", "sync");
  const stand = state?.key === "sync" ? state.sync.stand : undefined;
  await file.keep(
    rows.toSorted((a, b) => a.at - b.at).map(({ key, signed }) => ({ id: bytesOfHex(key), signed })),
    stand,
  );
}

/** Forgets the old village's words when the tablet moves: file first, so that no start brings them back. */
export async function dropNotices(database: Database, file: NoticeFile): Promise<void> {
  await file.drop();
  const [notices, cases, fields] = await Promise.all([
    database.keys("notices"),
    database.keys("cases"),
    database.keys("fields"),
  ]);
  await database.transact([], () => [
    ...notices.map((remove) => ({ table: "notices", remove }) as const),
    ...cases.map((remove) => ({ table: "cases", remove }) as const),
    ...fields.map((remove) => ({ table: "fields", remove }) as const),
  ]);
}
