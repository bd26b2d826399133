/**
 * The service worker a team writes with workbox: requests that cannot be sent wait in its background-sync queue. Settings:
 * - `NetworkOnly` with `BackgroundSyncPlugin`'s queue, retention a week (default);
 * - a plugin that makes an answer of 500 and more a failure, as its documentation shows for servers in trouble;
 * - the documented `replayRequests`, on the browser's sync event and whenever the page asks for it.
 */
import { Queue } from "workbox-background-sync";
import { registerRoute } from "workbox-routing";
import { NetworkOnly } from "workbox-strategies";

declare const self: ServiceWorkerGlobalScope;

const retentionMinutes = 7 * 24 * 60;

let replaying: Promise<void> | undefined;
const queue = new Queue("applications", { maxRetentionTime: retentionMinutes, onSync: () => replay() });

registerRoute(
  ({ url }) => url.pathname.startsWith("/applications/"),
  new NetworkOnly({
    plugins: [
      {
        async fetchDidSucceed({ response }) {
          if (response.status >= 500) throw new Error("server error");
          return response;
        },
        fetchDidFail: ({ request }) => queue.pushRequest({ request }),
      },
    ],
  }),
  "PUT",
);

/** One replay at a time: the event and the page may come together. */
function replay(): Promise<void> {
  replaying ??= queue.replayRequests().finally(() => (replaying = undefined));
  return replaying;
}

self.addEventListener("message", (event) => {
  if (event.data === "replay") event.waitUntil(replay().catch(() => undefined));
  if (event.data === "list") event.waitUntil(list(event));
});
self.addEventListener("install", () => void self.skipWaiting());
self.addEventListener("activate", (event) => event.waitUntil(self.clients.claim()));

async function list(event: ExtendableMessageEvent): Promise<void> {
  const entries = await queue.getAll();
  event.ports[0]?.postMessage(entries.map(({ request }) => new URL(request.url).pathname));
}
