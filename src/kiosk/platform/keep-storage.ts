/** Asks the browser not to clear what Loket keeps. The check of the tablet reports what came of it. */

/** Call while a person touches the screen: some browsers ask them then. Where the browser cannot promise, nothing happens. */
export async function askToKeepStorage(): Promise<void> {
  await navigator.storage?.persist?.().catch(() => false);
}
