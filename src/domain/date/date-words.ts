/** Dates and times as people here read them: "24 November 2026", "08.12 WIB". */
import { monthNames } from "../../base/month-names.ts";
import type { CivilDate } from "./civil-date.ts";
import { dateInJakarta, isoWeekday, parseDate, timeInJakarta } from "./civil-date.ts";

/** ISO order: Monday first. */
export const dayNames = ["Senin", "Selasa", "Rabu", "Kamis", "Jumat", "Sabtu", "Minggu"] as const;

/** "24 November 2026", "November 2026" or "2026", as precise as the date is. What is no date comes back unchanged. */
export function dateText(date: CivilDate): string {
  const parts = parseDate(date);
  if (parts === undefined) return date;
  const month = parts.month === undefined ? undefined : monthNames[parts.month - 1];
  return [parts.day, month, parts.year].filter((part) => part !== undefined).join(" ");
}

/** "Selasa, 24 November 2026": forms ask for the day's name too. Without the name when the date is not full. */
export function dayAndDateText(date: CivilDate): string {
  const weekday = isoWeekday(date);
  const name = weekday === undefined ? undefined : dayNames[weekday - 1];
  return name === undefined ? dateText(date) : `${name}, ${dateText(date)}`;
}

/** "08:12" → "08.12 WIB" */
export function timeText(time: string): string {
  return `${time.replace(":", ".")} WIB`;
}

/** For a line of a list: "hari ini 08.12 WIB" or "24 November 2026 08.12 WIB"; breaks between date and time only. */
export function momentLine(at: number, today: CivilDate): string {
  const date = dateInJakarta(at);
  return `${unbroken(date === today ? "hari ini" : dateText(date))} ${unbroken(timeText(timeInJakarta(at)))}`;
}

/** For a title: the time if it was today, else the date. */
export function shortMomentText(at: number, today: CivilDate): string {
  const date = dateInJakarta(at);
  return unbroken(date === today ? timeText(timeInJakarta(at)) : dateText(date));
}

function unbroken(text: string): string {
  return text.replaceAll(" ", "\u00A0");
}

/** "24 November 2026 08.12 WIB" for a moment. */
export function momentText(at: number): string {
  return `${dateText(dateInJakarta(at))} ${timeText(timeInJakarta(at))}`;
}
