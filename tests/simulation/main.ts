/** `npm run simulate -- --seeds N --from S [--record]` or `--seed S --trace`: the simulator by hand. The last line is the verdict. */
import { parseArgs } from "node:util";
import { simulatedCatalogue } from "./catalogue.ts";
import type { PieceDone } from "./pool.ts";
import { piecesOf, runPieces } from "./pool.ts";
import { readRevision, recordSlice } from "./results.ts";
import { runSeed } from "./run.ts";

/** Seeds are 32 bits; one sign bit stays free. */
const seedBelow = 2 ** 31;

const { values } = parseArgs({
  options: {
    seeds: { type: "string", default: "100" },
    from: { type: "string", default: "1" },
    seed: { type: "string" },
    trace: { type: "boolean", default: false },
    record: { type: "boolean", default: false },
  },
});

if (values.seed === undefined) await playMany(whole(values.from, "--from"), whole(values.seeds, "--seeds"));
else await playOne(whole(values.seed, "--seed"));

function whole(text: string, name: string): number {
  const value = Number(text);
  if (Number.isInteger(value) && value >= 0 && value < seedBelow) return value;
  throw new RangeError(`${name}: a whole number below ${seedBelow}`);
}

/** One seed, with its history when asked for. */
async function playOne(seed: number): Promise<void> {
  const outcome = await runSeed(seed, simulatedCatalogue(), {}, values.trace);
  if (values.trace) console.log(outcome.lines.join("\n"));
  console.log(JSON.stringify(outcome.options));
  if (outcome.violations.length > 0) return tellFailure(outcome);
  const { confirmed, hours, requests, traceHash } = outcome;
  console.log(
    `seed ${seed} holds: ${confirmed} applications, ${Math.round(hours)} simulated hours, ${requests} requests, trace ${traceHash}`,
  );
}

/** Many seeds over all cores, up to the first that fails. */
async function playMany(from: number, seeds: number): Promise<void> {
  if (from + seeds > seedBelow) throw new RangeError(`the last seed is below ${seedBelow}`);
  const revision = values.record ? readRevision() : undefined;
  const startedAt = performance.now();
  const total = { seeds: 0, confirmed: 0, hours: 0 };
  const failures: NonNullable<PieceDone["failed"]>[] = [];
  const take = (done: PieceDone): void => {
    total.seeds += done.seeds;
    total.confirmed += done.confirmed;
    total.hours += done.hours;
    if (done.failed) failures.push(done.failed);
  };
  await runPieces(piecesOf(from, seeds), take, () => failures.length === 0);
  const [first] = failures.toSorted((a, b) => a.seed - b.seed);
  if (first) return tellFailure(first);
  const seconds = (performance.now() - startedAt) / 1000;
  if (revision !== undefined)
    recordSlice({ revision, from, seeds, applications: total.confirmed, hours: Math.round(total.hours) });
  console.log(
    `${seeds} seeds from ${from} hold: ${total.confirmed} applications, ${Math.round(total.hours)} simulated hours, ${(seeds / seconds).toFixed(1)} seeds/s`,
  );
}

function tellFailure(failed: NonNullable<PieceDone["failed"]>): void {
  console.log(JSON.stringify(failed.options));
  for (const { invariant, detail } of failed.violations) console.log(`${invariant}: ${detail}`);
  console.log(`seed ${failed.seed} fails (trace ${failed.traceHash}); again with --seed ${failed.seed} --trace`);
  process.exitCode = 1;
}
