/** Files and functions a reader can hold in mind. The goal lies far below these bounds. */
import { expect, it } from "vitest";
import type { SourceFile } from "./source-files.ts";
import { isScript, isTest, listRooms, readReadmes, readSourceFiles } from "./source-files.ts";
import { lineOf, nodesOf } from "./syntax.ts";

const sourceLinesMax = 300;
const testLinesMax = 400;
const functionLinesMax = 70;
const readmeLinesMax = 25;

const linesOf = (text: string): number => text.replace(/\n$/, "").split("\n").length;

function findLongFiles(files: readonly SourceFile[]): readonly string[] {
  return files.flatMap(({ path, text }) => {
    const max = path.endsWith("README.md") ? readmeLinesMax : isOfTests(path) ? testLinesMax : sourceLinesMax;
    return linesOf(text) > max ? [`${path}: ${linesOf(text)} lines, at most ${max}`] : [];
  });
}

/** The blocks of a test file hold many small tests; they are no functions anybody calls. */
function findLongFunctions(files: readonly SourceFile[]): readonly string[] {
  return files
    .filter(({ path }) => isScript(path) && !isOfTests(path))
    .flatMap((file) =>
      nodesOf(file).flatMap((node) => {
        if (!/^(?:Function(?:Declaration|Expression)|ArrowFunctionExpression)$/.test(node.type)) return [];
        const first = lineOf(file, node["start"]);
        const lines = lineOf(file, node["end"]) - first + 1;
        return lines > functionLinesMax ? [`${file.path}:${first}: ${lines} lines, at most ${functionLinesMax}`] : [];
      }),
    );
}

const isOfTests = (path: string): boolean => path.startsWith("tests/") || isTest(path);

it("no file is longer than a reader can hold in mind", () => {
  expect(findLongFiles(readSourceFiles())).toEqual([]);
});

it("no function is longer than a screen", () => {
  expect(findLongFunctions(readSourceFiles())).toEqual([]);
});

it("every room has a README of at most 25 lines", () => {
  const readmes = readReadmes();
  const paths = new Set(readmes.map(({ path }) => path));
  expect(listRooms().filter((room) => !paths.has(`${room}/README.md`))).toEqual([]);
  // The protocol's is the specification of the wire, and as long as that is.
  expect(findLongFiles(readmes.filter(({ path }) => path !== "src/protocol/README.md"))).toEqual([]);
});

it.each([
  ["src/sync/engine.ts", 301],
  ["src/ui/ui.css", 301],
  ["src/sync/engine.test.ts", 401],
  ["tests/simulation/world.ts", 401],
  ["src/sync/README.md", 26],
])("catches %s with %i lines", (path, lines) => {
  expect(findLongFiles([{ path, text: "\n".repeat(lines) }])).toHaveLength(1);
  expect(findLongFiles([{ path, text: "\n".repeat(lines - 1) }])).toEqual([]);
});

it.each([
  ["function f() {", "}"],
  ["const f = () => {", "};"],
  ["class A { f() {", "} }"],
])("catches a function of 71 lines: %s", (head, tail) => {
  const ofLines = (lines: number): SourceFile => ({
    path: "src/sync/engine.ts",
    text: `${head}${"\n".repeat(lines - 1)}${tail}`,
  });
  expect(findLongFunctions([ofLines(71)])).toHaveLength(1);
  expect(findLongFunctions([ofLines(70)])).toEqual([]);
});
