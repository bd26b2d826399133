/** Results as they are kept: one JSON that grows part by part. Knows no table. */
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import * as v from "valibot";

const rowSchema = v.object({
  contestant: v.string(),
  part: v.string(),
  at: v.string(),
  commit: v.string(),
  /** Of the machine in the minute before the end: a busy one makes slow rows. */
  load: v.number(),
  /** Name of a number → every round of it; the unit is the end of the name. */
  numbers: v.record(v.string(), v.pipe(v.array(v.number()), v.readonly())),
});
const fileSchema = v.object({ machine: v.string(), rows: v.array(rowSchema) });

export type Results = v.InferOutput<typeof fileSchema>;

/** What is kept at `path`, or nothing yet of this machine. */
export function readResults(path: string, machine: string): Results {
  if (!existsSync(path)) return { machine, rows: [] };
  return v.parse(fileSchema, JSON.parse(readFileSync(path, "utf8")));
}

export function writeResults(path: string, results: Results): void {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, `${JSON.stringify(results, null, 1)}\n`);
}
