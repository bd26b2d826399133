/**
 * The service worker: a table of contents. What is kept and what is never touched stands in `pages.ts`, when it sends
 * stands in `wake-ups.ts`. It sends, it never appends.
 */
import { keepPages } from "./pages.ts";
import { onEntriesWaiting, onSync } from "./wake-ups.ts";
import type { SyncEventLike } from "./wake-ups.ts";

declare const self: ServiceWorkerGlobalScope & {
  readonly __WB_MANIFEST: readonly { url: string; revision: string | null }[];
};

keepPages(import.meta.env.PROD ? self.__WB_MANIFEST : []);

self.addEventListener("activate", (event) => event.waitUntil(self.clients.claim()));
self.addEventListener("sync", (event) => onSync(event as Event as SyncEventLike, self.registration));
self.addEventListener("message", (event) => {
  const type: unknown = event.data?.type;
  // A new version waits until the page says that no form is open.
  if (type === "activate-now") event.waitUntil(self.skipWaiting());
  if (type === "entries-waiting") event.waitUntil(onEntriesWaiting(self.registration));
});
