/** `npm run fuzz -- --bundles N --seed S [--record]`: hostile bundles by the hundred thousand. The last line is the verdict. */
import { parseArgs } from "node:util";
import { makePrng } from "../simulation/prng.ts";
import type { ResultsPage } from "../support/results-page.ts";
import { addResult, short } from "../support/results-page.ts";
import { HostileInbox, noTally } from "./hostile-bundles.ts";

/** An honest entry after so many hostile bundles; the tests send one after each. */
const hostileInARow = 8;
const sayEvery = 20_000;
/** A process that keeps what strangers send would grow above this within a few thousand bundles. */
const memoryBytesMax = 1_500 * 1024 * 1024;

const page: ResultsPage = {
  file: new URL("RESULTS.md", import.meta.url),
  title: "What the fuzzing found",
  command: "npm run fuzz -- --bundles N --seed S --record",
  columns: ["hostile bundles", "answered", "refused", "opened", "honest entries", "failures"],
  sentence: (sums) => `${sums[0]} hostile bundles, ${sums[4]} honest entries between them, ${sums[5]} failures.`,
};

const { values } = parseArgs({
  options: {
    bundles: { type: "string", default: "10000" },
    seed: { type: "string", default: "1" },
    record: { type: "boolean", default: false },
  },
});
const [bundles, seed] = [Number(values.bundles), Number(values.seed)];
const inbox = await HostileInbox.open(makePrng(seed, "fuzz"));
const tally = noTally();
let honest = 0;
try {
  while (tally.bundles < bundles) {
    await inbox.step(tally, hostileInARow);
    honest += 1;
    if (process.memoryUsage().rss > memoryBytesMax) throw new Error(`${process.memoryUsage().rss} bytes of memory`);
    if (tally.bundles % sayEvery < hostileInARow) console.log(`${tally.bundles} hostile, ${honest} honest`);
  }
  if (values.record) addResult(page, seed, [tally.bundles, tally.accepted, tally.refused, tally.opened, honest, 0]);
  const { accepted, refused, opened, slowestMs } = tally;
  console.log(`${accepted} answered, ${refused} refused, ${opened} opened, longest work ${short(slowestMs)} ms`);
  console.log(`seed ${seed} holds: ${tally.bundles} hostile bundles, ${honest} honest entries`);
} catch (error) {
  console.log(error instanceof Error ? error.stack : String(error));
  console.log(`seed ${seed} FAILS after ${tally.bundles} hostile bundles`);
  process.exitCode = 1;
}
