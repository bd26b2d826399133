/**
 * Files of versions before this one. A page of an older version may live on for days with a half-filled form, and its
 * later screens are files it has not asked for yet: they stay until no such page lives. Knows names of locks, no page.
 */
import type { PrecacheController } from "workbox-precaching";
import { appVersion } from "../src/base/app-version.ts";
import { isOtherVersionInUse } from "../src/base/version-lock.ts";

declare const self: ServiceWorkerGlobalScope;

const filesLockName = "loket-files";
const hasLocks = (): boolean => "locks" in navigator;

/** Puts the files of this version on the disk; none of them is removed meanwhile. */
export async function installFiles(files: PrecacheController, event: ExtendableEvent): Promise<void> {
  const install = async (): Promise<void> => void (await files.install(event));
  await (hasLocks() ? navigator.locks.request(filesLockName, install) : install());
}

/** Removes files that this version does not have, unless a page of another version lives or a newer version comes. */
export async function dropOldFiles(files: PrecacheController, event: ExtendableEvent): Promise<void> {
  const drop = async (): Promise<void> => {
    if (!isNewerComing() && !(await isOtherInUse())) await files.activate(event);
  };
  // Without locks nobody knows who lives: then a page that is left behind asks the district for its files.
  if (!hasLocks()) return drop();
  await navigator.locks.request(filesLockName, { ifAvailable: true }, async (lock) => (lock ? drop() : undefined));
}

/** A file of an older version, from this disk where it still lies. */
export async function answerWithOldFile(request: Request): Promise<Response> {
  return (await caches.match(request, { ignoreVary: true })) ?? fetch(request);
}

function isNewerComing(): boolean {
  return self.registration.installing !== null || self.registration.waiting !== null;
}

async function isOtherInUse(): Promise<boolean> {
  if (!hasLocks()) return false;
  const { held = [] } = await navigator.locks.query();
  const names = held.map(({ name }) => name);
  return isOtherVersionInUse(names, appVersion);
}
