import { expect, it } from "vitest";
import { megabytesText, monthBefore, monthText } from "./months.ts";

it("goes back over the turn of the year", () => {
  expect([0, 1, 12].map((before) => monthBefore("2026-01-15", before))).toEqual(["2026-01", "2025-12", "2025-01"]);
  expect(monthBefore("2026-12-31", 0)).toBe("2026-12");
  expect(monthText("2026-11")).toBe("November 2026");
});

it("says megabytes as a quota counts them", () => {
  expect([0, 350_000, 9_960_000, 12_400_000].map(megabytesText)).toEqual(["0,0 MB", "0,3 MB", "10,0 MB", "12 MB"]);
});
