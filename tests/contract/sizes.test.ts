/** A tablet in a village without signal downloads no byte it does not need: the bounds of DESIGN §7 on the real build. */
import { beforeAll, describe, expect, test } from "vitest";
import { ensureBuild } from "../../src/cli/build.ts";
import { findClosure, measureBuild, sumOf } from "../support/build-sizes.ts";
import type { BuildSizes } from "../support/build-sizes.ts";

const kib = 1024;

describe("the build", () => {
  let sizes: BuildSizes;

  beforeAll(async () => {
    sizes = measureBuild((await ensureBuild({ log: (line) => console.log(line) })).dir);
  }, 300_000);

  test.each([
    ["firstLoad", 60],
    ["track", 15],
    ["worker", 90],
    ["serviceWorker", 45],
    ["font", 40],
  ] as const)("keeps %s within %i KB", (part, maxKib) => {
    expect(sizes[part].length).toBeGreaterThan(0);
    expect(sumOf(sizes[part]), JSON.stringify(sizes[part])).toBeLessThanOrEqual(maxKib * kib);
  });

  test.each(["firstLoad", "track"] as const)("has script and style in %s, so that nothing was overlooked", (part) => {
    expect(sizes[part].some(({ file }) => file.endsWith(".js"))).toBe(true);
    expect(sizes[part].some(({ file }) => file.endsWith(".css"))).toBe(true);
  });
});

test("what is imported counts, also through others; what is imported later does not", () => {
  const files: Readonly<Record<string, string>> = {
    "a.js": 'import{x as t}from"./b.js";const later=()=>import("./later.js");',
    "b.js": "import`./c.js`;export*from'./d.js';",
    "c.js": "",
    "d.js": "",
  };
  expect(findClosure(["a.js", "a.css"], (file) => files[file] ?? "")).toEqual([
    "a.js",
    "a.css",
    "b.js",
    "c.js",
    "d.js",
  ]);
});
