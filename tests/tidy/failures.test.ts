import { existsSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";

const failuresKnown = 46;

type Row = { readonly mark: string; readonly handled: string; readonly shown: string };

function rowsOf(text: string): readonly Row[] {
  return [...text.matchAll(/^\| (F\d+) \| [^|]+ \| ([^|]+) \| ([^|]+) \|$/gm)].map(
    ([, mark = "", handled = "", shown = ""]) => ({ mark, handled, shown }),
  );
}

const filesIn = (cell: string): readonly string[] => [...cell.matchAll(/`([^`]+)`/g)].map(([, path = ""]) => path);

/** What is wrong with a row: a file that is not there, a test without the number, nothing that shows anything. */
function faultsOf({ mark, handled, shown }: Row, read: (path: string) => string | undefined): readonly string[] {
  const missing = [...filesIn(handled), ...filesIn(shown)].filter((path) => read(path) === undefined);
  const tests = filesIn(shown).filter((path) => /\.(test|journey|chaos)\.ts$/.test(path));
  const unmarked = tests.filter((path) => !new RegExp(`\\b${mark}\\b`).test(read(path) ?? ""));
  const isShown = tests.length > 0 || /DECISIONS \d+/.test(shown);
  return [...missing, ...unmarked, ...(isShown ? [] : ["shown by nothing"])].map((fault) => `${mark}: ${fault}`);
}

const readFile = (path: string): string | undefined => (existsSync(path) ? readFileSync(path, "utf8") : undefined);

describe("the table of failures", () => {
  const rows = rowsOf(readFileSync("tests/failures.md", "utf8"));

  it("has each one once", () => {
    expect(rows.map(({ mark }) => mark)).toEqual(Array.from({ length: failuresKnown }, (_, at) => `F${at + 1}`));
  });

  it("names files that are there, and tests that know what they are for", () => {
    expect(rows.flatMap((row) => faultsOf(row, readFile))).toEqual([]);
  });

  it("sees a file that is gone, a test without the number, and a row that nothing shows", () => {
    const read = (path: string): string | undefined => (path === "a.test.ts" ? "// Failures F12." : undefined);
    const row = (shown: string): Row => ({ mark: "F1", handled: "everywhere", shown });
    expect(faultsOf(row("`gone.test.ts`"), read)).toEqual(["F1: gone.test.ts", "F1: gone.test.ts"]);
    expect(faultsOf(row("`a.test.ts`"), read)).toEqual(["F1: a.test.ts"]);
    expect(faultsOf(row("hope"), read)).toEqual(["F1: shown by nothing"]);
    expect(faultsOf({ ...row("`a.test.ts`"), mark: "F12" }, read)).toEqual([]);
  });
});
