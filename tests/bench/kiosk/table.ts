/** The table people read: one column per contestant, and what Loket takes of the last one's. Judges nothing. */
import type { Results } from "./results.ts";

type Line = {
  readonly what: string;
  readonly part: string;
  readonly number: string;
  readonly value: "median" | "p95" | "growth";
  /** DESIGN §7, in the unit of the number; left out where a number only explains another. */
  readonly bound?: number;
};

const lines: readonly Line[] = [
  {
    what: "first visit, all that a day without signal needs",
    part: "start",
    number: "firstVisitBytes",
    value: "median",
  },
  {
    what: "cold, slow 4G: asked for by the page until the first question",
    part: "start",
    number: "coldRequestedBytes",
    value: "median",
  },
  { what: "… all the link carried until then", part: "start", number: "coldCarriedBytes", value: "median" },
  { what: "… first screen shows", part: "start", number: "coldFirstScreenMs", value: "median", bound: 3000 },
  { what: "… first question shows, waits added up", part: "start", number: "coldFirstQuestionMs", value: "median" },
  { what: "… with the pauses of a finger", part: "start", number: "coldWithPausesMs", value: "median" },
  {
    what: "no network, warm: first screen shows",
    part: "start",
    number: "offlineFirstScreenMs",
    value: "median",
    bound: 1500,
  },
  { what: "… first question shows, waits added up", part: "start", number: "offlineFirstQuestionMs", value: "median" },
  { what: "… with the pauses of a finger", part: "start", number: "offlineWithPausesMs", value: "median" },
  { what: "one page: touch or key → next paint", part: "input", number: "onePageInputMs", value: "median", bound: 100 },
  { what: "… p95", part: "input", number: "onePageInputMs", value: "p95", bound: 100 },
  {
    what: "question by question: touch → next paint",
    part: "input",
    number: "touchPaintMs",
    value: "median",
    bound: 100,
  },
  { what: "… p95", part: "input", number: "touchPaintMs", value: "p95", bound: 100 },
  { what: "… touch → next question, kept before it shows", part: "input", number: "nextQuestionMs", value: "median" },
  { what: "… p95", part: "input", number: "nextQuestionMs", value: "p95" },
  { what: "after 50 applications: page", part: "memory", number: "pageHeapBytes", value: "median" },
  { what: "… grown since the tenth", part: "memory", number: "pageHeapBytes", value: "growth" },
  { what: "… worker", part: "memory", number: "workerHeapBytes", value: "median" },
  { what: "… grown since the tenth", part: "memory", number: "workerHeapBytes", value: "growth" },
  { what: "… nodes grown since the tenth", part: "memory", number: "nodes", value: "growth" },
];

export function showTable({ rows }: Results, names: readonly string[]): string {
  const head = [
    `| what | ${names.join(" | ")} | Loket ÷ ${names.at(-1) ?? ""} | bound | of bound |`,
    `|---|${"---|".repeat(names.length + 3)}`,
  ];
  const body = lines.map((line) => {
    const values = names.map((name) => {
      const numbers = rows.find((row) => row.contestant === name && row.part === line.part)?.numbers[line.number];
      return numbers === undefined ? undefined : valueOf(numbers, line);
    });
    const [own] = values;
    const other = values.at(-1);
    const ratio = own === undefined || other === undefined || other === 0 ? "" : `${(own / other).toFixed(2)} ×`;
    const { bound } = line;
    const ofBound = bound === undefined || own === undefined ? "" : `${(own / bound).toFixed(2)} ×`;
    const shown = values.map((value) => (value === undefined ? "" : show(value, line.number)));
    return `| ${line.what} | ${shown.join(" | ")} | ${ratio} | ${bound === undefined ? "" : show(bound, line.number)} | ${ofBound} |`;
  });
  return [...head, ...body].join("\n");
}

function valueOf(numbers: readonly number[], { value, part }: Line): number {
  // Of memory each number is the state after ten more: the last one counts, and how far it is from the first ten.
  if (value === "growth") return (numbers.at(-1) ?? Number.NaN) - (numbers[1] ?? Number.NaN);
  if (part === "memory") return numbers.at(-1) ?? Number.NaN;
  return shareOf(numbers, value === "p95" ? 0.95 : 0.5);
}

function shareOf(numbers: readonly number[], share: number): number {
  const sorted = numbers.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
}

function show(value: number, number: string): string {
  if (number.endsWith("Bytes")) return `${(value / 1024).toFixed(1)} KB`;
  return number.endsWith("Ms") ? `${value.toFixed(0)} ms` : value.toFixed(0);
}
