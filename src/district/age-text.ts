/** How long ago something was, in plain words. Pure: both moments are district time. */
import { DAY_MS, HOUR_MS } from "../base/limits.ts";

/** "3 hari", "5 jam", "kurang dari satu jam". Days of the calendar: those a citizen waits, holidays included. */
export function ageText(since: number, now: number): string {
  const age = Math.max(0, now - since);
  if (age >= DAY_MS) return `${Math.floor(age / DAY_MS)} hari`;
  return age >= HOUR_MS ? `${Math.floor(age / HOUR_MS)} jam` : "kurang dari satu jam";
}
