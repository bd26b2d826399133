/** A full disk, told apart from every other failure: it must lose nothing, so the tablet is asked to come later. */
import { StorageFullError } from "./ports.ts";

/** SQLite's own code for a database that cannot grow (sqlite3.h). */
const SQLITE_FULL = 13;

/** True for what the operating system and SQLite say of a full disk or a used-up quota. */
export function isDiskFull(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  if ("errcode" in error && error.errcode === SQLITE_FULL) return true;
  return "code" in error && (error.code === "ENOSPC" || error.code === "EDQUOT");
}

/** Runs `work` and lets a full disk come out as a {@link StorageFullError}; every other failure stays as it is. */
export async function tellingFull<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw isDiskFull(error) ? new StorageFullError("no room on the disk", { cause: error }) : error;
  }
}
