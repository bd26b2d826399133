/** One plausible answer for any question, from its definition alone. Numbers of people begin with 332999: nobody has them. */
import { definite, unreachable } from "../../base/assert.ts";
import { allVillages } from "../areas/areas.ts";
import { findCodeList } from "../configuration/configuration.ts";
import type { CivilDate } from "../date/civil-date.ts";
import { addDays, parseDate } from "../date/civil-date.ts";
import type { AnswerValue } from "../form/answer.ts";
import type { Check, DateQuestion, IntegerQuestion, NikQuestion, Question } from "../form/question.ts";
import type { PrefillContext } from "../form/prefill.ts";
import { furtherNames, givenNames, hamlets } from "./sample-names.ts";

/** In [0, 1); a seeded generator makes samples repeatable. */
export type RandomFraction = () => number;

/** An impossible subdistrict of Brebes (identifier rules, test data). */
export const samplePrefix = "332999";

const YEAR_DAYS = 365;
const ADULT_YEARS_MIN = 20;
const ADULT_YEARS_MAX = 45;

/** A whole number from `min` to `max`, both possible. */
export function between(random: RandomFraction, min: number, max: number): number {
  return min + Math.floor(random() * (max - min + 1));
}

/** One of `items`, which must not be empty. */
export function pick<T>(random: RandomFraction, items: readonly T[]): T {
  return definite(items[between(random, 0, items.length - 1)], "a sample needs something to pick from");
}

/** A value of the right kind; whether it fits its checks is for the caller to try. */
export function sampleAnswer(question: Question, random: RandomFraction, context: PrefillContext): AnswerValue {
  switch (question.kind) {
    case "name":
      return sampleName(random);
    case "nik":
      return sampleNik(question, random, context.today);
    case "kk-number":
      return samplePrefix + sixDigits(adultBirthDate(random, context.today), 0) + serial(random);
    case "code":
      return pick(random, itemsOf(question.list, context)).code;
    case "codes":
      return sampleCodes(question.list, random, context);
    case "digits":
      return Array.from({ length: question.digitsMin }, () => between(random, 1, 9)).join("");
    case "date":
      return sampleDate(question, random, context);
    case "time":
      return `${twoDigits(between(random, 0, 23))}:${twoDigits(between(random, 0, 59))}`;
    case "integer":
      return sampleInteger(question, random);
    case "yes-no":
      return question.mustBe === true || random() < 0.5;
    case "village":
      return context.village ?? pick(random, allVillages(context.config.areas)).village.code;
    case "place":
      return random() < 0.8 ? context.config.regencyName : pick(random, regionNames(context));
    case "phone":
      return `+628${between(random, 12, 59)}${between(random, 1_000_000, 99_999_999)}`;
    case "address":
      return `Dusun ${pick(random, hamlets)}`;
    case "rt-rw":
      return String(between(random, 1, 12)).padStart(3, "0");
    case "text":
      return sampleText(question.example ?? "Sesuai surat", random);
    default:
      return unreachable(question, "question kind");
  }
}

const itemsOf = (list: string, { config }: PrefillContext) =>
  definite(findCodeList(config, list), "a parsed configuration has its lists").items;

/** Any one of the list, now and then with the next. */
function sampleCodes(list: string, random: RandomFraction, context: PrefillContext): readonly string[] {
  const items = itemsOf(list, context);
  const first = between(random, 0, items.length - 1);
  return items.slice(first, first + between(random, 1, 2)).map(({ code }) => code);
}

function sampleName(random: RandomFraction): string {
  const words = [pick(random, givenNames), pick(random, furtherNames)];
  return (random() < 0.2 ? [...words, pick(random, furtherNames)] : words).join(" ");
}

function sampleNik(question: NikQuestion, random: RandomFraction, today: CivilDate): string {
  const wanted = question.checks?.find((check: Check) => check.check === "nik-sex");
  const isFemale = wanted === undefined ? random() < 0.5 : wanted.sex === "female";
  const birth = isChild(question) ? recentDate(random, today) : adultBirthDate(random, today);
  return samplePrefix + sixDigits(birth, isFemale ? 40 : 0) + serial(random);
}

/** A person of age, unless the question is about a child or asks for something that happened lately. */
function sampleDate(question: DateQuestion, random: RandomFraction, { today, answers }: PrefillContext): CivilDate {
  const checks = question.checks ?? [];
  const after = checks.find((check) => check.check === "not-before");
  const other = after === undefined ? undefined : answers[after.field];
  if (typeof other === "string" && parseDate(other)?.day !== undefined) {
    const recent = recentDate(random, today);
    return recent < other ? other : recent;
  }
  const isPerson = checks.some((check) => check.check === "agrees-with-nik" || check.check === "age-at-least");
  return isPerson && !isChild(question) ? adultBirthDate(random, today) : recentDate(random, today);
}

/** Convention of the configuration: questions about the child a document is made for begin with "child.". */
function isChild(question: Question): boolean {
  return question.id.startsWith("child.");
}

function adultBirthDate(random: RandomFraction, today: CivilDate): CivilDate {
  return addDays(today, -between(random, ADULT_YEARS_MIN * YEAR_DAYS, ADULT_YEARS_MAX * YEAR_DAYS));
}

/** Within the sixty days in which a birth is to be reported. */
function recentDate(random: RandomFraction, today: CivilDate): CivilDate {
  return addDays(today, -between(random, 1, 55));
}

/** The middle half of what is usual. */
function sampleInteger({ min, max, usualMin = min, usualMax = max }: IntegerQuestion, random: RandomFraction): number {
  const quarter = Math.floor((usualMax - usualMin) / 4);
  return between(random, usualMin + quarter, usualMax - quarter);
}

/** The example with other digits. */
function sampleText(example: string, random: RandomFraction): string {
  return example.replaceAll(/\d/g, () => String(between(random, 0, 9)));
}

/** DDMMYY */
function sixDigits(date: CivilDate, addToDay: number): string {
  return `${twoDigits(Number(date.slice(8, 10)) + addToDay)}${date.slice(5, 7)}${date.slice(2, 4)}`;
}

function serial(random: RandomFraction): string {
  return String(between(random, 1, 99)).padStart(4, "0");
}

function regionNames({ config }: PrefillContext): readonly string[] {
  return config.regions.length === 0 ? [config.regencyName] : config.regions.map((region) => region.name);
}

function twoDigits(value: number): string {
  return String(value).padStart(2, "0");
}
