/** The only place of the kiosk that asks the browser for time and chance. */
import type { Bytes } from "../../base/bytes.ts";
import type { UnixMs } from "../../base/clock.ts";
import type { CivilDate } from "../../domain/date/civil-date.ts";
import { dateInJakarta } from "../../domain/date/civil-date.ts";

/** What this tablet believes the time is. Claimed: decides nothing. */
export function now(): UnixMs {
  return Date.now();
}

/** Today in WIB (UTC+7, no daylight saving), whatever zone the tablet is set to. */
export function todayInWib(): CivilDate {
  return dateInJakarta(now());
}

/** Unpredictable bytes, for ids of drafts. */
export function randomBytes(length: number): Bytes {
  return crypto.getRandomValues(new Uint8Array(length));
}

/** Runs `work` after `ms`; the function returned cancels it. */
export function after(ms: number, work: () => void): () => void {
  const timer = setTimeout(work, ms);
  return () => clearTimeout(timer);
}

/** Resolves when the frame that shows what was just rendered has been drawn, or at once where nobody looks. */
export function painted(): Promise<void> {
  if (document.visibilityState === "hidden") return Promise.resolve();
  return new Promise((resolve) => {
    requestAnimationFrame(() => setTimeout(resolve));
  });
}

/** True where the person at this device has asked for nothing to move by itself. */
export function wantsStillness(): boolean {
  return matchMedia("(prefers-reduced-motion: reduce)").matches;
}

/** Resolves after `ms`. */
export function pause(ms: number): Promise<void> {
  return new Promise((resolve) => void after(ms, resolve));
}
