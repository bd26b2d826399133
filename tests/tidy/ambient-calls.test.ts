/** Time, chance, network and storage are arguments; only the entry points take them from the world around. */
import { expect, it } from "vitest";
import type { SourceFile } from "./source-files.ts";
import { isScript, isTest, readSourceFiles } from "./source-files.ts";
import type { SyntaxNode } from "./syntax.ts";
import { dottedName, lineOf, nodesOf } from "./syntax.ts";

const banned: ReadonlySet<string> = new Set([
  "Date.now",
  "performance.now",
  "Math.random",
  "fetch",
  "setTimeout",
  "setInterval",
  "crypto.getRandomValues",
  "crypto.randomUUID",
]);
/** Banned in whatever way they are touched. */
const bannedStores: ReadonlySet<string> = new Set(["localStorage", "sessionStorage", "indexedDB"]);
const bannedModules: ReadonlySet<string> = new Set(["node:timers", "node:timers/promises", "timers/promises"]);

/** Where the world comes in. */
const entryPoints: readonly RegExp[] = [
  /^sw\//,
  /^src\/worker\/(?:open-sync|worker)\.ts$/,
  /^src\/(?:kiosk|district|track)\/platform\//,
  // One tiny page: its entry is its platform.
  /^src\/track\/main\.tsx$/,
  /^src\/server\/main\.ts$/,
  /^src\/cli\//,
];
/** The thin adapters of the browser's storage, below which there is only the browser. */
const storeAdapters = /^src\/store\/(?:idb\/|dexie\/|opfs\/|settings\.ts$)/;
/** Shown to developers only, never built. */
const gallery = /^src\/ui\/gallery\//;

function isBound(path: string): boolean {
  const isOurs = path.startsWith("src/") || path.startsWith("sw/");
  const isFree = isTest(path) || path.endsWith(".d.ts") || gallery.test(path);
  return isScript(path) && isOurs && !isFree && !entryPoints.some((entry) => entry.test(path));
}

/** The banned name a node uses, if any. Whether it is called or handed on makes no difference. */
function bannedName(node: SyntaxNode): string | undefined {
  if (node.type === "NewExpression" && dottedName(node["callee"]) === "Date") {
    return Array.isArray(node["arguments"]) && node["arguments"].length === 0 ? "new Date()" : undefined;
  }
  if (node.type === "ImportDeclaration") {
    const name = String(Reflect.get(Object(node["source"]), "value"));
    return bannedModules.has(name) ? name : undefined;
  }
  if (node.type !== "CallExpression" && node.type !== "MemberExpression") return undefined;
  const name = plainName(node.type === "CallExpression" ? node["callee"] : node);
  if (name !== undefined && banned.has(name)) return name;
  const object = plainName(node["object"]);
  return object !== undefined && bannedStores.has(object) ? object : undefined;
}

/** `fetch` for `globalThis.fetch`. */
const plainName = (value: unknown): string | undefined =>
  dottedName(value)?.replace(/^(?:globalThis|window|self)\./, "");

function findAmbientCalls(files: readonly SourceFile[]): readonly string[] {
  const found = files
    .filter((file) => isBound(file.path))
    .flatMap((file) =>
      nodesOf(file).flatMap((node) => {
        const name = bannedName(node);
        const isAdapter = name === "indexedDB" && storeAdapters.test(file.path);
        return name === undefined || isAdapter ? [] : [`${file.path}:${lineOf(file, node["start"])} ${name}`];
      }),
    );
  return [...new Set(found)];
}

it("nothing below an entry point takes time, chance, network or storage by itself", () => {
  expect(findAmbientCalls(readSourceFiles())).toEqual([]);
});

it.each([
  "const now = Date.now();",
  "const clock = { now: Date.now };",
  "const now = new Date();",
  "const start = performance.now();",
  "const chance = Math.random();",
  `await fetch("/api/exchange");`,
  `await globalThis.fetch("/api/exchange");`,
  "setTimeout(() => retry(), 5);",
  "window.setInterval(tick, 5);",
  "crypto.getRandomValues(bytes);",
  "const id = crypto.randomUUID();",
  `localStorage.setItem("a", "b");`,
  `const text = sessionStorage["draft"];`,
  `indexedDB.open("loket");`,
  `import { setTimeout as sleep } from "node:timers/promises";`,
])("catches: %s", (text) => {
  expect(findAmbientCalls([{ path: "src/sync/engine.ts", text }])).toHaveLength(1);
});

it.each([
  "const day = new Date(clock.now());",
  "const answer = await ports.fetch(request);",
  "// Date.now() is an argument here",
  `const text = "Date.now()";`,
  "const key = await crypto.subtle.digest(name, bytes);",
])("allows: %s", (text) => {
  expect(findAmbientCalls([{ path: "src/sync/engine.ts", text }])).toEqual([]);
});

it.each(["sw/sw.ts", "src/kiosk/platform/time.ts", "src/cli/tablet.ts", "src/sync/engine.test.ts"])(
  "lets the entry point %s take the time",
  (path) => {
    expect(findAmbientCalls([{ path, text: "Date.now();" }])).toEqual([]);
  },
);
