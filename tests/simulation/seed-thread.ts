/**
 * One thread of the pool: takes a rule out of the code when it was told to, plays the seeds of a piece until one fails,
 * and says what came of it. Chooses nothing.
 */
import { readFileSync } from "node:fs";
import { registerHooks } from "node:module";
import { fileURLToPath } from "node:url";
import { parentPort, workerData } from "node:worker_threads";
import { definite } from "../../src/base/assert.ts";
import type { Patch } from "./patches.ts";
import { patchedRules } from "./patches-district.ts";
import type { Piece, PieceDone } from "./pool.ts";

const port = definite(parentPort, "this file is a thread");
const mutant: unknown = workerData;
const rule = patchedRules.find(({ name }) => name === mutant);
const applied = new Set<Patch>();
if (rule) patchSources(rule.patches);

// Only now, so that the rule is gone before the first line of the code runs.
const { simulatedCatalogue } = await import("./catalogue.ts");
const { plantedFor } = await import("./mutants.ts");
const { runSeed } = await import("./run.ts");
const configuration = simulatedCatalogue();
for (const patch of rule?.patches ?? [])
  if (!applied.has(patch)) throw new Error(`${patch.file} is not part of the simulation`);

port.on("message", (piece: Piece) => void answer(piece));

async function answer(piece: Piece): Promise<void> {
  port.postMessage(await play(piece));
}

async function play(piece: Piece): Promise<PieceDone> {
  const planted = plantedFor(piece);
  let [confirmed, hours] = [0, 0];
  for (let at = 0; at < piece.seeds; at += 1) {
    const { lines: _, ...outcome } = await runSeed(piece.from + at, configuration, planted);
    confirmed += outcome.confirmed;
    hours += outcome.hours;
    if (outcome.violations.length > 0) return { piece, seeds: at + 1, confirmed, hours, failed: outcome };
  }
  return { piece, seeds: piece.seeds, confirmed, hours, failed: undefined };
}

/** Files are loaded with these lines changed. Throws when a line is not there exactly once: then the rule has moved. */
function patchSources(patches: readonly Patch[]): void {
  registerHooks({
    load(url, context, nextLoad) {
      const path = url.startsWith("file:") ? fileURLToPath(url) : "";
      const own = patches.filter(({ file }) => path.endsWith(`/${file}`));
      const loaded = nextLoad(url, context);
      if (own.length === 0) return loaded;
      let source = readFileSync(path, "utf8");
      for (const patch of own) {
        const pieces = source.split(patch.find);
        if (pieces.length !== 2) throw new Error(`${patch.file} says ${pieces.length - 1} times: ${patch.find}`);
        source = pieces.join(patch.replace);
        applied.add(patch);
      }
      return { ...loaded, source };
    },
  });
}
