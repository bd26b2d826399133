/** Which month the sheet is of, in words and numbers. */
import { dateText } from "../../../domain/date/date-words.ts";

/** The month `before` months ago of a date: "2026-11-24", 1 → "2026-10". */
export function monthBefore(today: string, before: number): string {
  const months = Number(today.slice(0, 4)) * 12 + Number(today.slice(5, 7)) - 1 - before;
  return `${Math.floor(months / 12)}-${String((months % 12) + 1).padStart(2, "0")}`;
}

/** "November 2026" */
export const monthText = (month: string): string => dateText(month);

/** "0,4 MB", "12 MB": as a quota is sold, in millions of bytes. */
export function megabytesText(bytes: number): string {
  const megabytes = bytes / 1_000_000;
  const rounded = megabytes < 10 ? megabytes.toFixed(1) : String(Math.round(megabytes));
  return `${rounded.replace(".", ",")} MB`;
}
