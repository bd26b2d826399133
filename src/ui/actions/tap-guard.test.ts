import { expect, it } from "vitest";
import { makeTapGuard } from "./tap-guard.ts";

it("the second tap of a trembling hand does not count", () => {
  const counts = makeTapGuard(400);
  expect([1000, 1150, 1399, 1400].map(counts)).toEqual([true, false, false, true]);
});

it("a tap that did not count does not lengthen the wait", () => {
  const counts = makeTapGuard(400);
  expect([0, 399, 401].map(counts)).toEqual([true, false, true]);
});
