/** What finished slices add up to: one row each in RESULTS.md, and the sentence above them. Plays nothing itself. */
import { execFileSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

/** Seeds played without a violation. A slice with one is not finished and not written down. */
export type Slice = {
  readonly revision: string;
  readonly from: number;
  readonly seeds: number;
  readonly applications: number;
  readonly hours: number;
};

const path = fileURLToPath(new URL("./RESULTS.md", import.meta.url));
const root = fileURLToPath(new URL("../..", import.meta.url));
const row = /^\| \d{4}-\d\d-\d\d \| \w+ \| (\d+) \| (\d+) \| (\d+) \| \d+ \|$/gm;
const sentence = /^\d+ seeds, \d+ applications, 0 lost, 0 doubled, 0 stuck$/m;

export const readResults = (): string => readFileSync(path, "utf8");

/** The sentence that the rows of `text` add up to. */
export function sumOf(text: string): string {
  let [seeds, applications] = [0, 0];
  for (const [, , played, filed] of text.matchAll(row)) {
    seeds += Number(played);
    applications += Number(filed);
  }
  return `${seeds} seeds, ${applications} applications, 0 lost, 0 doubled, 0 stuck`;
}

/** The sentence as it stands in `text`. */
export const statedSum = (text: string): string | undefined => sentence.exec(text)?.[0];

/** Adds a finished slice and brings the sentence up to it. */
export function recordSlice({ revision, from, seeds, applications, hours }: Slice): void {
  const date = new Date().toISOString().slice(0, 10);
  const text = `${readResults().trimEnd()}\n| ${date} | ${revision} | ${from} | ${seeds} | ${applications} | ${hours} |\n`;
  writeFileSync(path, text.replace(sentence, sumOf(text)));
}

/** The revision that is played. Throws when the code is not what the revision says. */
export function readRevision(): string {
  const git = (...args: readonly string[]): string => execFileSync("git", args, { cwd: root, encoding: "utf8" }).trim();
  const changed = git("status", "--porcelain", "--", "src", "kiosk-config", "tests/simulation/*.ts");
  if (changed !== "") throw new Error(`a slice is recorded of committed code only:\n${changed}`);
  return git("rev-parse", "--short", "HEAD");
}
