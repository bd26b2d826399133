/** What a run has done and seen, and the running sum of all recorded runs in RESULTS.md. Knows no browser. */
import type { ResultsPage } from "../support/results-page.ts";
import { addResult, short } from "../support/results-page.ts";

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
  return countNames.map((name) => `${short(counts[name])} ${name}`).join(", ");
}

/** Adds a finished run to RESULTS.md: its line, and the sum of all lines. */
export function record(counts: Counts, seed: number): void {
  addResult(
    page,
    seed,
    countNames.map((name) => counts[name]),
  );
}

const page: ResultsPage = {
  file: new URL("RESULTS.md", import.meta.url),
  title: "What chaos found",
  command: "npm run chaos -- --minutes N --seed S --record",
  columns: countNames,
  sentence: (sums) => {
    const sum = (name: CountName): string => short(sums[countNames.indexOf(name)] ?? 0);
    const [hours, minutes] = [Math.floor(Number(sum("minutes")) / 60), Math.round(Number(sum("minutes")) % 60)];
    return `${hours} hours ${minutes} minutes, ${sum("applications")} applications, ${sum("lost")} lost, ${sum("doubled")} doubled, ${sum("stuck")} stuck.`;
  },
};
