/** Numbers, dates and times as the words a voice says one after the other. Pure; a value that is none gives undefined. */
import { monthNames } from "../../base/month-names.ts";
import type { CivilDate } from "../date/civil-date.ts";
import { isoWeekday, parseDate } from "../date/civil-date.ts";
import { dayNames } from "../date/date-words.ts";
import type { Spoken } from "./spoken.ts";
import { pauseMark } from "./spoken.ts";

const digitWords = ["nol", "satu", "dua", "tiga", "empat", "lima", "enam", "tujuh", "delapan", "sembilan"] as const;

/** Everything that numbers, dates and times are composed of. */
export const numberClips: readonly string[] = [
  ...digitWords,
  "sepuluh",
  "sebelas",
  "belas",
  "puluh",
  "seratus",
  "ratus",
  "seribu",
  "ribu",
  "juta",
  ...monthNames,
  ...dayNames,
  "pukul",
  "lewat",
  "menit",
  "tanggal",
  "strip",
];

/** One million less one is the longest count anybody is asked for; beyond it digits are read one by one. */
const countedBelow = 1_000_000_000;

/** "seribu sembilan ratus enam puluh satu" for 1961. Undefined for what is no whole number from 0 up. */
export function spellNumber(value: number): Spoken | undefined {
  if (!Number.isSafeInteger(value) || value < 0) return undefined;
  if (value >= countedBelow) return spellDigits(String(value));
  return value === 0 ? [digitWords[0]] : spellCounted(value);
}

function spellCounted(value: number): Spoken {
  if (value >= 1_000_000)
    return [...spellCounted(Math.floor(value / 1_000_000)), "juta", ...spellRest(value % 1_000_000)];
  if (value >= 2000) return [...spellCounted(Math.floor(value / 1000)), "ribu", ...spellRest(value % 1000)];
  if (value >= 1000) return ["seribu", ...spellRest(value % 1000)];
  if (value >= 200) return [word(Math.floor(value / 100)), "ratus", ...spellRest(value % 100)];
  if (value >= 100) return ["seratus", ...spellRest(value % 100)];
  if (value >= 20) return [word(Math.floor(value / 10)), "puluh", ...spellRest(value % 10)];
  if (value >= 12) return [word(value - 10), "belas"];
  if (value === 11) return ["sebelas"];
  return value === 10 ? ["sepuluh"] : [word(value)];
}

const spellRest = (value: number): Spoken => (value === 0 ? [] : spellCounted(value));
const word = (digit: number): string => digitWords[digit] ?? "";

/** Digit by digit, a pause for every space or dash: "3329 0145" is two breaths. Undefined when anything else is in it. */
export function spellDigits(text: string): Spoken | undefined {
  if (!/^\d[\d -]*$/.test(text)) return undefined;
  return Array.from(text, (letter) => (/\d/.test(letter) ? word(Number(letter)) : pauseMark));
}

/** "Selasa, dua puluh empat, November, dua ribu …", as precise as the date is. Undefined for what is no date. */
export function spellDate(date: CivilDate): Spoken | undefined {
  const parts = parseDate(date);
  const year = parts && spellNumber(parts.year);
  if (parts === undefined || year === undefined) return undefined;
  const weekday = isoWeekday(date);
  const dayName = weekday === undefined ? undefined : dayNames[weekday - 1];
  const month = parts.month === undefined ? undefined : monthNames[parts.month - 1];
  return [
    ...(dayName === undefined ? [] : [dayName, pauseMark]),
    ...(parts.day === undefined ? [] : ["tanggal", ...spellRest(parts.day)]),
    ...(month === undefined ? [] : [month]),
    ...year,
  ];
}

/** "pukul delapan lewat dua belas menit" for "08:12". Undefined for what is no time. */
export function spellTime(time: string): Spoken | undefined {
  const match = /^([01]\d|2[0-3]):([0-5]\d)$/.exec(time);
  const hour = match && spellNumber(Number(match[1]));
  if (!match || !hour) return undefined;
  const minutes = Number(match[2]);
  return ["pukul", ...hour, ...(minutes === 0 ? [] : ["lewat", ...spellRest(minutes), "menit"])];
}

const letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZ";

/** Letters are clips of their own: codes are copied by hand, letter by letter. */
export const letterClips: readonly string[] = [...letters];

/** "K7QF 93XT": letters and digits one by one, a pause between groups. Undefined when anything else is in it. */
export function spellCode(groups: readonly string[]): Spoken | undefined {
  const code = groups.join(" ").toUpperCase();
  if (!/^[A-Z0-9 -]+$/.test(code)) return undefined;
  return Array.from(code, (each) =>
    each === " " || each === "-" ? pauseMark : /\d/.test(each) ? word(Number(each)) : each,
  );
}
