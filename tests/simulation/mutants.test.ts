import { describe, expect, test } from "vitest";
import { brebes } from "../fixtures/kiosk-config.ts";
import { mutants } from "./mutants.ts";
import { runSeed } from "./run.ts";

/** "Within few seeds": a rule whose loss is seen later than this is not guarded. */
const seedsMax = 25;

describe("the simulator catches a planted bug", () => {
  const configuration = brebes();
  test.each(mutants)("$name: $breaks", async ({ planted }) => {
    let caughtAt: number | undefined;
    for (let seed = 1; seed <= seedsMax && caughtAt === undefined; seed += 1) {
      const { violations } = await runSeed(seed, configuration, planted);
      expect(violations.filter(({ invariant }) => invariant === "broken")).toEqual([]);
      if (violations.length > 0) caughtAt = seed;
    }
    expect(caughtAt).toBeDefined();
  });
});
