/**
 * `npm run bench:kiosk`: Loket's kiosk beside a form client a team would pick instead; each part is kept as it ends and is not
 * measured again, so that the bench can be made in slices. Options: see `usage`. Fails only when something could not be measured.
 */
import { execFileSync } from "node:child_process";
import { cpus, loadavg } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { loket } from "./loket.ts";
import { measure, parts } from "./measure.ts";
import { readResults, writeResults } from "./results.ts";
import { surveyjs } from "./surveyjs.ts";
import { showTable } from "./table.ts";

const contestants = [loket, surveyjs];

const usage = `npm run bench:kiosk -- [options]
  --only NAME,…   of ${contestants.map(({ name }) => name).join(", ")}
  --part NAME,…   of ${parts.join(", ")}
  --keep FILE     where results are kept; what is there is not measured again
  --again         but once more
  --table         measures nothing and prints the table of what is kept`;

const { values } = parseArgs({
  options: {
    only: { type: "string" },
    part: { type: "string" },
    keep: { type: "string" },
    again: { type: "boolean", default: false },
    table: { type: "boolean", default: false },
    help: { type: "boolean", default: false },
  },
});

const root = fileURLToPath(new URL("../../../", import.meta.url));
const file = values.keep ?? join(root, `tests/bench/kiosk/results/${new Date().toISOString().slice(0, 10)}.json`);

async function main(): Promise<void> {
  const results = readResults(file, `${cpus().length} processors, ${cpus()[0]?.model ?? ""}, Node ${process.version}`);
  // Contestants innermost, so that all meet the same minutes of the machine.
  for (const part of values.table ? [] : parts.filter((each) => isWanted(values.part, each))) {
    for (const contestant of contestants.filter(({ name }) => isWanted(values.only, name))) {
      const at = results.rows.findIndex((row) => row.contestant === contestant.name && row.part === part);
      if (at >= 0 && !values.again) continue;
      console.error(`${new Date().toISOString()} ${contestant.name} ${part}`);
      const numbers = await measure(contestant, part);
      const row = { contestant: contestant.name, part, at: new Date().toISOString(), ...place(), numbers };
      results.rows.splice(at < 0 ? results.rows.length : at, at < 0 ? 0 : 1, row);
      writeResults(file, results);
    }
  }
  console.log(
    showTable(
      results,
      contestants.map(({ name }) => name),
    ),
  );
  console.error(`kept in ${file}`);
}

const isWanted = (option: string | undefined, name: string): boolean =>
  option === undefined || option.split(",").includes(name);

const place = (): { readonly commit: string; readonly load: number } => ({
  commit: execFileSync("git", ["rev-parse", "--short", "HEAD"], { cwd: root, encoding: "utf8" }).trim(),
  load: Math.round((loadavg()[0] ?? 0) * 100) / 100,
});

if (values.help) console.log(usage);
else await main();
