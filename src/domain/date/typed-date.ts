/** Dates as a trained hand types them: "12-5-1990", "12051990", "5/1990", "1990". What cannot be read stays as typed. */
import type { CivilDate } from "./civil-date.ts";
import { makeDate, parseDate } from "./civil-date.ts";

/** The ISO text of a typed date, as precise as it was typed; undefined when it is none, or not in the calendar. */
export function readTypedDate(typed: string): CivilDate | undefined {
  const text = typed.trim();
  const digits = /^(\d{2})(\d{2})(\d{4})$/.exec(text);
  const parts = digits ? digits.slice(1) : text.split(/[-/. ]+/);
  if (parts.length > 3 || !parts.every((part) => /^\d{1,4}$/.test(part))) return undefined;
  const [year, month, day] = parts.map(Number).toReversed();
  if (year === undefined || parts.at(-1)?.length !== 4) return undefined;
  const date = makeDate({
    year,
    ...(month === undefined ? {} : { month }),
    ...(day === undefined ? {} : { day }),
  });
  return parseDate(date) === undefined ? undefined : date;
}

/** "12-05-1990" of "1990-05-12": as it is typed again. A text that is no date comes back as it is. */
export function typedDate(date: CivilDate): string {
  return parseDate(date) === undefined ? date : date.split("-").toReversed().join("-");
}
