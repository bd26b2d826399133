import { expect, it } from "vitest";
import type { VillageHealth } from "../../../protocol/staff/staff-api.ts";
import { healthSentence, worstFirst } from "./health-words.ts";

const day = 24 * 60 * 60 * 1000;
const village: VillageHealth = {
  village: "33.29.01.2001",
  state: "holding",
  missing: 2,
  oldestMissingSince: 0,
  lastSeenAt: 0,
  devices: [],
  isForked: false,
  isUnusual: false,
};

it("says how many are still on the tablet and how old the oldest is", () => {
  expect(healthSentence(village, 3 * day)).toBe("Ada yang masih di tablet · 2 masih di tablet, tertua 3 hari");
});

it("says since when a silent village has not been heard", () => {
  expect(healthSentence({ ...village, state: "silent", missing: 0 }, 4 * day)).toContain(
    "terakhir terdengar 4 hari lalu",
  );
});

it("a forked log is told to people", () => {
  expect(healthSentence({ ...village, isForked: true }, day)).toContain("bercabang");
});

it("names the villages to call, the silent first, then those that hold most and longest", () => {
  const named = (name: string, change: Partial<VillageHealth>): VillageHealth => ({
    ...village,
    village: name,
    ...change,
  });
  const list = [
    named("fine", { state: "current", missing: 0 }),
    named("two, new", { oldestMissingSince: day }),
    named("two, old", { oldestMissingSince: 0 }),
    named("three", { missing: 3 }),
    named("silent", { state: "silent", missing: 0 }),
    named("forked", { state: "current", missing: 0, isForked: true }),
  ];
  expect(worstFirst(list).map((each) => each.village)).toEqual(["silent", "three", "two, old", "two, new", "forked"]);
});
