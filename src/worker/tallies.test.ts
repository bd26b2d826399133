import { expect, it } from "vitest";
import { memoryTallies, monthOf, noTally, withFiled } from "./tallies.ts";

it("counts every application once, however often it is told of it", () => {
  const once = withFiled(noTally, "b1", "ktp-el-lost");
  expect(withFiled(once, "b1", "ktp-el-lost")).toBe(once);
  const more = withFiled(withFiled(once, "a2", "ktp-el-lost"), "c3", "birth-certificate");
  expect(more.services).toEqual({ "ktp-el-lost": 2, "birth-certificate": 1 });
});

it("does not remember in which order applications came", () => {
  const services = ["x", "y", "z"];
  const there = services.reduce((tally, service, at) => withFiled(tally, `id${at}`, service), noTally);
  const back = services
    .map((service, at) => [`id${at}`, service] as const)
    .toReversed()
    .reduce((tally, [id, service]) => withFiled(tally, id, service), noTally);
  expect(there.counted).toEqual(back.counted);
});

it("keeps months apart, by the clock of western Indonesia", async () => {
  const newYear = Date.UTC(2026, 11, 31, 17, 30);
  expect([monthOf(newYear - 3_600_000), monthOf(newYear)]).toEqual(["2026-12", "2027-01"]);
  const tallies = memoryTallies();
  await tallies.change("2026-12", (before) => ({ ...before, bytes: before.bytes + 5 }));
  await tallies.change("2026-12", (before) => ({ ...before, bytes: before.bytes + 7 }));
  expect([(await tallies.read("2026-12")).bytes, (await tallies.read("2027-01")).bytes]).toEqual([12, 0]);
});
