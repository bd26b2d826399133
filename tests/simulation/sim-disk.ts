/**
 * The tablet's disk: what was flushed stays, what dies in the middle is torn or comes out of order, an append may fail
 * although its bytes are there, and a browser's database may be unreadable once, or come back empty or without its last
 * commits (failures F12, F14, F18, F19). Over the store's own disks in memory.
 */
import type { Bytes } from "../../src/base/bytes.ts";
import type { DiskHook, MemoryMedium } from "../../src/store/memory/memory-disks.ts";
import { loseDatabase, makeMemoryMedium, MemoryDatabase } from "../../src/store/memory/memory-disks.ts";
import { StoreFailure } from "../../src/store/ports.ts";
import { tableNames } from "../../src/store/tables.ts";
import type { DiskFaults } from "./options.ts";
import type { Prng } from "./prng.ts";
import type { Life, Scheduler } from "./scheduler.ts";

/** What a power cut has done to a database that did not sync, beside the last bytes of files. */
export type Damage = "comes back with an empty database" | "comes back without its last commits";

export type SimDisk = {
  readonly medium: MemoryMedium;
  /** The hook of one process on this disk. `die` is called when its time has come. */
  hookOf(life: Life, die: () => void): DiskHook;
  damage(): Damage | undefined;
};

type World = { readonly scheduler: Scheduler; readonly random: Prng; readonly faults: () => DiskFaults };
type Rows = { readonly [T in keyof MemoryMedium["rows"]]: ReadonlyMap<string, unknown> };

/** Flushes and commits take this long on a slow tablet. */
const writeMsMax = 40;
/** States a damaged database may fall back to: some of its last ones, and older ones ever further apart. */
const keptNew = 4;
const keptOld = 4;
const oldEvery = 16;
/** What a disk writes at once. */
const blockBytes = 64;

export function makeSimDisk(world: World, medium: MemoryMedium = makeMemoryMedium()): SimDisk {
  const newest: Rows[] = [];
  const older: Rows[] = [];
  let commits = 0;

  function remember(): void {
    newest.push(copyRows(medium.rows));
    commits += 1;
    const leaving = newest.length > keptNew ? newest.shift() : undefined;
    if (!leaving || commits % oldEvery !== 0) return;
    older.push(leaving);
    if (older.length > keptOld) older.shift();
  }

  function forget(): void {
    newest.length = 0;
    older.length = 0;
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
        // Power goes while the bytes are on their way: some of them are on the disk, in whatever order.
        if (step === "journal.append") return { through: (bytes) => tear(bytes, random) };
        if (step === "blob.write") return { through: (bytes) => bytes.slice(0, random.int(bytes.byteLength)) };
      }
      await scheduler.step(life);
      if (isWrite && random.chance(faults.full)) throw new StoreFailure("storage-full", `simulated: ${step}`);
      if (step === "database.read" && random.chance(faults.unreadable))
        throw new StoreFailure("store-unavailable", "simulated");
      if (step === "journal.append" && random.chance(faults.halfAppend))
        return { through: (bytes) => (random.chance(0.5) ? bytes : tear(bytes, random)), fails: true };
      if (step === "database.transact" && faults.commitsLost > 0) remember();
      return undefined;
    },
    damage() {
      const { random } = world;
      const faults = world.faults();
      if (random.chance(faults.databaseLost)) {
        loseDatabase(medium);
        forget();
        return "comes back with an empty database";
      }
      const states = random.chance(0.2) ? older : newest;
      const earlier = states[random.int(states.length)];
      if (!earlier || !random.chance(faults.commitsLost)) return undefined;
      for (const name of tableNames) putRows(medium.rows[name], earlier[name]);
      forget();
      return "comes back without its last commits";
    },
  };
}

/** A browser's database that now and then calls committed what it has not written (failures F18). */
export class ForgetfulDatabase extends MemoryDatabase {
  readonly #forgets: () => boolean;

  constructor(medium: MemoryMedium, hook: DiskHook, forgets: () => boolean) {
    super(medium, hook);
    this.#forgets = forgets;
  }

  override async transact(...work: Parameters<MemoryDatabase["transact"]>): Promise<void> {
    if (!this.#forgets()) await super.transact(...work);
  }
}

/** Everything that lies on a disk, for a second tablet. */
export function copyMedium({ files, blobs, rows, identity, configuration }: MemoryMedium): MemoryMedium {
  return {
    files: new Map(files),
    blobs: new Map(blobs),
    rows: copyRows(rows) as unknown as MemoryMedium["rows"],
    identity: [identity[0], identity[1]],
    configuration: new Map(configuration),
  };
}

function copyRows(rows: MemoryMedium["rows"]): Rows {
  return Object.fromEntries(tableNames.map((name) => [name, new Map<string, unknown>(rows[name])])) as unknown as Rows;
}

function putRows(rows: Map<string, never> | Map<string, unknown>, earlier: ReadonlyMap<string, unknown>): void {
  rows.clear();
  for (const [key, row] of earlier) (rows as Map<string, unknown>).set(key, row);
}

/** A beginning of the bytes; or a later block came through and an earlier one did not. */
function tear(bytes: Bytes, random: Prng): Bytes {
  const part = bytes.slice(0, random.int(bytes.byteLength + 1));
  if (random.chance(0.6) || part.byteLength < 2 * blockBytes) return part;
  const from = random.int(part.byteLength - blockBytes);
  return part.fill(0, from, from + blockBytes);
}
