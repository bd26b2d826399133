import { expect, test } from "vitest";
import { readResults, statedSum, sumOf } from "./results.ts";

test("the sentence of RESULTS.md is the sum of its slices", () => {
  const text = readResults();
  expect(statedSum(text)).toBe(sumOf(text));
});

test("two slices add up", () => {
  const text = "| 2026-11-24 | 5b86976 | 1 | 100 | 2000 | 9000 |\n| 2026-11-25 | abc1234 | 101 | 50 | 900 | 4000 |";
  expect(sumOf(text)).toBe("150 seeds, 2900 applications, 0 lost, 0 doubled, 0 stuck");
});
