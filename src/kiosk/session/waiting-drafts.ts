/** How many drafts of the office wait to be finished. Knows the number only, not whose they are. */
import { signal } from "@preact/signals";
import { worker } from "../platform/worker-bridge.ts";

/** As of the last {@link countDrafts}; undefined until it is known. */
export const draftsWaiting = signal<number | undefined>(undefined);

/**
 * Counts again. Called by the screen that shows the number, not at every change: a draft is saved after each answer, and
 * listing opens them all.
 */
export async function countDrafts(): Promise<void> {
  const listed = await worker().listDrafts();
  draftsWaiting.value = listed.ok ? listed.value.length : undefined;
}
