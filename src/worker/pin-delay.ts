/** How long a wrong PIN makes people wait: five tries, then 5 minutes, doubled up to an hour. Pure; kept on disk by others. */
import type { UnixMs } from "../base/clock.ts";
import { pinPauseMsFirst, pinPauseMsMax, pinTriesFree } from "../base/limits.ts";
import type { WrongPins } from "../store/settings.ts";

export const noWrongPins: WrongPins = { count: 0, waitUntil: 0 };

/** The record after one more wrong PIN. */
export function afterWrongPin(wrong: WrongPins, now: UnixMs): WrongPins {
  const count = wrong.count + 1;
  const beyond = count - pinTriesFree;
  if (beyond < 0) return { count, waitUntil: 0 };
  return { count, waitUntil: now + Math.min(pinPauseMsFirst * 2 ** beyond, pinPauseMsMax) };
}

/**
 * Milliseconds still to wait. Never longer than the longest pause: a clock that was set back must not lock an office
 * out for a year.
 */
export function waitMs(wrong: WrongPins, now: UnixMs): number {
  return Math.min(Math.max(wrong.waitUntil - now, 0), pinPauseMsMax);
}
