/** `npm run chaos -- --minutes N --seed S [--record]`: chaos in a real browser by hand. The last line is the verdict. */
import { appendFileSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { runChaos } from "./chaos.ts";
import { record, say } from "./totals.ts";

const { values } = parseArgs({
  options: {
    minutes: { type: "string", default: "2" },
    seed: { type: "string", default: "1" },
    record: { type: "boolean", default: false },
  },
});
const [minutes, seed] = [Number(values.minutes), Number(values.seed)];
const folder = mkdtempSync(join(tmpdir(), "loket-chaos-"));
const log = (line: string): void => {
  console.log(line);
  appendFileSync(join(folder, "log.txt"), `${line}\n`);
};
log(`seed ${seed}, ${minutes} minutes, in ${folder}`);

try {
  const { counts, failures } = await runChaos({ seed, minutes, folder, log });
  log(say(counts));
  for (const failure of failures) log(failure);
  if (failures.length > 0) throw new Error(`${failures.length} differences`);
  if (values.record) record(counts, seed);
  rmSync(folder, { recursive: true, force: true });
  console.log(`seed ${seed} holds`);
} catch (error) {
  log(error instanceof Error ? (error.stack ?? error.message) : String(error));
  console.log(`seed ${seed} FAILS; log, oracle, profile and data of the district are in ${folder}`);
  process.exitCode = 1;
}
