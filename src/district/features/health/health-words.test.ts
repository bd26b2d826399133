import { expect, it } from "vitest";
import type { VillageHealth } from "../../../protocol/staff/staff-api.ts";
import { healthSentence } from "./health-words.ts";

const day = 24 * 60 * 60 * 1000;
const village: VillageHealth = {
  village: "33.29.01.2001",
  state: "holding",
  missing: 2,
  oldestMissingSince: 0,
  lastSeenAt: 0,
  devices: [],
  isForked: false,
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
