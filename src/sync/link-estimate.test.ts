import { expect, test } from "vitest";
import {
  bundleBytesFirst,
  bundleBytesMin,
  exchangeMsMax,
  exchangeMsTarget,
  exchangeMsTargetFollowing,
  linkSampleBytesMin,
  tooLargeForgottenMs,
} from "../base/limits.ts";
import {
  afterCut,
  afterSilence,
  afterSuccess,
  afterTooLarge,
  budgetBytes,
  silenceMs,
  UNKNOWN_LINK,
} from "./link-estimate.ts";

const MINUTE = 60_000;
const measured = afterSuccess(UNKNOWN_LINK, 60_000, 10_000, 0);

test("an unknown link gets what 60 s carry at about 50 kbit/s", () => {
  expect(budgetBytes(UNKNOWN_LINK, 0)).toBe(bundleBytesFirst);
});

test("an exchange is sized to 60 s of the measured rate, to 15 s when it follows another within a minute", () => {
  expect(budgetBytes(measured, 2 * MINUTE)).toBe(6 * exchangeMsTarget);
  expect(budgetBytes(measured, MINUTE / 2)).toBe(6 * exchangeMsTargetFollowing);
});

test("a small quick exchange measures the latency, not the link", () => {
  expect(budgetBytes(afterSuccess(UNKNOWN_LINK, 500, 700, 0), 2 * MINUTE)).toBe(bundleBytesFirst);
});

// Failures F31.
test("every 413 halves the next bundle, down to 1 KB, and is forgotten after an hour", () => {
  const once = afterTooLarge(measured, 100_000, 0);
  expect(budgetBytes(once, 2 * MINUTE)).toBe(50_000);
  expect(budgetBytes(afterTooLarge(once, 1500, 0), 2 * MINUTE)).toBe(bundleBytesMin);
  expect(budgetBytes(once, tooLargeForgottenMs)).toBe(6 * exchangeMsTarget);
});

test("after a cut less is at stake, until an exchange comes through", () => {
  const cut = afterCut(measured, 200_000, 0);
  expect(budgetBytes(cut, 2 * MINUTE)).toBe(100_000);
  expect(budgetBytes(afterSuccess(cut, 60_000, 10_000, 0), 2 * MINUTE)).toBe(6 * exchangeMsTarget);
});

test("a cap below 32 KB doubles with every success that filled it: a passing 413 does not cost an hour of small pieces", () => {
  const capped = afterTooLarge(measured, 8000, 0);
  expect(budgetBytes(afterSuccess(capped, 4000, 1000, 0), 2 * MINUTE)).toBe(8000);
  expect(budgetBytes(afterSuccess(capped, 600, 1000, 0), 2 * MINUTE)).toBe(4000);
});

test("a silent connection is given up after a time that fits its bytes, and each one gets the next twice as much", () => {
  expect(silenceMs(UNKNOWN_LINK, 1000)).toBeLessThan(30_000);
  expect(silenceMs(UNKNOWN_LINK, 300_000)).toBe(exchangeMsMax);
  let link = measured;
  const given = [0, 1, 2, 3].map((each) => {
    const ms = silenceMs(link, 1000);
    link = afterSilence(link, 1000, each);
    return Math.round(ms / silenceMs(measured, 1000));
  });
  expect(given).toEqual([1, 2, 4, Math.round(exchangeMsMax / silenceMs(measured, 1000))]);
  expect(silenceMs(afterSuccess(link, 1000, 500, 9), 1000)).toBe(silenceMs(measured, 1000));
});

test("a link that was slow once is found better by small exchanges, too", () => {
  let link = afterSuccess(UNKNOWN_LINK, 4000, 20_000, 0);
  const before = budgetBytes(link, 0);
  expect(before).toBeLessThan(linkSampleBytesMin);
  for (let tries = 0; tries < 8; tries += 1) link = afterSuccess(link, budgetBytes(link, 0), 1600, 0);
  expect(budgetBytes(link, 0)).toBeGreaterThan(4 * before);
});
