/**
 * tus-js-client: every application is an upload of its own (its JSON as gzip), every photo another. Settings:
 * - `uploadDataDuringCreation`: one request for what arrives whole; what is cut is resumed where it stopped;
 * - `retryDelays` 0, 1, 3, 5 s (documented), and the page's own queue begins again after 5 s when they are used up;
 * - `storeFingerprintForResuming` on, so that a restarted browser finds what it has begun; no chunks (the documented advice);
 * - six uploads at a time for applications, two for photos: more would share the same link.
 */
import { Upload } from "tus-js-client";
import type { Filed } from "../outbox.ts";
import { gzip, openDoor, photosOf, sleep } from "../outbox.ts";
import { openStore } from "../store.ts";

type Job = { readonly name: string; readonly bytes: Blob };

const againAfterMs = 5_000;
const applicationsAtOnce = 6;
const photosAtOnce = 2;
const store = openStore<Filed>("outbox");

openDoor({
  async fill(applications) {
    for (const application of applications) {
      await (await store).put(application.id, { application, photos: photosOf(application) });
    }
    return applications.map(({ id }) => id);
  },
  start: () => void start(),
  kept: async () => (await (await store).all()).map(([id]) => id),
});

async function start(): Promise<void> {
  const filed = (await (await store).all()).map(([, one]) => one);
  const waiting = [...filed];
  const atOnce = filed.some(({ photos }) => photos.length > 0) ? photosAtOnce : applicationsAtOnce;
  await Promise.all(
    Array.from({ length: atOnce }, async () => {
      for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) await deliver(next);
    }),
  );
}

async function deliver({ application, photos }: Filed): Promise<void> {
  const json = await gzip(JSON.stringify(application));
  const jobs: readonly Job[] = [
    { name: application.id, bytes: json },
    ...photos.map((bytes, at) => ({ name: `${application.id}/${application.photos[at]?.number}`, bytes })),
  ];
  for (const job of jobs) while (!(await isUploaded(job))) await sleep(againAfterMs);
  await (await store).remove(application.id);
}

async function isUploaded({ name, bytes }: Job): Promise<boolean> {
  const upload = await new Promise<Upload | undefined>((resolve) => {
    const made: Upload = new Upload(bytes, {
      endpoint: "/files/",
      uploadDataDuringCreation: true,
      retryDelays: [0, 1_000, 3_000, 5_000],
      removeFingerprintOnSuccess: true,
      fingerprint: () => Promise.resolve(name),
      metadata: { name },
      onSuccess: () => resolve(made),
      onError: () => resolve(undefined),
    });
    void made.findPreviousUploads().then(([previous]) => {
      if (previous !== undefined) made.resumeFromPreviousUpload(previous);
      made.start();
    });
  });
  return upload !== undefined;
}
