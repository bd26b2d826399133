/** Keeps the kiosk's files and answers its navigations from this disk. Everything else goes to the network, untouched. */
import { PrecacheController, PrecacheRoute, cleanupOutdatedCaches } from "workbox-precaching";
import { NavigationRoute, registerRoute } from "workbox-routing";
import { hashedFiles, kioskAddress, neverKept } from "./addresses.ts";
import { answerWithOldFile, dropOldFiles, installFiles } from "./old-files.ts";

declare const self: ServiceWorkerGlobalScope;

type PrecacheEntry = { readonly url: string; readonly revision: string | null };

/** Keeps the files of this version and answers the kiosk's navigations with its page. In development there is no list. */
export function keepPages(entries: readonly PrecacheEntry[]): void {
  if (entries.length === 0) return;
  // Not `precacheAndRoute`: that removes the files of the version before while pages of it still live.
  const files = new PrecacheController();
  files.addToCacheList([...entries]);
  self.addEventListener("install", (event) => {
    passByWhatIsNotKept(event);
    event.waitUntil(installFiles(files, event));
  });
  self.addEventListener("activate", (event) => event.waitUntil(dropOldFiles(files, event)));
  self.addEventListener("fetch", (event) => {
    // Pages of the version before may have gone since it was replaced: whenever a page is opened, it is looked again.
    if (event.request.mode === "navigate") event.waitUntil(dropOldFiles(files, event));
  });
  cleanupOutdatedCaches();
  registerRoute(new PrecacheRoute(files, { cleanURLs: false, directoryIndex: "" }));
  registerRoute(
    ({ url, sameOrigin }) => sameOrigin && hashedFiles.test(url.pathname),
    ({ request }) => answerWithOldFile(request),
  );
  registerRoute(new NavigationRoute(files.createHandlerBoundToURL(kioskAddress), { denylist: [...neverKept] }));
}

/** What the type library does not know yet of the static routes of a service worker (Chromium 123). */
type Routing = ExtendableEvent & {
  readonly addRoutes?: (rules: { condition: { urlPattern: { pathname: string } }; source: "network" }) => Promise<void>;
};

/**
 * An exchange goes to the network without this worker being started first: one that is slow or hangs in starting would hold
 * up every request of the page's sender. Where the browser cannot, everything goes the longer way.
 */
function passByWhatIsNotKept(event: Routing): void {
  const adding = event.addRoutes?.({ condition: { urlPattern: { pathname: "/api/*" } }, source: "network" });
  // Refused: the longer way.
  adding?.catch(() => undefined);
}
