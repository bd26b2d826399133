/** `npm run simulate -- --seeds N --from S` or `--seed S --trace`: the simulator by hand. The last line is the verdict. */
import { parseArgs } from "node:util";
import { brebes } from "../fixtures/kiosk-config.ts";
import type { Outcome } from "./run.ts";
import { runSeed } from "./run.ts";

const { values } = parseArgs({
  options: {
    seeds: { type: "string", default: "100" },
    from: { type: "string", default: "1" },
    seed: { type: "string" },
    trace: { type: "boolean", default: false },
  },
});
const first = Number(values.seed ?? values.from);
const count = values.seed === undefined ? Number(values.seeds) : 1;
const configuration = brebes();
const startedAt = performance.now();
let [confirmed, hours] = [0, 0];
let failed: Outcome | undefined;

for (let seed = first; seed < first + count && !failed; seed += 1) {
  const outcome = await runSeed(seed, configuration, {}, values.trace);
  confirmed += outcome.confirmed;
  hours += outcome.hours;
  if (values.trace) console.log(outcome.lines.join("\n"));
  if (count === 1) console.log(JSON.stringify(outcome.options));
  if (outcome.violations.length > 0) failed = outcome;
}
const seconds = (performance.now() - startedAt) / 1000;
if (failed) {
  console.log(JSON.stringify(failed.options));
  for (const { invariant, detail } of failed.violations) console.log(`${invariant}: ${detail}`);
  console.log(`seed ${failed.seed} fails (trace ${failed.traceHash}); again with --seed ${failed.seed} --trace`);
  process.exitCode = 1;
} else {
  console.log(
    `${count} seeds from ${first} hold: ${confirmed} applications, ${Math.round(hours)} simulated hours, ${(count / seconds).toFixed(1)} seeds/s`,
  );
}
