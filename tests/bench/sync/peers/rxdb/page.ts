/**
 * RxDB with its free Dexie storage and its HTTP replication, push only, as its documentation builds it. Settings:
 * - `batchSize` 100 for applications (the documented example), 1 for photos: a cut wastes one picture at most;
 * - `retryTime` 1 s (default 5 s), `live`, leadership off (one page);
 * - the push handler is the team's own: it fails on everything but 2xx, so that RxDB tries again; with `?gzip` it sends gzip,
 *   without it plain JSON as in the documentation;
 * - a photo is a document of its own with its bytes in base64: the replication carries JSON.
 */
import { createRxDatabase } from "rxdb/plugins/core";
import type { RxCollection, RxJsonSchema } from "rxdb/plugins/core";
import { replicateRxCollection } from "rxdb/plugins/replication";
import { getRxStorageDexie } from "rxdb/plugins/storage-dexie";
import type { Application } from "../../work.ts";
import { gzip, isGzip, openDoor, photosOf } from "../outbox.ts";

type Photo = { readonly id: string; readonly data: string };

const idCharactersMax = 64;
const applicationsAtOnce = 100;
const retryMs = 1_000;

const applicationSchema: RxJsonSchema<Application> = {
  version: 0,
  primaryKey: "id",
  type: "object",
  properties: {
    id: { type: "string", maxLength: idCharactersMax },
    serviceId: { type: "string" },
    configVersion: { type: "number" },
    answers: { type: "object", additionalProperties: true },
    missing: { type: "array", items: { type: "string" } },
    officer: { type: "object", additionalProperties: true },
    filedAt: { type: "number" },
    statement: { type: "object", additionalProperties: true },
    phone: { type: "string" },
    photos: { type: "array", items: { type: "object" } },
    urgent: { type: "object", additionalProperties: true },
  },
  required: ["id", "serviceId", "answers"],
};
const photoSchema: RxJsonSchema<Photo> = {
  version: 0,
  primaryKey: "id",
  type: "object",
  properties: { id: { type: "string", maxLength: idCharactersMax }, data: { type: "string" } },
  required: ["id", "data"],
};

const collections = open();

openDoor({
  async fill(applications) {
    const { applications: filed, photos } = await collections;
    for (const application of applications) {
      for (const [at, photo] of photosOf(application).entries()) {
        await photos.insert({ id: `${application.id}/${application.photos[at]?.number}`, data: await toBase64(photo) });
      }
      await filed.insert(application);
    }
    return applications.map(({ id }) => id);
  },
  start: () => void start(),
  async kept() {
    const { applications } = await collections;
    return (await applications.find().exec()).map(({ id }) => id);
  },
});

async function open(): Promise<{ applications: RxCollection<Application>; photos: RxCollection<Photo> }> {
  const database = await createRxDatabase({ name: "outbox", storage: getRxStorageDexie(), multiInstance: false });
  return database.addCollections({ applications: { schema: applicationSchema }, photos: { schema: photoSchema } });
}

async function start(): Promise<void> {
  const { applications, photos } = await collections;
  replicate(applications, applicationsAtOnce);
  if ((await photos.count().exec()) > 0) replicate(photos, 1);
}

function replicate(collection: RxCollection, batchSize: number): void {
  replicateRxCollection({
    collection,
    replicationIdentifier: `push-${collection.name}`,
    live: true,
    waitForLeadership: false,
    retryTime: retryMs,
    push: {
      batchSize,
      async handler(rows) {
        const json = JSON.stringify(rows);
        const response = await fetch(`/push/${collection.name}`, {
          method: "POST",
          headers: { "Content-Type": "application/json", ...(isGzip ? { "Content-Encoding": "gzip" } : {}) },
          body: isGzip ? await gzip(json) : json,
        });
        if (!response.ok) throw new Error(`the server said ${response.status}`);
        return response.json();
      },
    },
  });
}

async function toBase64(blob: Blob): Promise<string> {
  const bytes = new Uint8Array(await blob.arrayBuffer());
  return btoa(Array.from(bytes, (byte) => String.fromCodePoint(byte)).join(""));
}
