/** Imports go down the house only: the table of the design, held here. Each room's README repeats its own line. */
import { expect, it } from "vitest";
import type { SourceFile } from "./source-files.ts";
import { isScript, isTest, readSourceFiles } from "./source-files.ts";
import type { Import } from "./syntax.ts";
import { importsOf } from "./syntax.ts";

type Rule = { readonly may: readonly string[]; readonly mayTypes?: readonly string[] };

/** A room may also use what the rooms it names may use. */
const table: Readonly<Record<string, Rule>> = {
  base: { may: [] },
  domain: { may: ["base"] },
  protocol: { may: ["domain"] },
  crypto: { may: ["protocol"] },
  sync: { may: ["protocol"] },
  store: { may: ["sync"] },
  worker: { may: ["store", "sync", "crypto"] },
  ui: { may: ["base"] },
  kiosk: { may: ["store", "ui"], mayTypes: ["worker"] },
  district: { may: ["protocol", "ui"] },
  track: { may: ["protocol", "ui"] },
  server: { may: ["protocol", "crypto"] },
  cli: { may: ["server", "sync", "crypto"] },
  sw: { may: ["worker"] },
};
/** Run in a browser, so nothing of Node's may come along. */
const withoutNode = new Set(Object.keys(table).filter((room) => room !== "server" && room !== "cli"));
/** The one file of the worker room the service worker may see. */
const doorOfServiceWorker = "src/worker/open-sync.ts";
/** What unit tests beside their file may borrow from `tests/`. */
const borrowed = /^tests\/(?:support|fixtures|contract)\//;

function roomOf(path: string): string | undefined {
  if (path.startsWith("sw/")) return "sw";
  return /^src\/([^/]+)\//.exec(path)?.[1];
}

function reachOf(room: string): ReadonlySet<string> {
  const direct = table[room]?.may ?? [];
  return new Set([...direct, ...direct.flatMap((below) => [...reachOf(below)])]);
}

/** `kiosk` for `src/kiosk/features/outbox/…` gives `src/kiosk/features/outbox`. */
const featureOf = (path: string): string | undefined => /^src\/\w+\/features\/[^/]+(?=\/)/.exec(path)?.[0];

function problemOf(file: SourceFile, found: Import): string | undefined {
  const from = roomOf(file.path);
  if (from === undefined) return undefined;
  if (found.target === undefined) {
    const isNodeModule = found.specifier.startsWith("node:") && withoutNode.has(from) && !isTest(file.path);
    return isNodeModule ? "runs in a browser" : undefined;
  }
  if (isTest(file.path) && borrowed.test(found.target)) return undefined;
  const to = roomOf(found.target);
  if (to === undefined) return "is outside the house";
  if (to === from) return sidewaysProblem(file.path, found.target);
  if (from === "sw" && to === "worker") {
    return found.target === doorOfServiceWorker ? undefined : `${doorOfServiceWorker} only`;
  }
  if (reachOf(from).has(to)) return undefined;
  const types = table[from]?.mayTypes ?? [];
  if (types.includes(to)) return found.isType || found.query.startsWith("worker") ? undefined : "types only";
  if (found.isType && types.some((room) => reachOf(room).has(to))) return undefined;
  return `${from} may not use ${to}`;
}

function sidewaysProblem(from: string, to: string): string | undefined {
  const feature = featureOf(from);
  const other = featureOf(to);
  const isSideways = feature !== undefined && other !== undefined && feature !== other;
  return isSideways ? "features meet in app.tsx, never each other" : undefined;
}

function findWrongImports(files: readonly SourceFile[]): readonly string[] {
  return files
    .filter((file) => isScript(file.path))
    .flatMap((file) =>
      importsOf(file).flatMap((found) => {
        const problem = problemOf(file, found);
        return problem === undefined ? [] : [`${file.path} → ${found.target ?? found.specifier}: ${problem}`];
      }),
    );
}

it("imports go down only, and features never import each other", () => {
  expect(findWrongImports(readSourceFiles())).toEqual([]);
});

it.each([
  ["src/base/clock.ts", `import { nik } from "../domain/ids/nik.ts";`],
  ["src/base/clock.ts", `import type { Nik } from "../domain/ids/nik.ts";`],
  ["src/ui/slip.tsx", `import { parseEntry } from "../protocol/entry.ts";`],
  ["src/ui/slip.tsx", `type A = import("../domain/ids/nik.ts").A;`],
  ["src/sync/engine.ts", `export { seal } from "../crypto/sealing.ts";`],
  ["src/sync/engine.ts", `const { seal } = await import("../crypto/sealing.ts");`],
  ["src/kiosk/app.tsx", `import { submit } from "../worker/submit.ts";`],
  ["src/kiosk/app.tsx", `import { seal } from "../crypto/sealing.ts";`],
  ["src/kiosk/features/outbox/outbox.tsx", `import { Slip } from "../slip/slip.tsx";`],
  ["src/district/features/cases/list.tsx", `import { Grid } from "../grid/grid.tsx";`],
  ["src/store/log/append.ts", `import { readFile } from "node:fs/promises";`],
  ["src/store/log/append.ts", `import { fake } from "../../../tests/support/fake.ts";`],
  ["sw/sw.ts", `import { submit } from "../src/worker/submit.ts";`],
  ["src/server/inbox/receive.ts", `import { exchange } from "../../sync/engine.ts";`],
])("catches in %s: %s", (path, text) => {
  expect(findWrongImports([{ path, text }])).toHaveLength(1);
});

it.each([
  ["src/domain/ids/nik.ts", `import { ok } from "../../base/result.ts"; // import "../../protocol/x.ts"`],
  ["src/store/log/append.ts", `import { entryBytesMax } from "../../base/limits.ts";`],
  ["src/kiosk/platform/worker.ts", `import type { WorkerApi } from "../../worker/worker-api.ts";`],
  ["src/kiosk/platform/worker.ts", `import url from "../../worker/worker.ts?worker&url";`],
  ["sw/sw.ts", `import { openSync } from "../src/worker/open-sync.ts";`],
  ["src/cli/tablet.ts", `import { exchange } from "../sync/engine.ts";`],
  ["src/domain/areas/areas.test.ts", `import { brebes } from "../../../tests/fixtures/kiosk-config.ts";`],
  ["tests/simulation/world.ts", `import { exchange } from "../../src/sync/engine.ts";`],
])("allows in %s: %s", (path, text) => {
  expect(findWrongImports([{ path, text }])).toEqual([]);
});
