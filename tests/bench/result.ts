/** What a bench gives back, and the table people read. Judges nothing: a bound here is shown, never asserted. */

/** `ratio` has no unit: times what was allowed. */
export type Unit = "KB" | "ms" | "ratio" | "percent";

export type Measure = {
  readonly what: string;
  readonly unit: Unit;
  /** Every round, in the order it ran; the median counts. */
  readonly rounds: readonly number[];
  /** DESIGN §7; left out where a number only explains another. */
  readonly bound?: number;
};

export function medianOf(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const upper = sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
  const lower = sorted[Math.ceil(sorted.length / 2) - 1] ?? Number.NaN;
  return (lower + upper) / 2;
}

/** A Markdown table, one line per measure. */
export function showTable(measures: readonly Measure[]): string {
  const head = ["| what | median | lowest – highest | bound | of bound |", "|---|---|---|---|---|"];
  return [...head, ...measures.map(showLine)].join("\n");
}

function showLine({ what, unit, rounds, bound }: Measure): string {
  const median = medianOf(rounds);
  const spread = rounds.length > 1 ? `${show(Math.min(...rounds), unit)} – ${show(Math.max(...rounds), unit)}` : "";
  const ofBound = bound === undefined ? "" : `${(median / bound).toFixed(2)} ×`;
  return `| ${what} | ${show(median, unit)} | ${spread} | ${bound === undefined ? "" : show(bound, unit)} | ${ofBound} |`;
}

const show = (value: number, unit: Unit): string =>
  unit === "ms"
    ? `${value.toFixed(value < 100 ? 1 : 0)} ms`
    : unit === "KB"
      ? `${value.toFixed(1)} KB`
      : unit === "percent"
        ? `${value.toFixed(2)} %`
        : `${value.toFixed(2)} ×`;
