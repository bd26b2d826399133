/**
 * The tablet's disk: what was flushed stays, what dies in the middle is torn, and a browser's database may come back
 * empty or without its last commits (failures F12, F18). Over the store's own disks in memory.
 */
import type { DiskHook, MemoryMedium } from "../../src/store/memory/memory-disks.ts";
import { loseDatabase, makeMemoryMedium } from "../../src/store/memory/memory-disks.ts";
import { StoreFailure } from "../../src/store/ports.ts";
import { tableNames } from "../../src/store/tables.ts";
import type { DiskFaults } from "./options.ts";
import type { Prng } from "./prng.ts";
import type { Life, Scheduler } from "./scheduler.ts";

export type SimDisk = {
  readonly medium: MemoryMedium;
  /** The hook of one process on this disk. `die` is called when its time has come. */
  hookOf(life: Life, die: () => void): DiskHook;
  /** What a power cut does to a database that did not sync. */
  damage(): string | undefined;
};

type World = { readonly scheduler: Scheduler; readonly random: Prng; readonly faults: () => DiskFaults };
type Rows = { readonly [T in keyof MemoryMedium["rows"]]: ReadonlyMap<string, unknown> };

/** Flushes and commits take this long on a slow tablet. */
const writeMsMax = 40;
const keptGenerations = 4;

export function makeSimDisk(world: World): SimDisk {
  const medium = makeMemoryMedium();
  const generations: Rows[] = [];

  function remember(): void {
    const rows = Object.fromEntries(tableNames.map((name) => [name, new Map<string, unknown>(medium.rows[name])]));
    generations.push(rows as unknown as Rows);
    if (generations.length > keptGenerations) generations.shift();
  }

  return {
    medium,
    hookOf: (life, die) => async (step) => {
      const { scheduler, random } = world;
      const faults = world.faults();
      const isWrite = step === "journal.append" || step === "database.transact" || step === "blob.write";
      if (isWrite || random.chance(0.1)) await scheduler.wait(life, random.fraction() * writeMsMax);
      if (life.alive && random.chance(faults.crash)) {
        die();
        // Power goes while the bytes are on their way: some of them are on the disk.
        if (step === "journal.append") return { torn: random.int(300) };
      }
      await scheduler.step(life);
      if (isWrite && random.chance(faults.full)) throw new StoreFailure("storage-full", `simulated: ${step}`);
      if (step === "database.transact") remember();
      return undefined;
    },
    damage() {
      const { random } = world;
      const faults = world.faults();
      if (random.chance(faults.databaseLost)) {
        loseDatabase(medium);
        generations.length = 0;
        return "comes back with an empty database";
      }
      const earlier = generations[random.int(generations.length)];
      if (!earlier || !random.chance(faults.commitsLost)) return undefined;
      for (const name of tableNames) putRows(medium.rows[name], earlier[name]);
      generations.length = 0;
      return "comes back without its last commits";
    },
  };
}

function putRows(rows: Map<string, never> | Map<string, unknown>, earlier: ReadonlyMap<string, unknown>): void {
  rows.clear();
  for (const [key, row] of earlier) (rows as Map<string, unknown>).set(key, row);
}
