/**
 * The reference, no queue anybody should use: everything unsealed in one gzip, the photos behind it, in one POST; again
 * from the start, a second later, until the server says that it is stored.
 */
import type { Filed } from "../outbox.ts";
import { gzip, openDoor, photosOf, sleep } from "../outbox.ts";
import { openStore } from "../store.ts";

const retryMs = 1_000;
const store = openStore<Filed>("outbox");

openDoor({
  async fill(applications) {
    for (const application of applications) {
      await (await store).put(application.id, { application, photos: photosOf(application) });
    }
    return applications.map(({ id }) => id);
  },
  start: () => void send(),
  kept: async () => (await (await store).all()).map(([id]) => id),
});

async function send(): Promise<void> {
  const filed = await (await store).all();
  const json = await gzip(JSON.stringify(filed.map(([, { application }]) => application)));
  const body = new Blob([json, ...filed.flatMap(([, { photos }]) => photos)]);
  const headers = {
    "X-Json-Bytes": String(json.size),
    "X-Photo-Bytes": filed.flatMap(([, { photos }]) => photos.map(({ size }) => size)).join(","),
  };
  while (!(await isTaken(body, headers))) await sleep(retryMs);
  for (const [id] of filed) await (await store).remove(id);
}

async function isTaken(body: Blob, headers: Record<string, string>): Promise<boolean> {
  try {
    return (await fetch("/everything", { method: "POST", body, headers })).ok;
  } catch {
    return false;
  }
}
