/** Calendar dates without clock or zone: "2026-11-24", and what elders know of one: "1961-05", "1961". */

/** ISO date "2026-11-24". Where a question allows it also "2026-11" or "2026". Compare as text. */
export type CivilDate = string;

export type DateParts = { readonly year: number; readonly month?: number; readonly day?: number };

/** Nothing we register happened before; Permendagri forms begin here (forms.md). */
export const yearMin = 1900;

/** Jakarta is UTC+7 without daylight saving. */
const WIB_OFFSET_MS = 7 * 60 * 60 * 1000;
const DAY_MS = 24 * 60 * 60 * 1000;

/** Days of a month; February has 29 in leap years. */
export function daysInMonth(year: number, month: number): number {
  if (month === 2) return isLeapYear(year) ? 29 : 28;
  return [4, 6, 9, 11].includes(month) ? 30 : 31;
}

/** Gregorian rule. */
export function isLeapYear(year: number): boolean {
  return (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;
}

/** Parts of "2026-11-24", "2026-11" or "2026"; undefined when it is no such date. */
export function parseDate(text: string): DateParts | undefined {
  const match = /^(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?$/.exec(text);
  if (match === null) return undefined;
  const year = Number(match[1]);
  if (match[2] === undefined) return { year };
  const month = Number(match[2]);
  if (month < 1 || month > 12) return undefined;
  if (match[3] === undefined) return { year, month };
  const day = Number(match[3]);
  return day >= 1 && day <= daysInMonth(year, month) ? { year, month, day } : undefined;
}

/** ISO text of parts, as precise as they are. */
export function makeDate({ year, month, day }: DateParts): CivilDate {
  const parts = [String(year).padStart(4, "0")];
  if (month !== undefined) parts.push(twoDigits(month));
  if (month !== undefined && day !== undefined) parts.push(twoDigits(day));
  return parts.join("-");
}

/** Today in Jakarta for a moment the caller read from its clock. */
export function dateInJakarta(at: number): CivilDate {
  return new Date(at + WIB_OFFSET_MS).toISOString().slice(0, 10);
}

/** "08:12" in Jakarta for a moment. */
export function timeInJakarta(at: number): string {
  return new Date(at + WIB_OFFSET_MS).toISOString().slice(11, 16);
}

/** Days from `from` to `to` (negative when `to` is earlier); undefined unless both are full dates. */
export function daysBetween(from: CivilDate, to: CivilDate): number | undefined {
  const start = dayNumber(from);
  const end = dayNumber(to);
  return start === undefined || end === undefined ? undefined : end - start;
}

/**
 * Completed years from `birth` to `today`; undefined when `birth` is no date or lies ahead. A birth known by year or
 * month only counts from its last possible day, so that nobody becomes old enough by not knowing.
 */
export function ageInYears(birth: CivilDate, today: CivilDate): number | undefined {
  const from = parseDate(birth);
  const to = parseDate(today);
  if (from === undefined || to === undefined) return undefined;
  const born = latestDay(from);
  const now = latestDay(to);
  const age = Number(now.slice(0, 4)) - Number(born.slice(0, 4)) - (now.slice(5) < born.slice(5) ? 1 : 0);
  return age < 0 && from.year <= to.year && from.day === undefined ? 0 : atLeastZero(age);
}

/** The last day a date known by year or month only can mean. */
export function latestDay({ year, month, day }: DateParts): CivilDate {
  const inMonth = month ?? 12;
  return makeDate({ year, month: inMonth, day: day ?? daysInMonth(year, inMonth) });
}

/** The first day it can mean. */
export function earliestDay({ year, month, day }: DateParts): CivilDate {
  return makeDate({ year, month: month ?? 1, day: day ?? 1 });
}

/** The date `days` after `date` (before, when negative). `date` must be a full date. */
export function addDays(date: CivilDate, days: number): CivilDate {
  return new Date(Date.parse(`${date}T00:00:00Z`) + days * DAY_MS).toISOString().slice(0, 10);
}

/** The same day `years` later (earlier, when negative); 29 February becomes the 28th. `date` must be a full date. */
export function addYears(date: CivilDate, years: number): CivilDate {
  const year = Number(date.slice(0, 4)) + years;
  const month = Number(date.slice(5, 7));
  return makeDate({ year, month, day: Math.min(Number(date.slice(8, 10)), daysInMonth(year, month)) });
}

/** 1 = Monday … 7 = Sunday; undefined unless it is a full date. */
export function isoWeekday(date: CivilDate): number | undefined {
  const day = dayNumber(date);
  // 1970-01-01 was a Thursday, weekday 4.
  return day === undefined ? undefined : ((((day + 3) % 7) + 7) % 7) + 1;
}

function dayNumber(date: CivilDate): number | undefined {
  if (parseDate(date)?.day === undefined) return undefined;
  return Math.round(Date.parse(`${date}T00:00:00Z`) / DAY_MS);
}

function atLeastZero(age: number): number | undefined {
  return age < 0 ? undefined : age;
}

function twoDigits(value: number): string {
  return String(value).padStart(2, "0");
}
