/** Every file is reached from an entry point. A unit test beside a file does not keep it alive; a test of the whole does. */
import { expect, it } from "vitest";
import type { SourceFile } from "./source-files.ts";
import { isTest, readSourceFiles } from "./source-files.ts";
import { importsOf } from "./syntax.ts";

/** What people, browsers, Node and tools start. */
const entryPoints = [
  "src/kiosk/index.html",
  "src/district/index.html",
  "src/track/index.html",
  "src/ui/gallery/index.html",
  "sw/sw.ts",
  "src/server/main.ts",
  "src/server/inbox/reader-process.ts",
  "src/cli/main.ts",
  "src/cli/build.ts",
  "src/cli/dev.ts",
  "src/cli/build/run-vite.ts",
  "vite.config.ts",
] as const;

function findUnreached(files: readonly SourceFile[], entries: readonly string[]): readonly string[] {
  const byPath = new Map(files.map((file) => [file.path, file]));
  const reached = new Set(entries);
  for (const path of reached) {
    const file = byPath.get(path);
    if (file === undefined) continue;
    for (const { target } of importsOf(file)) if (target !== undefined) reached.add(target);
  }
  return [...byPath.keys()].filter((path) => isBound(path) && !reached.has(path));
}

const isBound = (path: string): boolean => /^(?:src|sw)\//.test(path) && !isTest(path) && !path.endsWith(".d.ts");
const isWholeTest = (path: string): boolean => path.startsWith("tests/");

const files = readSourceFiles();

it("every entry point exists", () => {
  const paths = new Set(files.map((file) => file.path));
  expect(entryPoints.filter((path) => !paths.has(path))).toEqual([]);
});

it("no file is dead", () => {
  const wholeTests = files.map((file) => file.path).filter(isWholeTest);
  expect(findUnreached(files, [...entryPoints, ...wholeTests])).toEqual([]);
});

it("catches a file that only its own unit test, or another dead file, imports", () => {
  const made: readonly SourceFile[] = [
    { path: "sw/sw.ts", text: `import "./listen.ts"; const later = () => import("./later.ts");` },
    { path: "sw/listen.ts", text: "" },
    { path: "sw/later.ts", text: "" },
    { path: "sw/dead.ts", text: `import "./dead-too.ts";` },
    { path: "sw/dead-too.ts", text: "" },
    { path: "sw/dead.test.ts", text: `import "./dead.ts";` },
  ];
  expect(findUnreached(made, ["sw/sw.ts"])).toEqual(["sw/dead.ts", "sw/dead-too.ts"]);
});

it("follows pages to scripts and stylesheets to stylesheets", () => {
  const made: readonly SourceFile[] = [
    { path: "src/track/index.html", text: `<script type="module" src="./main.tsx"></script>` },
    { path: "src/track/main.tsx", text: `import "./track.css"; const page = <b>t</b>;` },
    { path: "src/track/track.css", text: `@import "./colours.css";` },
    { path: "src/track/colours.css", text: "" },
  ];
  expect(findUnreached(made, ["src/track/index.html"])).toEqual([]);
});
