/** Between what the date and time steps give and what is stored: "2026-11-24", "2026-11", "2026", "08:12". Pure. */
import { definite } from "../../../base/assert.ts";
import type { CivilDate } from "../../../domain/date/civil-date.ts";
import { addYears, parseDate, yearMin } from "../../../domain/date/civil-date.ts";
import type { DateQuestion } from "../../../domain/form/question.ts";
import type { CalendarDate, DateRange, KnownDate } from "../../../ui/answers/date-steps.ts";
import type { ClockTime } from "../../../ui/answers/time-steps.ts";
import { twoDigits } from "../../../ui/answers/time-steps.ts";

/** Where a form that asks for a date to come sets no bound, so many years are offered. */
const yearsAheadOffered = 10;

/** The range to choose from: what the question's bounds let through, and which of it is offered first. */
export function dateRange(question: DateQuestion, today: CivilDate): DateRange {
  const { mayBeFuture, yearsBackMax, yearsBackUsual, yearsAheadMax = yearsAheadOffered } = question;
  const earliest = yearsBackMax === undefined ? `${yearMin}-01-01` : addYears(today, -yearsBackMax);
  const latest = mayBeFuture === true ? addYears(today, yearsAheadMax) : today;
  return {
    earliest: calendarDate(earliest),
    latest: calendarDate(latest),
    ...(yearsBackUsual === undefined ? {} : { usualFrom: calendarDate(today).year - yearsBackUsual }),
  };
}

function calendarDate(date: CivilDate): CalendarDate {
  const { year, month = 1, day = 1 } = definite(parseDate(date), "a full date");
  return { year, month, day };
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
