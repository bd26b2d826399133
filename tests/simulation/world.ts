/**
 * One world: some tablets, an office and the people, first in chaos, then in calm. Everything in it comes from the seed;
 * the roles are in their own files, and who is right is decided by the checkers alone.
 */
import type { PublicKeyBytes } from "../../src/protocol/keys.ts";
import type { Configuration } from "../../src/domain/configuration/configuration.ts";
import type { Ports } from "../../src/sync/ports.ts";
import type { Auditor } from "./auditor.ts";
import { makeAuditor } from "./auditor.ts";
import type { Checked } from "./checkers/holdings.ts";
import { useCrypto } from "./crypto-switch.ts";
import { firstEnrolment } from "./enrolment.ts";
import type { Options } from "./options.ts";
import { calmed, drawOptions } from "./options.ts";
import type { Visit } from "./people.ts";
import type { Prng } from "./prng.ts";
import { makePrng } from "./prng.ts";
import { Crashed, EPOCH_MS, Scheduler } from "./scheduler.ts";
import type { Sabotage } from "./sim-district.ts";
import { SimDistrict } from "./sim-district.ts";
import type { Damage } from "./sim-disk.ts";
import { SimTablet } from "./sim-tablet.ts";
import type { Trace } from "./trace.ts";
import { makeTrace } from "./trace.ts";

/** Bugs planted by a test; none by default. */
export type Planted = Sabotage & {
  readonly ports?: (ports: Ports, world: World) => Ports;
  readonly options?: (options: Options) => Options;
  readonly onTabletDeath?: (tablet: SimTablet) => void;
};

export type World = {
  readonly seed: number;
  /** What goes wrong now: nothing before the chaos and after it. */
  options: Options;
  /** What goes wrong while there is chaos. */
  readonly drawn: Options;
  readonly random: Prng;
  readonly scheduler: Scheduler;
  readonly configuration: Configuration;
  readonly auditor: Auditor;
  readonly trace: Trace;
  readonly office: SimDistrict;
  readonly deadlyKey: PublicKeyBytes;
  readonly tablets: SimTablet[];
  readonly visits: Visit[];
  /** True from the moment all faults are off. */
  isCalm: boolean;
  /** A failure nobody expected: it ends the run. */
  broken: unknown;
  watch(work: Promise<unknown>): void;
  /** Called whenever a sender has kept a reply. */
  onApplied: (tablet: SimTablet) => void;
  /** Called when a whole tablet has died. */
  onDeath: (tablet: SimTablet, damage: Damage | undefined) => void;
  readonly checked: () => Checked;
};

export type WorldSettings = {
  readonly seed: number;
  readonly configuration: Configuration;
  readonly planted: Planted;
  readonly keepTrace: boolean;
};

/** Builds the world of a seed: an office that runs, enrolled tablets, nobody yet at the counter. */
export async function makeWorld({ seed, configuration, planted, keepTrace }: WorldSettings): Promise<World> {
  const random = makePrng(seed, "world");
  const drawn = drawOptions(seed, random.fork("options"));
  const options = planted.options?.(drawn) ?? drawn;
  useCrypto(options.crypto, random);
  const scheduler = new Scheduler(random.fork("scheduler"));
  const trace = makeTrace(keepTrace);
  const auditor = makeAuditor();
  const tell = (who: string, what: string): void => trace.add(scheduler.nowMs, who, what);
  const tablets: SimTablet[] = [];
  const visits: Visit[] = [];
  const watch = (work: Promise<unknown>): void => {
    work.catch((error: unknown) => {
      if (!(error instanceof Crashed)) world.broken ??= error;
    });
  };
  const office = await SimDistrict.open({
    scheduler,
    random: random.fork("office"),
    configuration,
    faults: () => world.options.district,
    sabotage: planted,
    tell: (what) => tell("district", what),
    broken: (error) => {
      world.broken ??= error;
    },
  });
  const world: World = {
    seed,
    options: calmed(options),
    drawn: options,
    random,
    scheduler,
    configuration,
    auditor,
    trace,
    office,
    deadlyKey: office.deadlyKey,
    tablets,
    visits,
    isCalm: false,
    broken: undefined,
    watch,
    onApplied: () => undefined,
    onDeath: () => undefined,
    checked: () => ({ auditor, office, tablets, visits }),
  };
  for (const [index, skewMs] of options.clockSkewMs.slice(0, options.tablets).entries()) {
    const name = `tablet${index + 1}`;
    const tabletWorld = {
      scheduler,
      random: random.fork(name),
      options: () => world.options,
      withoutLock: options.withoutLock,
      server: { receive: (chunks: AsyncIterable<Uint8Array>) => office.receive(chunks) },
      auditor,
      tell,
      sabotage: (ports: Ports) => planted.ports?.(ports, world) ?? ports,
      onApplied: (tablet: SimTablet) => world.onApplied(tablet),
      onDeath: (tablet: SimTablet, damage: Damage | undefined) => {
        planted.onTabletDeath?.(tablet);
        world.onDeath(tablet, damage);
      },
      watch,
    };
    tablets.push(new SimTablet(tabletWorld, name, await drive(world, firstEnrolment(world, index)), skewMs));
  }
  return world;
}

/** Lets simulated time run until `work` is done. */
export async function drive<T>(world: World, work: Promise<T>): Promise<T> {
  let isOver = false;
  const over = work.finally(() => {
    isOver = true;
  });
  over.catch(() => undefined);
  while (!isOver) await world.scheduler.run(world.scheduler.nowMs + 60_000, () => isOver);
  return over;
}

export const wallClock = (world: World): number => Math.floor(EPOCH_MS + world.scheduler.nowMs);

/** Calls `act` again and again, at times around `meanMs` apart; never when that is 0. */
export function every(world: World, endMs: number, meanMs: () => number, act: () => void): void {
  const { scheduler, random } = world;
  const next = (): void => {
    const at = scheduler.nowMs + (0.2 + 1.6 * random.fraction()) * meanMs();
    if (at > endMs) return;
    scheduler.at(at, () => {
      act();
      next();
    });
  };
  if (meanMs() > 0) next();
}
