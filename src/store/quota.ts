/**
 * Admission: is there room for one more application, before a citizen starts one? The browser's estimate is a promise
 * nobody keeps (failures F15: it still says gigabytes when writes fail), so a canary is written too.
 */
import type { Bytes } from "../base/bytes.ts";
import { freeBytesNeeded } from "../base/limits.ts";
import type { BlobDisk } from "./ports.ts";
import { StoreFailure } from "./ports.ts";

const canaryName = "canary";

export type Room = { readonly isEnough: boolean; readonly freeBytes: number | undefined };

/** `estimate` as the browser gives it; `canary` = the bytes to try, written flushed and removed again. */
export async function checkRoom(
  blobs: BlobDisk,
  estimate: { readonly usage?: number | undefined; readonly quota?: number | undefined },
  canary: Bytes,
): Promise<Room> {
  const { usage, quota } = estimate;
  const freeBytes = usage === undefined || quota === undefined ? undefined : quota - usage;
  const isEnough = (freeBytes === undefined || freeBytes >= freeBytesNeeded) && (await canWrite(blobs, canary));
  return { isEnough, freeBytes };
}

async function canWrite(blobs: BlobDisk, canary: Bytes): Promise<boolean> {
  try {
    await blobs.write(canaryName, canary);
    return true;
  } catch (error) {
    if (error instanceof StoreFailure) return false;
    throw error;
  } finally {
    await blobs.remove(canaryName).catch(() => undefined);
  }
}
