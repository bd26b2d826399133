import { existsSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { mutants } from "./mutants.ts";
import { patchedRules } from "./patches-district.ts";

const root = new URL("../../", import.meta.url);
const table = readFileSync(new URL("RULES.md", import.meta.url), "utf8");

/** Cells of every row below the heads: rule, mutants, what turns red. */
const rows = table
  .split("\n")
  .filter((line) => line.startsWith("| ") && !line.startsWith("| rule"))
  .map((line) => line.split("|").map((cell) => cell.trim()));
const named = rows.flatMap((cells) => [...(cells[2] ?? "").matchAll(/`([^`]+)`/g)].map((match) => match[1] ?? ""));

test("every mutant stands in the table, and the table names no other", () => {
  expect([...new Set(named)].toSorted()).toEqual(mutants.map(({ name }) => name).toSorted());
});

test("every rule has a mutant or a test of its own that is there", () => {
  for (const [, rule, broken, caught] of rows) {
    const tests = [...(caught ?? "").matchAll(/`([^`]+\.ts)`/g)].map((match) => match[1] ?? "");
    for (const path of tests) expect(existsSync(new URL(path, root)), `${rule}: ${path}`).toBe(true);
    expect(broken !== "" || tests.length > 0, rule).toBe(true);
  }
});

test("R1 to R12 are all there", () => {
  for (let number = 1; number <= 12; number += 1) expect(table).toMatch(new RegExp(`\\bR${number}\\b`));
});

test("every line that a mutant takes out is still there, once", () => {
  const lost = patchedRules.flatMap(({ name, patches }) =>
    patches
      .filter(({ file, find }) => readFileSync(new URL(file, root), "utf8").split(find).length !== 2)
      .map(({ file, find }) => `${name}: ${file} no longer says ${find}`),
  );
  expect(lost).toEqual([]);
});
