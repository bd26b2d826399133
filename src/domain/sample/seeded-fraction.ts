/** Chance that repeats itself, for samples. */
import type { RandomFraction } from "./sample-answer.ts";

/** mulberry32 (public domain): numbers in [0, 1) that depend on `start` alone. Small and good enough for samples. */
export function seededFraction(start: number): RandomFraction {
  let state = start;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
