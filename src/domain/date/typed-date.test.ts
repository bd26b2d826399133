import { expect, it } from "vitest";
import { readTypedDate, typedDate } from "./typed-date.ts";

it.each([
  ["12-05-1990", "1990-05-12"],
  ["12-5-1990", "1990-05-12"],
  ["12/5/1990", "1990-05-12"],
  [" 12.5.1990 ", "1990-05-12"],
  ["12 5 1990", "1990-05-12"],
  ["12051990", "1990-05-12"],
  ["5-1990", "1990-05"],
  ["1990", "1990"],
  ["31-02-1990", undefined],
  ["12-13-1990", undefined],
  ["12-5-90", undefined],
  ["1-2-3-1990", undefined],
  ["12 Mei 1990", undefined],
  ["", undefined],
])("%j is read as %s", (typed, date) => {
  expect(readTypedDate(typed)).toBe(date);
});

it.each(["1990-05-12", "1990-05", "1990"])("%s is shown as it is typed", (date) => {
  expect(readTypedDate(typedDate(date))).toBe(date);
});
