/** The history of a run as lines and as one hash: the same seed must give the same hash. */
import { createHash } from "node:crypto";

export type Trace = {
  readonly lines: readonly string[];
  add(nowMs: number, who: string, what: string): void;
  hash(): string;
};

/** `keep`: whether the lines are wanted too, for people. */
export function makeTrace(keep: boolean): Trace {
  const hash = createHash("sha256");
  const lines: string[] = [];
  return {
    lines,
    add(nowMs, who, what) {
      const line = `${(nowMs / 1000).toFixed(3).padStart(12)}  ${who.padEnd(10)}  ${what}`;
      hash.update(line);
      if (keep) lines.push(line);
    },
    hash: () => hash.copy().digest("hex").slice(0, 16),
  };
}
