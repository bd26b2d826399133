/** What a run has done and seen, and the running sum of all recorded runs in RESULTS.md. Knows no browser. */
import { execFileSync } from "node:child_process";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

const results = fileURLToPath(new URL("RESULTS.md", import.meta.url));

/** Columns of the table, in order. */
export const countNames = [
  "minutes",
  "applications",
  "browser kills",
  "server kills",
  "cuts",
  "foreign answers",
  "bits and garbage",
  "sent twice",
  "damages",
  "quota episodes",
  "workers stopped",
  "new versions",
  "lost",
  "doubled",
  "stuck",
] as const;
export type CountName = (typeof countNames)[number];
export type Counts = { [K in CountName]: number };

export const noCounts = (): Counts =>
  Object.fromEntries(countNames.map((name) => [name, 0])) as { [K in CountName]: number };

export function addCounts(to: Counts, more: Partial<Counts>): void {
  for (const name of countNames) to[name] += more[name] ?? 0;
}

/** One line for people. */
export function say(counts: Counts): string {
  return countNames.map((name) => `${format(counts[name])} ${name}`).join(", ");
}

const format = (count: number): string => String(Math.round(count * 10) / 10);

/** Adds a finished run to RESULTS.md: its line, and the sum of all lines. */
export function record(counts: Counts, seed: number, today: Date): void {
  const revision = execFileSync("git", ["rev-parse", "--short", "HEAD"], { encoding: "utf8" }).trim();
  const date = today.toISOString().slice(0, 10);
  const earlier = existsSync(results) ? readFileSync(results, "utf8").split("\n").filter(isRun) : [];
  const runs = [...earlier, row(date, revision, String(seed), counts)];
  writeFileSync(results, pageOf(runs));
}

const isRun = (line: string): boolean => /^\| \d{4}-\d\d-\d\d \|/.test(line);
const row = (date: string, revision: string, seed: string, counts: Counts): string =>
  `| ${[date, revision, seed, ...countNames.map((name) => format(counts[name]))].join(" | ")} |`;

function pageOf(runs: readonly string[]): string {
  const total = noCounts();
  for (const run of runs) {
    const numbers = run.split("|").slice(4, -1).map(Number);
    countNames.forEach((name, at) => (total[name] += numbers[at] ?? 0));
  }
  const columns = ["date", "revision", "seed", ...countNames];
  return [
    "# What chaos found",
    "",
    `${format(total.minutes)} minutes, ${total.applications} applications, ${total.lost} lost, ${total.doubled} doubled, ${total.stuck} stuck.`,
    "",
    "Added by `npm run chaos -- --minutes N --seed S --record`; a run that fails is not added, it is mended.",
    "",
    `| ${columns.join(" | ")} |`,
    `|${columns.map(() => "---").join("|")}|`,
    ...runs,
    row("sum", "", "", total),
    "",
  ].join("\n");
}
