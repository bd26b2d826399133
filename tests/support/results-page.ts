/** A page of recorded runs: a table whose last line is the sum, and a sentence made of that sum. Knows no kind of run. */
import { execFileSync } from "node:child_process";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

export type ResultsPage = {
  readonly file: URL;
  readonly title: string;
  /** How a run is added, for readers. */
  readonly command: string;
  readonly columns: readonly string[];
  /** The sentence people quote, from the sums in the order of the columns. */
  readonly sentence: (sums: readonly number[]) => string;
};

/** Adds a finished run; `counts` in the order of the columns. */
export function addResult(page: ResultsPage, seed: number, counts: readonly number[]): void {
  const path = fileURLToPath(page.file);
  const revision = execFileSync("git", ["rev-parse", "--short", "HEAD"], { encoding: "utf8" }).trim();
  const date = new Date().toISOString().slice(0, 10);
  const earlier = existsSync(path) ? readFileSync(path, "utf8").split("\n").filter(isRun) : [];
  const runs = [...earlier, line([date, revision, String(seed), ...counts.map(short)])];
  writeFileSync(path, pageOf(page, runs));
}

/** At most one decimal. */
export const short = (count: number): string => String(Math.round(count * 10) / 10);

const isRun = (text: string): boolean => /^\| \d{4}-\d\d-\d\d \|/.test(text);
const line = (cells: readonly string[]): string => `| ${cells.join(" | ")} |`;

function pageOf({ title, command, columns, sentence }: ResultsPage, runs: readonly string[]): string {
  const counts = runs.map((run) => run.split("|").slice(4, -1).map(Number));
  const sums = columns.map((_, at) => counts.reduce((sum, row) => sum + (row[at] ?? 0), 0));
  const head = ["date", "revision", "seed", ...columns];
  return [
    `# ${title}`,
    "",
    sentence(sums),
    "",
    `Added by \`${command}\`; a run that fails is not added, it is mended.`,
    "",
    line(head),
    line(head.map(() => "---")),
    ...runs,
    line(["sum", "", "", ...sums.map(short)]),
    "",
  ].join("\n");
}
