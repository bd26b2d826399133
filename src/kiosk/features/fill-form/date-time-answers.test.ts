import { expect, it } from "vitest";
import { dateRange, fromClock, fromKnownDate, toClock, toKnownDate } from "./date-time-answers.ts";

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
  expect(dateRange("2026-11-24", false).latest).toEqual({ year: 2026, month: 11, day: 24 });
});
