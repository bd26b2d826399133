/** The NIK: what its sixteen digits say, and what looks wrong. There is no check digit and no look-up: format only. */
import { monthNames } from "../../base/month-names.ts";
import type { Result } from "../../base/result.ts";
import { err, ok } from "../../base/result.ts";
import type { Areas, Region } from "../areas/areas.ts";
import { findSubdistrict } from "../areas/areas.ts";
import type { CivilDate } from "../date/civil-date.ts";
import { daysInMonth, makeDate } from "../date/civil-date.ts";
import { dateText } from "../date/date-words.ts";
import { digitsOf } from "./digits.ts";
import { provinceNames } from "./provinces.ts";

export const nikDigits = 16;

/** E1 not 16 digits (by what is wrong), E2 cannot be a NIK. Numbers as in the rules of the identifier. */
export type NikErrorCode = "nik-not-digits" | "nik-too-short" | "nik-too-long" | "nik-impossible";

/** W1, W2 place unknown; W4 day or month, W5 day not in month, W6 serial 0000. W3 compares with answers: see checks. */
export type NikWarningCode =
  | "nik-province-unknown"
  | "nik-region-unknown"
  | "nik-date-impossible"
  | "nik-day-not-in-month"
  | "nik-serial-zero";

export type Sex = "male" | "female";

export type Nik = {
  /** Sixteen digits. */
  readonly digits: string;
  readonly warnings: readonly NikWarningCode[];
  /** Undefined where day or month make no sense. */
  readonly sex?: Sex;
  readonly day?: number;
  readonly month?: number;
  /** Full dates that fit, oldest first: two when 19yy and 20yy are both past. Never guessed between. */
  readonly birthDates: readonly CivilDate[];
  /** First six digits: where it was issued, not where the person lives. */
  readonly regionCode: string;
  /** "Brebes" or "Jawa Tengah"; undefined when neither is known. */
  readonly regionName?: string;
};

export type NikContext = {
  readonly today: CivilDate;
  /** Regencies of the country and villages of our own. Without them only provinces are judged. */
  readonly regions?: readonly Region[];
  readonly areas?: Areas;
};

/** Day of birth + 40 marks a woman (PP 37/2007 ps 37, kept by later rules). */
const FEMALE_DAY_OFFSET = 40;

/** Reads what was typed: spaces, dots and dashes do not matter. Failures E1 and E2; everything else is a warning. */
export function readNik(text: string, context: NikContext): Result<Nik, NikErrorCode> {
  const digits = digitsOf(text);
  if (digits === undefined) return err("nik-not-digits");
  if (digits.length < nikDigits) return err("nik-too-short");
  if (digits.length > nikDigits) return err("nik-too-long");
  if (/^(\d)\1+$/.test(digits) || digits.startsWith("00")) return err("nik-impossible");
  const born = readBirth(digits, context.today);
  const regionName = findRegionName(digits, context);
  return ok({
    digits,
    warnings: [...regionWarnings(digits, context), ...born.warnings, ...serialWarnings(digits)],
    ...born.person,
    birthDates: born.birthDates,
    regionCode: digits.slice(0, 6),
    ...(regionName === undefined ? {} : { regionName }),
  });
}

/** "Perempuan, lahir 12 Mei 1961, terbit di Brebes": read back to the person. Leaves out what the digits do not tell. */
export function describeNik(nik: Nik): string {
  const parts = [
    sexText(nik),
    birthText(nik),
    nik.regionName === undefined ? undefined : `terbit di ${nik.regionName}`,
  ];
  const text = parts.filter((part) => part !== undefined).join(", ");
  return text === "" ? "Nomor ini belum bisa dibaca" : text.charAt(0).toUpperCase() + text.slice(1);
}

/** The birth date a NIK tells, when it leaves no choice. */
export function findNikBirthDate(nik: Nik): CivilDate | undefined {
  return nik.birthDates.length === 1 ? nik.birthDates[0] : undefined;
}

type Birth = {
  readonly person: { readonly sex?: Sex; readonly day?: number; readonly month?: number };
  readonly birthDates: readonly CivilDate[];
  readonly warnings: readonly NikWarningCode[];
};

function readBirth(digits: string, today: CivilDate): Birth {
  const dd = Number(digits.slice(6, 8));
  const month = Number(digits.slice(8, 10));
  const yy = Number(digits.slice(10, 12));
  const day = dd > FEMALE_DAY_OFFSET ? dd - FEMALE_DAY_OFFSET : dd;
  if (day < 1 || day > 31 || month < 1 || month > 12)
    return { person: {}, birthDates: [], warnings: ["nik-date-impossible"] };
  const sex = dd > FEMALE_DAY_OFFSET ? "female" : "male";
  const birthDates = [1900 + yy, 2000 + yy]
    .filter((year) => day <= daysInMonth(year, month))
    .map((year) => makeDate({ year, month, day }))
    .filter((date) => date <= today);
  return { person: { sex, day, month }, birthDates, warnings: birthDates.length === 0 ? ["nik-day-not-in-month"] : [] };
}

/** Old codes live on in living NIKs (split provinces, merged subdistricts): always a warning, never an error. */
function regionWarnings(digits: string, { regions, areas }: NikContext): readonly NikWarningCode[] {
  if (provinceNames[digits.slice(0, 2)] === undefined) return ["nik-province-unknown"];
  const regency = dotted(digits.slice(0, 4));
  if (regions !== undefined && regions.length > 0 && findRegion(regions, regency) === undefined)
    return ["nik-region-unknown"];
  const ours = areas !== undefined && areas.regency.code === regency;
  return ours && findSubdistrict(areas, dotted(digits.slice(0, 6))) === undefined ? ["nik-region-unknown"] : [];
}

function findRegionName(digits: string, { regions, areas }: NikContext): string | undefined {
  const regency = dotted(digits.slice(0, 4));
  const name = areas?.regency.code === regency ? areas.regency.name : findRegion(regions ?? [], regency)?.name;
  return name?.replace(/^Kabupaten /, "") ?? provinceNames[digits.slice(0, 2)];
}

function findRegion(regions: readonly Region[], code: string): Region | undefined {
  return regions.find((region) => region.code === code);
}

/** "3329" → "33.29" */
function dotted(digits: string): string {
  return digits.replaceAll(/(\d\d)(?=\d)/g, "$1.");
}

function serialWarnings(digits: string): readonly NikWarningCode[] {
  return digits.endsWith("0000") ? ["nik-serial-zero"] : [];
}

function sexText(nik: Nik): string | undefined {
  if (nik.sex === undefined) return undefined;
  return nik.sex === "female" ? "perempuan" : "laki-laki";
}

function birthText(nik: Nik): string | undefined {
  const [first, second] = nik.birthDates;
  if (first === undefined || nik.day === undefined || nik.month === undefined) return undefined;
  if (second === undefined) return `lahir ${dateText(first)}`;
  return `lahir ${nik.day} ${monthNames[nik.month - 1] ?? ""} ${first.slice(0, 4)} atau ${second.slice(0, 4)}`;
}
