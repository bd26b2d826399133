/**
 * While the tablet is in the citizen's hands only the current application is reachable. The mark is on the disk, so
 * that a reload, a shortcut or a new tab finds the officer's PIN and nothing else; tabs already open are told.
 */
import { signal } from "@preact/signals";
import { onLookedAt, onWordOfOtherTabs, tellOtherTabs } from "../platform/other-tabs.ts";
import { settings } from "../platform/settings.ts";

export const isHandedOver = signal(false);

/** Reads the mark at start; a page that finds it shows the PIN only. */
export async function readHandOver(): Promise<boolean> {
  isHandedOver.value = await isMarked();
  return isHandedOver.value;
}

/** Calls `onBegun` when another tab has handed the tablet over: at once, or when this tab wakes and is looked at. */
export function followHandOver(onBegun: () => void): void {
  onWordOfOtherTabs(onBegun);
  onLookedAt(async () => {
    if (!isHandedOver.value && (await isMarked())) onBegun();
  });
}

/** Sets the mark; resolves when it is on the disk. False where the disk does not take it: then nobody may be given the tablet. */
export async function beginHandOver(): Promise<boolean> {
  const isOnDisk = await mark(true);
  if (!isOnDisk) return false;
  tellOtherTabs("handed-over");
  isHandedOver.value = true;
  return true;
}

/**
 * Takes the mark away. Call only after the officer's PIN was right. A mark that a full disk keeps asks for the PIN once
 * more at the next start, and shuts no officer out now.
 */
export async function endHandOver(): Promise<void> {
  await mark(false);
  isHandedOver.value = false;
}

function mark(handedOver: boolean): Promise<boolean> {
  return settings.write({ handedOver }).then(
    () => true,
    () => false,
  );
}

async function isMarked(): Promise<boolean> {
  return (await settings.read("handedOver")) === true;
}
