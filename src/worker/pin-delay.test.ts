import { expect, test } from "vitest";
import { pinPauseMsFirst, pinPauseMsMax, pinTriesFree } from "../base/limits.ts";
import type { WrongPins } from "../store/settings.ts";
import { afterWrongPin, noWrongPins, waitMs } from "./pin-delay.ts";

function wrongTimes(times: number, now: number): WrongPins {
  let wrong = noWrongPins;
  for (let at = 0; at < times; at += 1) wrong = afterWrongPin(wrong, now);
  return wrong;
}

test("the first wrong PINs cost nothing, the fifth a pause", () => {
  expect(waitMs(wrongTimes(pinTriesFree - 1, 1000), 1000)).toBe(0);
  expect(waitMs(wrongTimes(pinTriesFree, 1000), 1000)).toBe(pinPauseMsFirst);
});

test("every further one doubles the pause, up to an hour", () => {
  expect(waitMs(wrongTimes(pinTriesFree + 1, 0), 0)).toBe(pinPauseMsFirst * 2);
  expect(waitMs(wrongTimes(pinTriesFree + 30, 0), 0)).toBe(pinPauseMsMax);
});

test("a clock that was set back locks nobody out for longer than the longest pause", () => {
  expect(waitMs(wrongTimes(pinTriesFree, 1e15), 0)).toBe(pinPauseMsMax);
});
