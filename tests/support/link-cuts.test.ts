import { expect, test } from "vitest";
import type { Cut } from "./link-cuts.ts";
import { cutsOf, floorMs, runCuts } from "./link-cuts.ts";
import { slow4g } from "./shaped-link.ts";

function first(seed: string, count: number): readonly Cut[] {
  const cuts = cutsOf(seed);
  return Array.from({ length: count }, () => cuts.next().value);
}

const evenCuts = (count: number, upMs: number, downMs: number): readonly Cut[] =>
  Array.from({ length: count }, () => ({ upMs, downMs }));

test("a seed cuts at the same moments every time, another at others, and about every 20 s", () => {
  expect(first("a", 50)).toEqual(first("a", 50));
  expect(first("a", 50)).not.toEqual(first("b", 50));
  const meanMs = first("a", 500).reduce((sum, { upMs }) => sum + upMs, 0) / 500;
  expect(meanMs).toBeGreaterThan(19_000);
  expect(meanMs).toBeLessThan(21_000);
});

test("the floor is bytes ÷ rate, one round trip, and the time the link is gone", () => {
  const shape = { ...slow4g, upBitsPerSecond: 8_000, roundTripMs: 100 };
  expect(floorMs(10_000, shape)).toBe(10_100);
  expect(floorMs(10_000, shape, evenCuts(9, 4_000, 500))).toBe(11_100);
});

test("cuts come in their order, and the link carries again when nobody cuts any more", async () => {
  const seen: string[] = [];
  const link = {
    cut: async () => void seen.push("cut"),
    accept: async () => void seen.push("accept"),
  };
  const cuts = runCuts(link, slow4g, evenCuts(2, 5, 5));
  await new Promise((resolve) => setTimeout(resolve, 60));
  expect(await cuts.stop()).toBe(2);
  expect(seen).toEqual(["cut", "accept", "cut", "accept"]);

  const more = runCuts(link, slow4g, cutsOf("a"));
  expect(await more.stop()).toBe(0);
  expect(seen).toHaveLength(4);
});
