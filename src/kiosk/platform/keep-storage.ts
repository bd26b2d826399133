/** Asks the browser not to clear what Loket keeps, and remembers what it said. */
import { signal } from "@preact/signals";

/**
 * False once the browser has refused: then it clears everything of Loket, journal included, when the disk gets full, also
 * while the page is open (seen with Chromium 156 on a full file system). True until it was asked.
 */
export const isStorageKept = signal(true);

/** Call while a person touches the screen: some browsers ask them then. Where the browser cannot promise, it counts as no. */
export async function askToKeepStorage(): Promise<void> {
  const asked = navigator.storage?.persist?.() ?? Promise.resolve(false);
  isStorageKept.value = await asked.catch(() => false);
}
