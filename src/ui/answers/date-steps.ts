/** Asking for a date in steps people can answer: about which year, which year, which month by name, which day. Pure. */

/** A day of the calendar, month 1–12. */
export type CalendarDate = { readonly year: number; readonly month: number; readonly day: number };

/** What a person knows of a date: at least the year. Without `day` it is approximate; there is no `day` without `month`. */
export type KnownDate = { readonly year: number; readonly month?: number; readonly day?: number };

export type DateStep = "decade" | "year" | "month" | "day" | "done";

export type DateSteps = {
  readonly step: DateStep;
  /** First year of the ten, 1960 for "1960-an". */
  readonly decade?: number;
  readonly year?: number;
  readonly month?: number;
  readonly day?: number;
};

/** First and last date that may be answered, both included. */
export type DateRange = {
  readonly earliest: CalendarDate;
  readonly latest: CalendarDate;
  /** From this year on, years are offered at once, without asking for the decade; earlier ones after "earlier". */
  readonly usualFrom?: number;
};

export type DateAction =
  | { readonly kind: "pick"; readonly number: number }
  | { readonly kind: "unknown" }
  /** It was before the years that are offered first. */
  | { readonly kind: "earlier" }
  | { readonly kind: "return"; readonly step: Exclude<DateStep, "done"> };

/** Up to this many years they are shown at once, without asking for the decade. */
const yearsAtOnce = 12;

/** Where asking begins: at the end for an answer that is there, else at the first step worth asking. */
export function startDateSteps(range: DateRange, known?: KnownDate): DateSteps {
  if (known === undefined) return { step: firstStep(range) };
  return { step: "done", decade: decadeOf(known.year), ...known };
}

/** One touch. Going back to a step forgets what follows it; a later step with a single choice is still asked: people expect it. */
export function stepDate(state: DateSteps, action: DateAction, range: DateRange): DateSteps {
  if (action.kind === "return") return returnTo(state, action.step, range);
  if (action.kind === "unknown") return { ...state, step: "done" };
  if (action.kind === "earlier") return { step: "decade" };
  const { number } = action;
  switch (state.step) {
    case "decade":
      return { step: "year", decade: number };
    case "year":
      return { step: "month", decade: decadeOf(number), year: number };
    case "month":
      return { ...state, step: "day", month: number };
    case "day":
      return { ...state, step: "done", day: number };
    case "done":
      return state;
  }
}

/** The numbers to choose from at this step: decades, years, months or days within the range. */
export function dateChoices(state: DateSteps, range: DateRange): readonly number[] {
  const { earliest, latest } = range;
  switch (state.step) {
    case "decade":
      return span(decadeOf(earliest.year), decadeOf(latest.year), 10);
    case "year":
      // What is asked about a short while is most often of this year or the last.
      return state.decade === undefined
        ? span(firstYearAtOnce(range), latest.year).toReversed()
        : span(Math.max(earliest.year, state.decade), Math.min(latest.year, state.decade + 9));
    case "month":
      return span(state.year === earliest.year ? earliest.month : 1, state.year === latest.year ? latest.month : 12);
    case "day":
      return daysOf(state, range);
    case "done":
      return [];
  }
}

/** The year before which nothing is offered at this step though it may be answered; undefined where all is offered. */
export function earlierThan({ step, decade }: DateSteps, range: DateRange): number | undefined {
  if (step !== "year" || decade !== undefined) return undefined;
  const first = firstYearAtOnce(range);
  return first > range.earliest.year ? first : undefined;
}

/** The answer so far, or undefined until every step was answered or "not known" was chosen. */
export function knownDate(state: DateSteps): KnownDate | undefined {
  const { step, year, month, day } = state;
  if (step !== "done" || year === undefined) return undefined;
  if (month === undefined) return { year };
  return day === undefined ? { year, month } : { year, month, day };
}

/** Days in a month of the Gregorian calendar. */
export function daysInMonth(year: number, month: number): number {
  const isLeap = (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;
  if (month === 2) return isLeap ? 29 : 28;
  return [4, 6, 9, 11].includes(month) ? 30 : 31;
}

function daysOf({ year, month }: DateSteps, { earliest, latest }: DateRange): readonly number[] {
  if (year === undefined || month === undefined) return [];
  const isFirst = year === earliest.year && month === earliest.month;
  const isLast = year === latest.year && month === latest.month;
  return span(isFirst ? earliest.day : 1, isLast ? latest.day : daysInMonth(year, month));
}

function returnTo(state: DateSteps, step: Exclude<DateStep, "done">, range: DateRange): DateSteps {
  const { decade, year, month } = state;
  const first = firstStep(range);
  if (step === "decade" || first === step) return { step: first };
  if (step === "year") return { step, ...(decade === undefined ? {} : { decade }) };
  const kept = { ...(decade === undefined ? {} : { decade }), ...(year === undefined ? {} : { year }) };
  return step === "month" ? { step, ...kept } : { step, ...kept, ...(month === undefined ? {} : { month }) };
}

function firstStep(range: DateRange): "decade" | "year" {
  const { earliest, latest, usualFrom } = range;
  return usualFrom !== undefined || latest.year - earliest.year < yearsAtOnce ? "year" : "decade";
}

/** The first year of those offered at once; never more than a screen of them. */
function firstYearAtOnce({ earliest, latest, usualFrom = earliest.year }: DateRange): number {
  return Math.max(earliest.year, usualFrom, latest.year - yearsAtOnce + 1);
}

function decadeOf(year: number): number {
  return year - (year % 10);
}

function span(from: number, to: number, step = 1): readonly number[] {
  const count = Math.max(0, Math.floor((to - from) / step) + 1);
  return Array.from({ length: count }, (_, index) => from + index * step);
}
