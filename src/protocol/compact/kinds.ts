/** One rule per kind of field: which answers it can write, and in how few bits. */
import type { Session } from "./session.ts";
import { codeRank, firstTrue } from "./session.ts";
import type { Field, Ranks, Tables } from "./tables.ts";
import type { Rule } from "./values.ts";
import { codeText } from "./words.ts";

const dayMs = 86_400_000;
/** Answers are dates in Western Indonesian time, UTC+7. */
const wibMs = 7 * 3_600_000;

export const asText = (value: unknown): string | undefined => (typeof value === "string" ? value : undefined);
const two = (value: number): string => String(value).padStart(2, "0");

/** A rule for texts that match. */
function textRule(pattern: RegExp, code: (session: Session, value: string | undefined) => string): Rule {
  return {
    fits: (value) => typeof value === "string" && pattern.test(value),
    code: (session, value) => code(session, asText(value)),
  };
}

const anyText = /^/;
export const nameRule = textRule(anyText, (session, value) => codeText(session, "name", value));
export const textRuleOf = textRule(anyText, (session, value) => codeText(session, "text", value));

/** Digits as a number, for at most 15 of them. */
function codeDigits({ coder }: Session, length: number, digits: string | undefined): string {
  return String(coder.below(10 ** length, Number(digits ?? 0))).padStart(length, "0");
}

/**
 * NIK and KK number: place (as the number before it, in this regency, or anywhere), day, month and year (a woman's day
 * is 40 higher), serial (most are small).
 */
function identityRule(likely: Field["likely"], isKk: boolean): Rule {
  return textRule(/^\d{16}$/, (session, value) => {
    const prefix = codePrefix(session, value?.slice(0, 6));
    const birth = codeBirth(session, value?.slice(6, 12), sexWeights(likely, isKk));
    return prefix + birth + codeSerial(session, value?.slice(12));
  });
}

function sexWeights(likely: Field["likely"], isKk: boolean): readonly [number, number] {
  if (isKk || likely === "male") return [60, 1];
  return likely === "female" ? [1, 60] : [1, 1];
}

function codePrefix(session: Session, prefix: string | undefined): string {
  const regency = session.tables.regency.replace(".", "");
  const { lastPrefix } = session;
  const weights = [lastPrefix === undefined ? 0 : 40, regency.length === 4 ? 10 : 0, 2];
  const where = firstTrue(prefix === lastPrefix && prefix !== undefined, prefix?.startsWith(regency) === true);
  const picked = session.coder.choose(weights, where === 1 && regency.length !== 4 ? 2 : where);
  if (picked === 0) return lastPrefix ?? "";
  const found = picked === 1 ? regency + codeDigits(session, 2, prefix?.slice(4)) : codeDigits(session, 6, prefix);
  session.lastPrefix = found;
  return found;
}

const femaleDay = 40;

function codeBirth(session: Session, digits: string | undefined, sex: readonly [number, number]): string {
  const { coder } = session;
  const day = Number(digits?.slice(0, 2) ?? 1);
  const month = Number(digits?.slice(2, 4) ?? 1);
  const isFemale = day > femaleDay;
  const inMonth = isFemale ? day - femaleDay : day;
  const isDate = inMonth >= 1 && inMonth <= 31 && month >= 1 && month <= 12;
  if (coder.choose([60, 1], isDate ? 0 : 1) === 1) return codeDigits(session, 6, digits);
  const found = coder.choose(sex, isFemale ? 1 : 0) === 1 ? femaleDay : 0;
  const dd = two(found + 1 + coder.below(31, inMonth - 1));
  const mm = two(1 + coder.below(12, month - 1));
  return dd + mm + codeDigits(session, 2, digits?.slice(4));
}

const serialEnds = [10, 100, 1000, 10_000] as const;
const serialWeights = [5, 5, 2, 3] as const;

function codeSerial({ coder }: Session, digits: string | undefined): string {
  const serial = Number(digits ?? 0);
  const size = coder.choose(
    serialWeights,
    serialEnds.findIndex((end) => serial < end),
  );
  const start = size === 0 ? 0 : (serialEnds[size - 1] ?? 0);
  return String(start + coder.below((serialEnds[size] ?? 10) - start, serial - start)).padStart(4, "0");
}

function listRule(ranks: Ranks): Rule {
  return {
    fits: (value) => typeof value === "string" && ranks.rankOf.has(value),
    code: (session, value) => codeRank(session, ranks, asText(value)),
  };
}

/** Listed, or any text. */
function placeRule(places: Ranks): Rule {
  return textRule(anyText, (session, value) => {
    const isListed = value !== undefined && places.rankOf.has(value);
    const weights = [places.items.length === 0 ? 0 : 3, 1];
    return session.coder.choose(weights, isListed ? 0 : 1) === 0
      ? codeRank(session, places, value)
      : codeText(session, "text", value);
  });
}

const dayNumber = (date: string): number => Date.parse(`${date}T00:00:00Z`) / dayMs;
const dateOf = (day: number): string => new Date(day * dayMs).toISOString().slice(0, 10);
/** The day of filing, counted from 1970; a filing time beyond 2100 counts as 1970. */
const filingDay = ({ filedAt }: Session): number => Math.floor(((filedAt < filedAtMax ? filedAt : 0) + wibMs) / dayMs);
const filedAtMax = Date.UTC(2100, 0, 1);

const dateWeights = [40, 25, 2, 5, 3] as const;
const recentDays = 64;
/** A life, and the dates of format 2 at all: 1900 to 2099. */
const pastDays = 36_525;
const yearFirst = 1900;
const years = 200;
const dayFirst = Date.UTC(yearFirst, 0, 1) / dayMs;
const daysAll = 73_049;

