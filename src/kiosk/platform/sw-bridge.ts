/**
 * The service worker, seen from the page: registered after the first screen, a new version offered only while no form
 * is open, the reload only after the new one has taken over.
 */
import { signal } from "@preact/signals";
import type { Workbox } from "workbox-window";
import { trustedServiceWorkerUrl } from "./trusted-urls.ts";

/** True when a new version waits. The home screen offers it; no other screen looks. */
export const isUpdateWaiting = signal(false);

let workbox: Workbox | undefined;
let registration: ServiceWorkerRegistration | undefined;

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

/** Lets the waiting version take over, then loads it. Call only when nothing is being typed. */
export function activateUpdate(): void {
  workbox?.addEventListener("controlling", () => location.reload());
  // Not `messageSW`: that speaks to the version this page was registered with, which is the old one.
  registration?.waiting?.postMessage({ type: "activate-now" });
}

/** Tells the service worker that there is something to send, for when this page goes away. */
export function askForBackgroundSync(): void {
  if (!workbox) return;
  void workbox.messageSW({ type: "entries-waiting" }).catch(() => undefined);
}
