/**
 * Results as they are kept, one JSON of one day that grows run by run, and the table people read. Judges nothing but who
 * lost what.
 */
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import * as v from "valibot";

const rowSchema = v.object({
  contestant: v.string(),
  profile: v.string(),
  work: v.string(),
  seed: v.optional(v.string()),
  trouble: v.picklist(["none", "503", "kill"]),
  at: v.string(),
  /** Of the machine, one minute before the end: a busy one makes slow rows. */
  load: v.number(),
  limitMs: v.number(),
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
const fileSchema = v.object({ machine: v.string(), commit: v.string(), rows: v.array(rowSchema) });

export type Row = v.InferOutput<typeof rowSchema>;
export type Results = v.InferOutput<typeof fileSchema>;
/** What names a run: asked for twice, it is run once. */
export type RowKey = Pick<Row, "contestant" | "profile" | "work" | "seed" | "trouble">;

export function readResults(path: string, fresh: Omit<Results, "rows">): Results {
  if (!existsSync(path)) return { ...fresh, rows: [] };
  return v.parse(fileSchema, JSON.parse(readFileSync(path, "utf8")));
}

export function writeResults(path: string, results: Results): void {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, `${JSON.stringify(results, null, 1)}\n`);
}

export const keyOf = ({ contestant, profile, work, seed, trouble }: RowKey): string =>
  [contestant, profile, work, seed ?? "", trouble].join(" ");

/** Rows that differ in their seed only, together. */
type Group = { readonly rows: readonly Row[]; readonly clean: Row | undefined };

/** A Markdown table, one line per contestant, profile, work and trouble; seeds are averaged. */
export function showTable(rows: readonly Row[]): string {
  const head = [
    "| work | link | who | held after | ÷ limit | up | down | requests | connections | sent again | lost | doubled |",
    "|---|---|---|---|---|---|---|---|---|---|---|---|",
  ];
  return [...head, ...groupsOf(rows).map(showGroup)].join("\n");
}

function groupsOf(rows: readonly Row[]): readonly Group[] {
  const groups = new Map<string, Row[]>();
  for (const row of rows) {
    const key = keyOf({ ...row, seed: undefined });
    groups.set(key, [...(groups.get(key) ?? []), row]);
  }
  return [...groups.values()].map((group) => ({ rows: group, clean: cleanOf(rows, group[0]) }));
}

/** The same on the same link without cuts and trouble: what goes up beyond it was sent again. */
function cleanOf(rows: readonly Row[], row: Row | undefined): Row | undefined {
  return rows.find(
    (other) =>
      other.contestant === row?.contestant &&
      other.work === row.work &&
      other.profile === row.profile.replace("-cut", "") &&
      other.trouble === "none",
  );
}

function showGroup({ rows, clean }: Group): string {
  const [first] = rows;
  if (first === undefined) return "";
  const { contestant, work, profile, trouble } = first;
  const link = [
    profile,
    ...(trouble === "none" ? [] : [trouble]),
    ...(rows.length > 1 ? [`${rows.length} seeds`] : []),
  ];
  const again = clean === undefined || clean === first ? "" : kb(meanOf(rows, (row) => row.upBytes - clean.upBytes));
  return `| ${[
    work === "photos" ? "20 + 40 photos" : work,
    link.join(", "),
    contestant,
    showTime(rows),
    showRatio(rows),
    kb(meanOf(rows, (row) => row.upBytes)),
    kb(meanOf(rows, (row) => row.downBytes)),
    meanOf(rows, (row) => row.requests).toFixed(0),
    meanOf(rows, (row) => row.connections).toFixed(0),
    again,
    sumOf(rows, (row) => row.lost),
    sumOf(rows, (row) => row.doubled),
  ].join(" | ")} |`;
}

function showTime(rows: readonly Row[]): string {
  const times = rows.flatMap(({ allHeldMs }) => allHeldMs ?? []);
  const mean = times.reduce((sum, ms) => sum + ms, 0) / times.length;
  const spread = times.length > 1 ? ` (${seconds(Math.min(...times))}–${seconds(Math.max(...times))})` : "";
  const open = rows.filter(({ allHeldMs }) => allHeldMs === undefined);
  const unfinished = open.map(({ held, filed, limitMs }) => `${held} of ${filed} in ${seconds(limitMs)} s`);
  const done = times.length === 0 ? [] : [`${seconds(mean)} s${spread}`];
  return [...done, ...unfinished].join("; ");
}

function showRatio(rows: readonly Row[]): string {
  const done = rows.flatMap(({ allHeldMs, floorMs }) => (allHeldMs === undefined ? [] : [allHeldMs / floorMs]));
  return done.length < rows.length ? "" : (done.reduce((sum, ratio) => sum + ratio, 0) / done.length).toFixed(2);
}

const seconds = (ms: number): string => (ms / 1000).toFixed(ms < 100_000 ? 1 : 0);
const kb = (bytes: number): string => `${(bytes / 1000).toFixed(1)} KB`;
const sumOf = (rows: readonly Row[], value: (row: Row) => number): number =>
  rows.reduce((sum, row) => sum + value(row), 0);
const meanOf = (rows: readonly Row[], value: (row: Row) => number): number => sumOf(rows, value) / rows.length;
