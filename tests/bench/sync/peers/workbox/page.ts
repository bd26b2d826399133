/**
 * Files as a page without any queue would: a PUT under the application's own name, its JSON as gzip, a PUT for each photo.
 * Workbox keeps what fails. Background Sync may wait for minutes: the page asks for a replay every 10 s while it is open.
 */
import type { BenchPage } from "../../contestant.ts";
import { gzip, openDoor, photosOf } from "../outbox.ts";

const askEveryMs = 10_000;
const ready = openWorker();

const page: BenchPage = {
  async fill(applications) {
    for (const application of applications) {
      const path = `/applications/${application.id}`;
      const body = await gzip(JSON.stringify(application));
      await put(path, body, { "Content-Encoding": "gzip", "Content-Type": "application/json" });
      for (const [at, photo] of photosOf(application).entries()) {
        await put(`${path}/photos/${application.photos[at]?.number}`, photo, { "Content-Type": "image/webp" });
      }
    }
    return applications.map(({ id }) => id);
  },
  start() {
    const ask = async (): Promise<void> => (await ready).active?.postMessage("replay");
    void ask();
    setInterval(() => void ask(), askEveryMs);
  },
  async kept() {
    const { port1, port2 } = new MessageChannel();
    const listed = new Promise<readonly string[]>((resolve) => {
      port1.addEventListener("message", ({ data }) => resolve(data));
      port1.start();
    });
    (await ready).active?.postMessage("list", [port2]);
    return [...new Set((await listed).map((path) => path.split("/")[2] ?? ""))];
  },
};
openDoor(page, ready);

/** Resolves when the service worker sees what this page asks for. */
async function openWorker(): Promise<ServiceWorkerRegistration> {
  await navigator.serviceWorker.register("/worker.js");
  if (navigator.serviceWorker.controller === null) {
    await new Promise((resolve) => navigator.serviceWorker.addEventListener("controllerchange", resolve));
  }
  return navigator.serviceWorker.ready;
}

/** Without a link this fails, and that is what the queue is for. */
async function put(path: string, body: Blob, headers: Record<string, string>): Promise<void> {
  await fetch(path, { method: "PUT", body, headers }).catch(() => undefined);
}
