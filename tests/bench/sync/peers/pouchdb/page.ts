/**
 * PouchDB in the browser, replicating to a CouchDB-compatible server as its guide shows: `live` and `retry`. Settings:
 * - `batch_size` 100 (default) for applications; photos are documents of their own with one attachment, in a database of
 *   their own with `batch_size` 1: a cut wastes one picture at most;
 * - `back_off_function` from 1 s, doubled up to 5 s (the default grows to ten minutes);
 * - with `?gzip` bodies go up as gzip by the documented `fetch` option; without it plain, as the library sends them.
 */
import PouchDB from "pouchdb-browser";
import { gzip, isGzip, openDoor, photosOf } from "../outbox.ts";

const applicationsAtOnce = 100;
const backOffMsMax = 5_000;
const gzipFromBytes = 500;

const applications = new PouchDB("applications");
const photos = new PouchDB("photos");

openDoor({
  async fill(filed) {
    for (const { id, ...application } of filed) {
      for (const [at, photo] of photosOf({ id, ...application }).entries()) {
        const name = `${id}/${application.photos[at]?.number}`;
        await photos.put({ _id: name, _attachments: { photo: { content_type: "image/webp", data: photo } } });
      }
      await applications.put({ _id: id, ...application });
    }
    return filed.map(({ id }) => id);
  },
  start: () => void start(),
  async kept() {
    const { rows } = await applications.allDocs();
    return rows.map(({ id }) => id);
  },
});

async function start(): Promise<void> {
  replicate(applications, "applications", applicationsAtOnce);
  if (Number((await photos.info()).update_seq) > 0) replicate(photos, "photos", 1);
}

function replicate(local: PouchDB.Database, name: string, batchSize: number): void {
  const remote = new PouchDB(new URL(`/db/${name}`, location.href).href, {
    skip_setup: true,
    ...(isGzip ? { fetch: fetchWithGzip } : {}),
  });
  local.replicate.to(remote, {
    live: true,
    retry: true,
    batch_size: batchSize,
    back_off_function: (delay) => (delay === 0 ? 1_000 : Math.min(backOffMsMax, delay * 2)),
  });
}

async function fetchWithGzip(url: string | Request, options: RequestInit = {}): Promise<Response> {
  const { body } = options;
  if (typeof body !== "string" || body.length < gzipFromBytes) return PouchDB.fetch(url, options);
  const headers = new Headers(options.headers);
  headers.set("Content-Encoding", "gzip");
  return PouchDB.fetch(url, { ...options, headers, body: await gzip(body) });
}
