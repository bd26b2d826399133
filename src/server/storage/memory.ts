/**
 * The district's store without a disk, for tests and the simulator: the same tables and the same SQL over a database in
 * memory, so that a seed meets what production meets. Committed rows survive `crash`, others leave no trace.
 */
import type { SqliteStorage } from "./sqlite/open-storage.ts";
import { openSqliteStorage } from "./sqlite/open-storage.ts";

/** A fresh, empty store for one regency. Deterministic: no clock, no randomness, no timer. */
export function openMemoryStorage(regency: string): SqliteStorage {
  return openSqliteStorage(":memory:", regency);
}
