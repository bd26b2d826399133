/**
 * Background Sync: the browser wakes us when the network is back, also with no page open. Every attempt has a tag of its
 * own, because a tag whose event has failed is not fired again for minutes (tech: the five traps). Never relied upon.
 */
import { serviceWorkerSyncMsMax } from "../src/base/limits.ts";
import { sendInBackground } from "../src/worker/open-sync.ts";

/** What the type library does not know of Background Sync. */
export type SyncEventLike = ExtendableEvent & { readonly tag: string; readonly lastChance: boolean };
type SyncRegistration = ServiceWorkerRegistration & { readonly sync?: { register(tag: string): Promise<void> } };

const tagPrefix = "send-";

/** Sends what is left. A rejected promise makes the browser try again; its last chance begins a new cycle. */
export function onSync(event: SyncEventLike, registration: SyncRegistration): void {
  if (!event.tag.startsWith(tagPrefix)) return;
  event.waitUntil(sendOrAskAgain(registration, event.lastChance));
}

/** The page says that something waits to be sent, for when it goes away. */
export function onEntriesWaiting(registration: SyncRegistration): Promise<void> {
  return askForSync(registration);
}

async function sendOrAskAgain(registration: SyncRegistration, isLastChance: boolean): Promise<void> {
  const outcome = await sendInBackground(serviceWorkerSyncMsMax).catch(() => ({ kind: "failed" }) as const);
  if (outcome === undefined || (outcome.kind === "ok" && outcome.left === "nothing")) return;
  // More than the time allowed, or the browser's last try: a new tag begins a new cycle at once. Everything else,
  // another context that is sending included, waits for the browser's own next try.
  if (isLastChance || (outcome.kind === "ok" && outcome.left === "more")) return askForSync(registration);
  throw new Error(`not everything could be sent: ${outcome.kind}`);
}

/** A new tag each time. No Background Sync, or not allowed: the page's own timer does the work. */
async function askForSync(registration: SyncRegistration): Promise<void> {
  const tag = `${tagPrefix}${Date.now().toString(36)}`;
  await registration.sync?.register(tag).catch(() => undefined);
}
