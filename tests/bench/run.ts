/**
 * Runs the benches named as arguments, all by default; prints their table and keeps it as JSON under `.cache/bench`. Fails
 * only when something could not be measured: how fast it was is for people to judge.
 */
import { mkdirSync, writeFileSync } from "node:fs";
import { cpus, loadavg } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { benchBytes } from "./bytes.ts";
import { benchFirstLoad } from "./first-load.ts";
import { benchLegibility } from "./legibility.ts";
import { benchPhotoGate } from "./photo-gate.ts";
import type { Measure } from "./result.ts";
import { medianOf, showTable } from "./result.ts";
import { benchSubmit } from "./submit.ts";

const benches: Readonly<Record<string, () => Promise<readonly Measure[]>>> = {
  bytes: benchBytes,
  "first-load": benchFirstLoad,
  legibility: benchLegibility,
  "photo-gate": benchPhotoGate,
  submit: benchSubmit,
};

const wanted = process.argv.length > 2 ? process.argv.slice(2) : Object.keys(benches);
const at = new Date().toISOString();
const measures: Measure[] = [];
for (const name of wanted) {
  const bench = benches[name];
  if (bench === undefined) throw new Error(`no bench ${name}; there are ${Object.keys(benches).join(", ")}`);
  console.error(`measuring ${name}`);
  measures.push(...(await bench()));
}

const [load = 0] = loadavg();
const machine = { processors: cpus().length, model: cpus()[0]?.model ?? "", load, node: process.version };
const folder = fileURLToPath(new URL("../../.cache/bench", import.meta.url));
mkdirSync(folder, { recursive: true });
const file = join(folder, `${at.replaceAll(":", "-")}.json`);
const kept = measures.map((measure) => ({ ...measure, median: medianOf(measure.rounds) }));
writeFileSync(file, `${JSON.stringify({ at, machine, measures: kept }, null, 2)}\n`);
console.log(`${at}, ${machine.processors} processors, load ${load.toFixed(1)}, Node ${machine.node}\n`);
console.log(showTable(measures));
console.error(`kept in ${file}`);