/** A full date by its distance from the day of filing; a far one, a month or a year by itself. */
function codeDate(session: Session, date: string | undefined): string {
  const { coder } = session;
  const today = filingDay(session);
  const back = date?.length === 10 ? today - dayNumber(date) : 0;
  switch (coder.choose(dateWeights, dateForm(date ?? "", back))) {
    case 0:
      return dateOf(today - coder.below(recentDays, back));
    case 1:
      return dateOf(today - recentDays - coder.below(pastDays, back - recentDays));
    case 2:
      return dateOf(dayFirst + coder.below(daysAll, today - back - dayFirst));
    case 3:
      return String(yearFirst + coder.below(years, Number(date ?? yearFirst) - yearFirst));
    default: {
      const months = coder.below(years * 12, monthsOf(date ?? ""));
      return `${yearFirst + Math.floor(months / 12)}-${two((months % 12) + 1)}`;
    }
  }
}

function dateForm(date: string, back: number): number {
  if (date.length < 10) return date.length === 4 ? 3 : 4;
  return firstTrue(back >= 0 && back < recentDays, back >= recentDays && back < recentDays + pastDays);
}

const monthsOf = (date: string): number => (Number(date.slice(0, 4)) - yearFirst) * 12 + Number(date.slice(5, 7)) - 1;

const dateRule: Rule = {
  fits: (value) => {
    if (typeof value !== "string" || !/^(?:19|20)\d\d(?:-(?:0[1-9]|1[0-2])(?:-\d\d)?)?$/.test(value)) return false;
    return value.length < 10 || (!Number.isNaN(dayNumber(value)) && dateOf(dayNumber(value)) === value);
  },
  code: (session, value) => codeDate(session, asText(value)),
};

const timeRule = textRule(/^(?:[01]\d|2[0-3]):[0-5]\d$/, ({ coder }, value) => {
  const minutes = coder.below(24 * 60, Number(value?.slice(0, 2) ?? 0) * 60 + Number(value?.slice(3) ?? 0));
  return `${two(Math.floor(minutes / 60))}:${two(minutes % 60)}`;
});

function integerRule([min, max]: readonly [number, number]): Rule {
  return {
    fits: (value) => Number.isSafeInteger(value) && Number(value) >= min && Number(value) <= max,
    code: ({ coder }, value) => min + coder.below(max - min + 1, typeof value === "number" ? value - min : 0),
  };
}

function yesNoRule(likely: Field["likely"]): Rule {
  return {
    fits: (value) => typeof value === "boolean",
    code: ({ coder }, value) => coder.choose(likely === "yes" ? [1, 60] : [1, 1], value === true ? 1 : 0) === 1,
  };
}

const phoneWeights = [1, 4, 8, 4, 1] as const;
const phoneDigitsMin = 9;

/** "+62", nearly always an 8, and nine to thirteen digits in all. */
export const phoneRule = textRule(/^\+62\d{9,13}$/, (session, value) => {
  const digits = value?.slice(3);
  const { coder } = session;
  const length = phoneDigitsMin + coder.choose(phoneWeights, digits === undefined ? 0 : digits.length - phoneDigitsMin);
  const first = coder.choose([60, 1], digits === undefined || digits.startsWith("8") ? 0 : 1) === 0;
  return first
    ? `+628${codeDigits(session, length - 1, digits?.slice(1))}`
    : `+62${codeDigits(session, length, digits)}`;
});

const rtRwRule = textRule(/^\d{3}$/, ({ coder }, value) => {
  const number = Number(value ?? 1);
  const isSmall = number >= 1 && number <= 16;
  const found =
    coder.choose([20, 1], isSmall ? 0 : 1) === 0 ? 1 + coder.below(16, number - 1) : coder.below(1000, number);
  return String(found).padStart(3, "0");
});

/** The rule of a field. A list that the tables lack fits nothing. */
export function ruleOf(tables: Tables, { kind, list, usual, likely }: Field): Rule {
  switch (kind) {
    case "name":
      return nameRule;
    case "text":
    case "address":
      return textRuleOf;
    case "place":
      return placeRule(tables.places);
    case "nik":
    case "kk-number":
      return identityRule(likely, kind === "kk-number");
    case "code":
      return listRule(tables.lists.get(list ?? "") ?? noRanks);
    case "village":
      return listRule(tables.villages);
    case "date":
      return dateRule;
    case "time":
      return timeRule;
    case "integer":
      return integerRule(usual ?? [0, 0]);
    case "yes-no":
      return yesNoRule(likely);
    case "phone":
      return phoneRule;
    default:
      return rtRwRule;
  }
}

const noRanks: Ranks = { items: [], rankOf: new Map() };

/**
 * The birth date a NIK tells: the last day that is not after the filing. Undefined where the digits are no date.
 */
export function birthDateOf(session: Session, nik: string): string | undefined {
  const day = Number(nik.slice(6, 8));
  const inMonth = day > femaleDay ? day - femaleDay : day;
  const rest = `${nik.slice(10, 12)}-${nik.slice(8, 10)}-${two(inMonth)}`;
  const today = dateOf(filingDay(session));
  return [`20${rest}`, `19${rest}`].find((date) => date <= today && dateRule.fits(date));
}

/** "1" man, "2" woman, as the official list has it. */
export function sexOf(nik: string): string {
  return Number(nik.slice(6, 8)) > femaleDay ? "2" : "1";
}
