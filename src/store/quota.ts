/**
 * Admission: is there room for one more application, before a citizen starts one? The browser's estimate is a promise
 * nobody keeps (failures F15: it still says gigabytes when writes fail), so the room itself is written: the ballast.
 */
import { ballastBytes, freeBytesNeeded } from "../base/limits.ts";
import type { Ballast } from "./ports.ts";
import { StoreFailure } from "./ports.ts";

export type Room = { readonly isEnough: boolean; readonly freeBytes: number | undefined };

/** `estimate` as the browser gives it. The ballast is made whole where it is not; what it holds counts as free. */
export async function checkRoom(
  ballast: Ballast,
  estimate: { readonly usage?: number | undefined; readonly quota?: number | undefined },
): Promise<Room> {
  const { usage, quota } = estimate;
  const held = (await ballast.isWhole()) ? ballastBytes : 0;
  const freeBytes = usage === undefined || quota === undefined ? undefined : Math.max(0, quota - usage) + held;
  const isPromised = freeBytes === undefined || freeBytes >= freeBytesNeeded;
  return { isEnough: isPromised && (await canHold(ballast)), freeBytes };
}

async function canHold(ballast: Ballast): Promise<boolean> {
  try {
    await ballast.fill();
    return true;
  } catch (error) {
    if (!(error instanceof StoreFailure)) throw error;
    // Anything but a full disk (another tab is filling it at this moment) is told by what is there.
    return error.code !== "storage-full" && ballast.isWhole();
  }
}
