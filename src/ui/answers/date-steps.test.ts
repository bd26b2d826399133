import { describe, expect, it } from "vitest";
import { dateChoices, daysInMonth, earlierThan, knownDate, startDateSteps, stepDate } from "./date-steps.ts";
import type { DateAction, DateRange, DateSteps } from "./date-steps.ts";

const life: DateRange = { earliest: { year: 1916, month: 3, day: 10 }, latest: { year: 2026, month: 11, day: 24 } };
const baby: DateRange = { earliest: { year: 2020, month: 1, day: 1 }, latest: { year: 2026, month: 11, day: 24 } };
const pick = (number: number): DateAction => ({ kind: "pick", number });
const walk = (range: DateRange, ...actions: readonly DateAction[]): DateSteps =>
  actions.reduce((state, action) => stepDate(state, action, range), startDateSteps(range));

describe("date steps", () => {
  it("go decade, year, month, day to a full date", () => {
    const state = walk(life, pick(1960), pick(1961), pick(5), pick(12));
    expect(knownDate(state)).toEqual({ year: 1961, month: 5, day: 12 });
  });
  it("skip the decade where all years fit on one screen", () => {
    expect(startDateSteps(baby).step).toBe("year");
    expect(dateChoices(startDateSteps(baby), baby)).toEqual([2026, 2025, 2024, 2023, 2022, 2021, 2020]);
    expect(earlierThan(startDateSteps(baby), baby)).toBeUndefined();
  });
  it("begin near today where that is usual, and still reach every year", () => {
    const recent: DateRange = { ...life, usualFrom: 2024 };
    const start = startDateSteps(recent);
    expect(dateChoices(start, recent)).toEqual([2026, 2025, 2024]);
    expect(earlierThan(start, recent)).toBe(2024);
    const earlier = stepDate(start, { kind: "earlier" }, recent);
    expect(dateChoices(earlier, recent)).toEqual(dateChoices(startDateSteps(life), life));
    expect(earlierThan(stepDate(earlier, pick(2020), recent), recent)).toBeUndefined();
    expect(knownDate(walk(recent, { kind: "earlier" }, pick(1950), pick(1951), pick(2), pick(3)))?.year).toBe(1951);
    expect(stepDate(startDateSteps(recent, { year: 1951 }), { kind: "return", step: "decade" }, recent)).toEqual(start);
  });
  it("never offer more than a screen of years at once, nor any outside the range", () => {
    const far: DateRange = { ...life, usualFrom: 1990 };
    expect(dateChoices(startDateSteps(far), far)).toHaveLength(12);
    const near: DateRange = { ...baby, usualFrom: 2010 };
    expect(dateChoices(startDateSteps(near), near).at(-1)).toBe(2020);
    expect(earlierThan(startDateSteps(near), near)).toBeUndefined();
  });
  it("never show more than a screen of choices", () => {
    expect(dateChoices(startDateSteps(life), life)).toHaveLength(12);
    expect(dateChoices(walk(life, pick(1960)), life)).toHaveLength(10);
  });
  it("offer nothing outside the range", () => {
    expect(dateChoices(walk(life, pick(1910)), life)).toEqual([1916, 1917, 1918, 1919]);
    expect(dateChoices(walk(life, pick(2020), pick(2026)), life).at(-1)).toBe(11);
    expect(dateChoices(walk(life, pick(2020), pick(2026), pick(11)), life).at(-1)).toBe(24);
    expect(dateChoices(walk(life, pick(1910), pick(1916)), life)[0]).toBe(3);
    expect(dateChoices(walk(life, pick(1910), pick(1916), pick(3)), life)[0]).toBe(10);
  });
  it("know how long months are", () => {
    expect([daysInMonth(2024, 2), daysInMonth(1900, 2), daysInMonth(2000, 2), daysInMonth(2026, 4)]).toEqual([
      29, 28, 29, 30,
    ]);
  });
  it("end with the year alone, or year and month, where the rest is not known", () => {
    expect(knownDate(walk(life, pick(1960), pick(1961), { kind: "unknown" }))).toEqual({ year: 1961 });
    expect(knownDate(walk(life, pick(1960), pick(1961), pick(5), { kind: "unknown" }))).toEqual({
      year: 1961,
      month: 5,
    });
  });
  it("are no answer before the end", () => {
    expect(knownDate(walk(life, pick(1960), pick(1961), pick(5)))).toBeUndefined();
  });
  it("forget what follows when going back, and keep what comes before", () => {
    const full = startDateSteps(life, { year: 1961, month: 5, day: 12 });
    expect(full.step).toBe("done");
    expect(stepDate(full, { kind: "return", step: "month" }, life)).toEqual({
      step: "month",
      decade: 1960,
      year: 1961,
    });
    expect(stepDate(full, { kind: "return", step: "day" }, life)).toEqual({
      step: "day",
      decade: 1960,
      year: 1961,
      month: 5,
    });
    expect(stepDate(full, { kind: "return", step: "decade" }, life)).toEqual({ step: "decade" });
    expect(stepDate(startDateSteps(baby, { year: 2026 }), { kind: "return", step: "year" }, baby)).toEqual({
      step: "year",
    });
  });
});
