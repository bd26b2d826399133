/** Words that have no place in finished text: promises for later, tests left aside, licence banners. */
import { expect, it } from "vitest";
import type { SourceFile } from "./source-files.ts";
import { isTest, readReadmes, readSourceFiles } from "./source-files.ts";
import { dottedName, lineOf, nodesOf } from "./syntax.ts";

/** The brackets keep this file from matching itself. */
const later = /\b(?:TO[D]O|FIX[M]E|XX[X]|HA[C]K)\b/;
const banner = /^(?:\/\*|\/\/|#|<!--)[\s\S]{0,400}?\b(?:copyright|SPDX-License|licensed under)\b/i;

function findPromises(files: readonly SourceFile[]): readonly string[] {
  return files.flatMap(({ path, text }) =>
    text.split("\n").flatMap((line, at) => (later.test(line) ? [`${path}:${at + 1} ${line.trim()}`] : [])),
  );
}

function findBanners(files: readonly SourceFile[]): readonly string[] {
  return files.filter(({ text }) => banner.test(text)).map(({ path }) => path);
}

/** `test.only`, `it.skip`, `describe.todo` and their like. */
function findTestsLeftAside(files: readonly SourceFile[]): readonly string[] {
  return files
    .filter(({ path }) => isTest(path))
    .flatMap((file) =>
      nodesOf(file).flatMap((node) => {
        const name = node.type === "MemberExpression" ? dottedName(node) : undefined;
        const isAside = /^(?:it|test|describe|suite|bench)\..*\b(?:only|skip|skipIf|runIf|todo|fails)$/.test(`${name}`);
        return isAside ? [`${file.path}:${lineOf(file, node["start"])} ${name}`] : [];
      }),
    );
}

const files = readSourceFiles();

it("no file promises something for later", () => {
  expect(findPromises([...files, ...readReadmes()])).toEqual([]);
});

it("no test is left aside", () => {
  expect(findTestsLeftAside(files)).toEqual([]);
});

it("no file carries a licence banner", () => {
  expect(findBanners(files)).toEqual([]);
});

it.each([
  ["TO", "DO: later"],
  ["FIX", "ME"],
  ["an ugly HA", "CK"],
  ["XX", "X check"],
])("catches: %s%s", (...parts) => {
  expect(findPromises([{ path: "src/sync/engine.ts", text: `// ${parts.join("")}` }])).toHaveLength(1);
});

it.each([
  "it.skip('a', f);",
  "test.only('a', f);",
  "describe.skip('a', f);",
  "it.each.skip([1])('a', f);",
  "it.todo('a');",
])("catches: %s", (text) => {
  expect(findTestsLeftAside([{ path: "src/sync/engine.test.ts", text }])).toHaveLength(1);
});

it.each(["/*\n * Copyright 2026 Somebody\n */", "// SPDX-License-Identifier: Apache-2.0"])("catches: %s", (text) => {
  expect(findBanners([{ path: "src/sync/engine.ts", text }])).toHaveLength(1);
});
