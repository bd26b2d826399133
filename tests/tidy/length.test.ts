/** Files and functions a reader can hold in mind. The goal lies far below these bounds. */
import { expect, it } from "vitest";
import type { SourceFile } from "./source-files.ts";
import { isScript, isTest, listRooms, readReadmes, readSourceFiles } from "./source-files.ts";
import type { SyntaxNode } from "./syntax.ts";
import { isNode, lineOf, nodesOf } from "./syntax.ts";

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

/**
 * A factory's methods count for themselves, as a class's do. The blocks of a test file hold many small tests; they are no
 * functions anybody calls.
 */
function findLongFunctions(files: readonly SourceFile[]): readonly string[] {
  return files
    .filter(({ path }) => isScript(path) && !isOfTests(path))
    .flatMap((file) =>
      nodesOf(file).flatMap((node) => {
        if (!isFunction(node)) return [];
        const methods = methodsOf(node).reduce((sum, method) => sum + linesOfNode(file, method), 0);
        const lines = linesOfNode(file, node) - methods;
        const place = `${file.path}:${lineOf(file, node["start"])}`;
        return lines > functionLinesMax ? [`${place}: ${lines} lines, at most ${functionLinesMax}`] : [];
      }),
    );
}

const isFunction = (node: SyntaxNode): boolean =>
  /^(?:Function(?:Declaration|Expression)|ArrowFunctionExpression)$/.test(node.type);
const linesOfNode = (file: SourceFile, { start, end }: SyntaxNode): number =>
  typeof start === "number" && typeof end === "number" ? linesOf(file.text.slice(start, end)) : 0;

/** The functions in an object a function returns. */
function methodsOf(factory: SyntaxNode): readonly SyntaxNode[] {
  const body = factory["body"];
  const statements = isNode(body) && Array.isArray(body["body"]) ? body["body"].filter(isNode) : [];
  const returned = statements.find(({ type }) => type === "ReturnStatement")?.["argument"] ?? body;
  if (!isNode(returned) || !Array.isArray(returned["properties"])) return [];
  const values = returned["properties"].filter(isNode).map((property) => property["value"]);
  return values.filter(isNode).filter(isFunction);
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

it("counts the methods of what a factory returns for themselves", () => {
  const factory = (lines: number): SourceFile => ({
    path: "src/sync/engine.ts",
    text: `function makeA() {\nreturn { a() {${"\n".repeat(39)}}, b: () => {${"\n".repeat(lines - 1)}} };\n}`,
  });
  expect(findLongFunctions([factory(70)])).toEqual([]);
  expect(findLongFunctions([factory(71)])).toHaveLength(1);
});
