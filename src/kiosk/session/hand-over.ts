/**
 * While the tablet is in the citizen's hands only the current application is reachable. The mark is on the disk, so
 * that a reload, a shortcut or a new tab finds the officer's PIN and nothing else; tabs already open are told to lock.
 */
import { signal } from "@preact/signals";
import { del, get, set } from "idb-keyval";

const key = "handed-over";

const channelName = "loket-hand-over";
/** A page does not hear itself: only the other tabs do. */
const channel = new BroadcastChannel(channelName);

export const isHandedOver = signal(false);

/** Calls `onBegun` when another tab hands the tablet over. */
export function followHandOver(onBegun: () => void): void {
  channel.addEventListener("message", onBegun);
}

/** Reads the mark at start; a page that finds it shows the PIN only. */
export async function readHandOver(): Promise<boolean> {
  isHandedOver.value = (await get<boolean>(key)) === true;
  return isHandedOver.value;
}

/** Sets the mark; resolves when it is on the disk. */
export async function beginHandOver(): Promise<void> {
  await set(key, true);
  channel.postMessage("begun");
  isHandedOver.value = true;
}

/** Takes the mark away. Call only after the officer's PIN was right. */
export async function endHandOver(): Promise<void> {
  await del(key);
  isHandedOver.value = false;
}
