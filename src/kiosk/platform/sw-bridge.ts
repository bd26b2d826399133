/**
 * The service worker, seen from the page: registered after the first screen. A new version takes over for all tabs at
 * once; each page says which version it is of, so that its files stay, and loads the new one when the session says so.
 */
import { signal } from "@preact/signals";
import type { Workbox } from "workbox-window";
import { appVersion } from "../../base/app-version.ts";
import { versionLockName } from "../../base/version-lock.ts";
import { trustedServiceWorkerUrl } from "./trusted-urls.ts";

/** True when a new version waits. The home screen offers it; no other screen looks. */
export const isUpdateWaiting = signal(false);

/** True when a newer version than this page's has taken over, whichever tab asked for it. */
export const isReplaced = signal(false);

let workbox: Workbox | undefined;
let registration: ServiceWorkerRegistration | undefined;

/** Keeps the files of this page's version on the tablet for as long as the page lives. Call before anything is loaded. */
export function holdVersion(): void {
  if (!("locks" in navigator)) return;
  const forever = new Promise<never>(() => undefined);
  void navigator.locks.request(versionLockName(appVersion), { mode: "shared" }, () => forever);
}

/** Sets `isReplaced` when that happens. The first controller of a page that had none is the page's own version. */
export function noticeReplacement(): void {
  if (!("serviceWorker" in navigator)) return;
  const container = navigator.serviceWorker;
  let { controller } = container;
  container.addEventListener("controllerchange", () => {
    if (controller) {
      isUpdateWaiting.value = false;
      isReplaced.value = true;
    }
    ({ controller } = container);
  });
}

/** Registers /sw.js. Does nothing where the browser has no service worker (the page alone still files and sends). */
export async function registerServiceWorker(): Promise<void> {
  if (!("serviceWorker" in navigator) || import.meta.env.DEV) return;
  const { Workbox } = await import("workbox-window");
  workbox = new Workbox(trustedServiceWorkerUrl());
  workbox.addEventListener("waiting", () => {
    isUpdateWaiting.value = true;
  });
  registration = await workbox.register();
}

/** Looks for a new version now; the browser itself looks about once a day and at navigations. */
export function checkForUpdate(): void {
  void workbox?.update();
}

/** Lets the waiting version take over: `isReplaced` says when it has, here and in every other tab. */
export function activateUpdate(): void {
  registration?.waiting?.postMessage({ type: "activate-now" });
}

/** Begins this page anew, of the version that has taken over. Call only when nothing is being typed. */
export function loadNewVersion(): void {
  location.reload();
}

/** Tells the service worker that there is something to send, for when this page goes away. */
export function askForBackgroundSync(): void {
  // Not workbox's `messageSW`: that speaks to the version the page was registered with, which may be gone.
  registration?.active?.postMessage({ type: "entries-waiting" });
}
