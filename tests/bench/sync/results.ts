/** Results as they are kept: one JSON that grows run by run. Knows no table. */
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import * as v from "valibot";

const rowSchema = v.object({
  contestant: v.string(),
  profile: v.string(),
  work: v.string(),
  /** Of the cuts; left out where the link is not cut. */
  seed: v.optional(v.string()),
  trouble: v.picklist(["none", "503", "kill"]),
  at: v.string(),
  commit: v.string(),
  /** Of the machine in the minute before the end: a busy one makes slow rows. */
  load: v.number(),
  /** What the bench's own link took for a known number of bytes, as a multiple of what arithmetic says. */
  linkRatio: v.number(),
  limitMs: v.number(),
  /** Left out: not within the limit. */
  allHeldMs: v.optional(v.number()),
  /** One gzip of everything ÷ the link's rate, one round trip, and the time the link is gone meanwhile. */
  floorMs: v.number(),
  held: v.number(),
  filed: v.number(),
  lost: v.number(),
  doubled: v.number(),
  upBytes: v.number(),
  downBytes: v.number(),
  requests: v.number(),
  connections: v.number(),
  cuts: v.number(),
});
const fileSchema = v.object({ machine: v.string(), rows: v.array(rowSchema) });

export type Row = v.InferOutput<typeof rowSchema>;
export type Results = v.InferOutput<typeof fileSchema>;
/** What names a run: asked for twice, it is made once. */
export type RowKey = Pick<Row, "contestant" | "profile" | "work" | "seed" | "trouble">;

/** What is kept at `path`, or nothing yet of this machine. */
export function readResults(path: string, machine: string): Results {
  if (!existsSync(path)) return { machine, rows: [] };
  return v.parse(fileSchema, JSON.parse(readFileSync(path, "utf8")));
}

export function writeResults(path: string, results: Results): void {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, `${JSON.stringify(results, null, 1)}\n`);
}

export const keyOf = ({ contestant, profile, work, seed, trouble }: RowKey): string =>
  [contestant, profile, work, seed ?? "", trouble].join(" ");
