/** A quick round of hostile bundles with every run of the tests; the long one is `npm run fuzz`. */
import { expect, test } from "vitest";
import { makePrng } from "../simulation/prng.ts";
import { HostileInbox, noTally } from "./hostile-bundles.ts";

const bundles = 400;
/** Of this thread alone: the largest honest bundle takes a hundredth. */
const workMsMax = 5_000;

test("after every hostile bundle an honest entry gets its receipt, and none takes long", async () => {
  const inbox = await HostileInbox.open(makePrng(1, "fuzz"));
  const tally = noTally();
  while (tally.bundles < bundles) await inbox.step(tally);
  expect(tally.accepted).toBeGreaterThan(bundles / 4);
  expect(tally.refused).toBeGreaterThan(bundles / 20);
  expect(tally.opened).toBeGreaterThan(0);
  expect(tally.slowestMs).toBeLessThan(workMsMax);
});
