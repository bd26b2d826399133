import { expect, it } from "vitest";
import { brebes } from "../../../../tests/fixtures/kiosk-config.ts";
import type { DateQuestion } from "../../../domain/form/question.ts";
import { validateAnswer } from "../../../domain/form/validate-answer.ts";
import { dateRange, fromClock, fromKnownDate, toClock, toKnownDate } from "./date-time-answers.ts";

const today = "2026-11-24";
const date = (bounds: Partial<DateQuestion>): DateQuestion => ({
  id: "it",
  ask: "Kapan?",
  label: "Waktu",
  kind: "date",
  precision: "day",
  ...bounds,
});

it.each(["2026-11-24", "2026-11", "1961"])("a date keeps what is known of it: %s", (text) => {
  const known = toKnownDate(text);
  expect(known && fromKnownDate(known)).toBe(text);
});

it("what is no date is no answer", () => {
  expect(toKnownDate("")).toBeUndefined();
  expect(toKnownDate("2026-02-30")).toBeUndefined();
});

it("a time of day keeps its zeros", () => {
  const time = toClock("08:02");
  expect(time && fromClock(time)).toBe("08:02");
});

it("a birth date cannot be chosen after today", () => {
  expect(dateRange(date({}), today).latest).toEqual({ year: 2026, month: 11, day: 24 });
});

it("a date is chosen between the bounds of its question, which its check lets through", () => {
  const bounded = date({ yearsBackMax: 17, mayBeFuture: true, yearsAheadMax: 1 });
  const { earliest, latest } = dateRange(bounded, today);
  expect([earliest, latest].map(fromKnownDate)).toEqual(["2009-11-24", "2027-11-24"]);
  for (const bound of [earliest, latest])
    expect(validateAnswer(bounded, fromKnownDate(bound), { answers: {}, config: brebes(), today }).errors).toEqual([]);
});

it("what is usual shapes only what is offered first", () => {
  expect(dateRange(date({ yearsBackUsual: 6 }), today)).toEqual({ ...dateRange(date({}), today), usualFrom: 2020 });
});
