/** Between what the date and time steps give and what is stored: "2026-11-24", "2026-11", "2026", "08:12". Pure. */
import type { CivilDate } from "../../../domain/date/civil-date.ts";
import { parseDate } from "../../../domain/date/civil-date.ts";
import type { DateRange, KnownDate } from "../../../ui/answers/date-steps.ts";
import type { ClockTime } from "../../../ui/answers/time-steps.ts";
import { twoDigits } from "../../../ui/answers/time-steps.ts";

/** Nobody alive was born before; the same bound as the date rule of the forms. */
const yearMin = 1900;
/** A date to come that a form may ask for lies at most this far ahead. */
const yearsAhead = 10;

/** The range to choose from. */
export function dateRange(today: CivilDate, mayBeFuture: boolean): DateRange {
  const now = parseDate(today);
  const year = now?.year ?? yearMin;
  return {
    earliest: { year: yearMin, month: 1, day: 1 },
    latest: mayBeFuture
      ? { year: year + yearsAhead, month: 12, day: 31 }
      : { year, month: now?.month ?? 12, day: now?.day ?? 31 },
  };
}

/** Undefined when nothing was answered or it is no date. */
export function toKnownDate(text: string): KnownDate | undefined {
  const parts = parseDate(text);
  if (!parts) return undefined;
  const { year, month, day } = parts;
  return { year, ...(month === undefined ? {} : { month }), ...(day === undefined ? {} : { day }) };
}

export function fromKnownDate({ year, month, day }: KnownDate): CivilDate {
  const parts = [String(year), month, day].filter((part) => part !== undefined);
  return parts.map((part) => (typeof part === "number" ? twoDigits(part) : part)).join("-");
}

export function toClock(text: string): ClockTime | undefined {
  const match = /^(\d\d):(\d\d)$/.exec(text);
  return match ? { hour: Number(match[1]), minute: Number(match[2]) } : undefined;
}

export function fromClock({ hour, minute }: ClockTime): string {
  return `${twoDigits(hour)}:${twoDigits(minute)}`;
}
