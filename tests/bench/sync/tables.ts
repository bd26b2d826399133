/** The two tables people read: every number of every run, and who was how fast. Judges nothing. */
import { keyOf } from "./results.ts";
import type { Row } from "./results.ts";

/** Runs that differ in their seed only, together, and the same on the same link without cuts and trouble. */
type Group = { readonly rows: readonly [Row, ...Row[]]; readonly clean: Row | undefined };

const workWords: Readonly<Record<string, string>> = {
  "100": "100 applications",
  "1000": "1,000 applications",
  photos: "20 with two photos",
};
const linkWords: Readonly<Record<string, string>> = {
  fair: "150/400 kbit/s, 400 ms",
  slow: "50/120 kbit/s, 600 ms",
  "fair-cut": "150/400, cut",
  "slow-cut": "50/120, cut",
  lan: "LAN",
};
const troubleWords: Readonly<Record<Row["trouble"], string>> = {
  none: "",
  "503": ", 503 for 5 s",
  kill: ", killed after 2 s",
};

/** A Markdown table, one line per work, link and contestant; seeds are averaged. */
export function showTable(rows: readonly Row[], order: readonly string[]): string {
  const head = [
    "| work | link | who | held after | ÷ limit | up | down | requests | connections | sent again | lost | doubled |",
    "|---|---|---|---|---|---|---|---|---|---|---|---|",
  ];
  return [...head, ...groupsOf(rows, order).map(showGroup)].join("\n");
}

/** A Markdown table, one line per work and link, one column per contestant: seconds until all is held. */
export function showBrief(rows: readonly Row[], order: readonly string[]): string {
  const groups = groupsOf(rows, order);
  const names = order.filter((name) => groups.some(({ rows: [row] }) => row.contestant === name));
  const lines = new Map<string, Map<string, Group>>();
  for (const group of groups) {
    const [row] = group.rows;
    const line = `| ${workOf(row)} | ${linkOf(row)} |`;
    lines.set(line, (lines.get(line) ?? new Map<string, Group>()).set(row.contestant, group));
  }
  const head = [`| | | ${names.join(" | ")} |`, `|---|---|${names.map(() => "---|").join("")}`];
  const cells = (line: Map<string, Group>): string =>
    names.map((name) => ` ${line.has(name) ? showCell(line.get(name)) : ""} |`).join("");
  return [...head, ...[...lines].map(([line, found]) => line + cells(found))].join("\n");
}

function showCell(group: Group | undefined): string {
  if (group === undefined) return "";
  const { rows } = group;
  const lost = sumOf(rows, (row) => row.lost);
  const doubled = sumOf(rows, (row) => row.doubled);
  const marks = [...(lost > 0 ? [`lost ${lost}`] : []), ...(doubled > 0 ? [`doubled ${doubled}`] : [])];
  return [showTime(rows, false), ...marks].join(", ");
}

function groupsOf(rows: readonly Row[], order: readonly string[]): readonly Group[] {
  const groups = new Map<string, [Row, ...Row[]]>();
  for (const row of rows) {
    const key = keyOf({ ...row, seed: undefined });
    const group = groups.get(key);
    if (group) group.push(row);
    else groups.set(key, [row]);
  }
  const place = ({ work, profile, trouble, contestant }: Row): number =>
    [
      Object.keys(workWords).indexOf(work),
      Object.keys(troubleWords).indexOf(trouble),
      Object.keys(linkWords).indexOf(profile),
      order.indexOf(contestant),
    ].reduce((sum, at) => sum * 100 + at, 0);
  return [...groups.values()]
    .toSorted(([a], [b]) => place(a) - place(b))
    .map((group) => ({ rows: group, clean: cleanOf(rows, group[0]) }));
}

/** What goes up beyond it was sent again. */
function cleanOf(rows: readonly Row[], row: Row): Row | undefined {
  const profile = row.profile.replace("-cut", "");
  return rows.find((other) => keyOf(other) === keyOf({ ...row, profile, seed: undefined, trouble: "none" }));
}

function showGroup({ rows, clean }: Group): string {
  const [first] = rows;
  const mean = (value: (row: Row) => number): number => meanOf(rows, value);
  return `| ${[
    workOf(first),
    linkOf(first),
    first.contestant,
    showTime(rows, true),
    showRatio(rows),
    kb(mean((row) => row.upBytes)),
    kb(mean((row) => row.downBytes)),
    mean((row) => row.requests).toFixed(0),
    mean((row) => row.connections).toFixed(0),
    clean === undefined || clean === first
      ? ""
      : kb(
          Math.max(
            0,
            mean((row) => row.upBytes - clean.upBytes),
          ),
        ),
    sumOf(rows, (row) => row.lost),
    sumOf(rows, (row) => row.doubled),
  ].join(" | ")} |`;
}

const workOf = ({ work }: Row): string => workWords[work] ?? work;
const linkOf = ({ profile, trouble }: Row): string => (linkWords[profile] ?? profile) + troubleWords[trouble];

/** Mean and range of the seeds that finished, and how far the others came. */
function showTime(rows: readonly Row[], isLong: boolean): string {
  const times = rows.flatMap(({ allHeldMs }) => allHeldMs ?? []);
  const mean = times.reduce((sum, ms) => sum + ms, 0) / times.length;
  const range = times.length > 1 ? ` (${seconds(Math.min(...times))}–${seconds(Math.max(...times))})` : "";
  const count = isLong && rows.length > 1 ? `, ${rows.length} seeds` : "";
  const open = rows.filter(({ allHeldMs }) => allHeldMs === undefined);
  const unfinished = open.map(({ held, filed, limitMs }) => `${held} of ${filed} in ${seconds(limitMs)} s`);
  const done = times.length === 0 ? [] : [`${seconds(mean)} s${range}${count}`];
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
