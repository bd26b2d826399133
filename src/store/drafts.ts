/** Drafts as this room sees them: sealed bytes under a random id. What is inside only the open vault can read. */
import type { Bytes } from "../base/bytes.ts";
import type { UnixMs } from "../base/clock.ts";
import type { Result } from "../base/result.ts";
import { err, ok } from "../base/result.ts";
import type { Database, StoreFailureCode } from "./ports.ts";
import { StoreFailure } from "./ports.ts";
import type { SealedRow } from "./tables.ts";

/** Replaces or adds a draft. A draft that has already become an entry stays gone: `already-submitted`. */
export async function putDraft(
  database: Database,
  id: string,
  sealed: Bytes,
  now: UnixMs,
): Promise<Result<true, StoreFailureCode | "already-submitted">> {
  const [entry] = await database.where("entries", "draftId", id);
  if (entry) return err("already-submitted");
  return attempt(() => database.transact([], () => [{ table: "drafts", put: { key: id, sealed, at: now } }]));
}

/** Removes a draft; one that is not there is no failure. */
export function removeDraft(database: Database, id: string): Promise<Result<true, StoreFailureCode>> {
  return attempt(() => database.transact([], () => [{ table: "drafts", remove: id }]));
}

/** All drafts, last touched first. */
export async function allDrafts(database: Database): Promise<readonly SealedRow[]> {
  return (await database.all("drafts")).toSorted((a, b) => b.at - a.at);
}

/** Runs a write and turns the store's failures into a Result. */
export async function attempt(write: () => Promise<void>): Promise<Result<true, StoreFailureCode>> {
  try {
    await write();
    return ok(true);
  } catch (error) {
    if (error instanceof StoreFailure) return err(error.code, error.message);
    throw error;
  }
}
