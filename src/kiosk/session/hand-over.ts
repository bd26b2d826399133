/**
 * While the tablet is in the citizen's hands only the current application is reachable. The mark is on the disk, so
 * that a reload, a shortcut or a second tab finds the officer's PIN and nothing else.
 */
import { signal } from "@preact/signals";
import { del, get, set } from "idb-keyval";

const key = "handed-over";

export const isHandedOver = signal(false);

/** Reads the mark at start; a page that finds it shows the PIN only. */
export async function readHandOver(): Promise<boolean> {
  isHandedOver.value = (await get<boolean>(key)) === true;
  return isHandedOver.value;
}

/** Sets the mark; resolves when it is on the disk. */
export async function beginHandOver(): Promise<void> {
  await set(key, true);
  isHandedOver.value = true;
}

/** Takes the mark away. Call only after the officer's PIN was right. */
export async function endHandOver(): Promise<void> {
  await del(key);
  isHandedOver.value = false;
}
