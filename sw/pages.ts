/** Which addresses the tablet answers from its own disk. Everything else goes to the network, untouched. */
import { cleanupOutdatedCaches, createHandlerBoundToURL, precacheAndRoute } from "workbox-precaching";
import { NavigationRoute, registerRoute } from "workbox-routing";

type PrecacheEntry = { readonly url: string; readonly revision: string | null };

/** The kiosk page is kept under the address people open. */
export const kioskAddress = "/";
/** The district's app, citizens' slips and everything the server answers itself: never from this disk. */
export const neverKept: readonly RegExp[] = [/^\/district(\/|$)/, /^\/t\//, /^\/api\//, /^\/(healthz|readyz)$/];

/** Keeps the files of this version and answers the kiosk's navigations with its page. In development there is no list. */
export function keepPages(entries: readonly PrecacheEntry[]): void {
  if (entries.length === 0) return;
  precacheAndRoute([...entries], { cleanURLs: false, directoryIndex: "" });
  cleanupOutdatedCaches();
  registerRoute(new NavigationRoute(createHandlerBoundToURL(kioskAddress), { denylist: [...neverKept] }));
}
