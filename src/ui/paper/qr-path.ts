/** A QR code as one SVG path: data, so that no markup has to be injected under Trusted Types. Pure. */
import { encode } from "uqr";

/** White modules around the code that readers need (ISO/IEC 18004). */
export const quietModules = 4;

export type QrPath = {
  /** Side of the code in modules, quiet zone included. */
  readonly size: number;
  /** The dark modules, for the `d` of a path on a size × size field. */
  readonly d: string;
};

/** Encodes `text`; on paper with a quarter of it redundant (level Q): slips get wet and fade. */
export function qrPathOf(text: string, ecc: "L" | "Q"): QrPath {
  const { data, size } = encode(text, { ecc, border: quietModules });
  return { size, d: pathOfModules(data) };
}

/** Draws each run of dark modules of a row as one rectangle. */
export function pathOfModules(rows: readonly (readonly boolean[])[]): string {
  return rows
    .flatMap((row, y) => darkRuns(row).map(([from, to]) => `M${from} ${y}h${to - from}v1h${from - to}z`))
    .join("");
}

function darkRuns(row: readonly boolean[]): readonly (readonly [from: number, to: number])[] {
  const runs: [number, number][] = [];
  row.forEach((isDark, x) => {
    if (!isDark) return;
    const last = runs.at(-1);
    if (last?.[1] === x) last[1] = x + 1;
    else runs.push([x, x + 1]);
  });
  return runs;
}
