import { expect, test } from "vitest";
import { brebes } from "../fixtures/kiosk-config.ts";
import { runSeed } from "./run.ts";

/** Every commit runs the same seeds; the long run takes others, so that it tells something new. */
const { from, seeds } = process.env["LOKET_LONG"] === "1" ? { from: 501, seeds: 2000 } : { from: 1, seeds: 500 };
const configuration = brebes();

test(`invariants 1 to 6 hold in ${seeds} seeds of two tablets and a district`, async () => {
  for (let seed = from; seed < from + seeds; seed += 1) {
    const { violations } = await runSeed(seed, configuration);
    expect(violations, `npm run simulate -- --seed ${seed} --trace`).toEqual([]);
  }
});

test.each([3, 11, 42])("seed %i twice gives one history", async (seed) => {
  const first = await runSeed(seed, configuration);
  const second = await runSeed(seed, configuration);
  expect(second.traceHash).toBe(first.traceHash);
});
