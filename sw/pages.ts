/** Keeps the kiosk's files and answers its navigations from this disk. Everything else goes to the network, untouched. */
import { cleanupOutdatedCaches, createHandlerBoundToURL, precacheAndRoute } from "workbox-precaching";
import { NavigationRoute, registerRoute } from "workbox-routing";
import { kioskAddress, neverKept } from "./addresses.ts";

type PrecacheEntry = { readonly url: string; readonly revision: string | null };

/** Keeps the files of this version and answers the kiosk's navigations with its page. In development there is no list. */
export function keepPages(entries: readonly PrecacheEntry[]): void {
  if (entries.length === 0) return;
  precacheAndRoute([...entries], { cleanURLs: false, directoryIndex: "" });
  cleanupOutdatedCaches();
  registerRoute(new NavigationRoute(createHandlerBoundToURL(kioskAddress), { denylist: [...neverKept] }));
}
