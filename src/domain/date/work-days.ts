/** Counting the days an office or a balai desa is open: a village silent over a weekend is not silent. */
import type { CivilDate } from "./civil-date.ts";
import { addDays, daysBetween, isoWeekday } from "./civil-date.ts";

/** Longer than this is "long" in every rule that asks. */
const DAYS_COUNTED_MAX = 400;

/**
 * Working days after `from` up to and including `to`; 0 when `to` is not later. `workDays` are ISO weekdays (1 = Monday).
 * Both must be full dates; spans above 400 days are counted as 400 days long.
 */
export function workDaysBetween(from: CivilDate, to: CivilDate, workDays: readonly number[]): number {
  const days = Math.min(daysBetween(from, to) ?? 0, DAYS_COUNTED_MAX);
  let count = 0;
  for (let day = 1; day <= days; day += 1) if (workDays.includes(isoWeekday(addDays(from, day)) ?? 0)) count += 1;
  return count;
}
