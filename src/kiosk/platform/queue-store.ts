/** The waiting numbers on the disk, in a small store of their own: no part of the log, never sent. */
import { createStore, get, update } from "idb-keyval";
import type { UseStore } from "idb-keyval";

let opened: UseStore | undefined;
const store = (): UseStore => (opened ??= createStore("loket-antrean", "antrean"));
const key = "today";

/** What was kept, as it was kept; undefined before the first time. */
export function readQueue<T>(): Promise<T | undefined> {
  return get<T>(key, store());
}

/** Changes it in one transaction, so that two tabs never give one number twice; resolves to what is kept now. */
export async function changeQueue<T>(change: (kept: T | undefined) => T): Promise<T | undefined> {
  await update<T>(key, change, store());
  return readQueue<T>();
}
