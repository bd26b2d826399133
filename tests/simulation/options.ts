/** What can go wrong in one world and how often, drawn from its seed. Rates are per chance to go wrong, times in ms. */
import { DAY_MS, HOUR_MS, MINUTE_MS } from "./units.ts";
import type { Prng } from "./prng.ts";

export type Options = {
  readonly crypto: "quick" | "real";
  readonly chaosMs: number;
  /** Applications filed on each tablet. */
  readonly filings: number;
  /** Page and service worker send at the same time, with no lock between them. */
  readonly withoutLock: boolean;
  readonly clockSkewMs: readonly [number, number];
  readonly link: LinkFaults;
  readonly disk: DiskFaults;
  readonly district: DistrictFaults;
  /** Entries nobody can open, and blobs that are gone from the tablet, per filing. */
  readonly poison: number;
};

export type LinkFaults = {
  /** Up and down times of a tablet's link. */
  readonly upMs: number;
  readonly downMs: number;
  readonly bytesPerMs: number;
  readonly latencyMs: number;
  readonly refused: number;
  readonly cutRequest: number;
  readonly cutAnswer: number;
  readonly lostAnswer: number;
  readonly duplicate: number;
  readonly portal: number;
  readonly status: number;
  readonly flip: number;
  /** Above this a proxy answers 413; 0: no such proxy. */
  readonly proxyBytesMax: number;
};

export type DiskFaults = {
  /** Per step of a page or service worker. */
  readonly crash: number;
  readonly full: number;
  /** Per crash: the database comes back empty, or without its last transactions. */
  readonly databaseLost: number;
  readonly commitsLost: number;
  readonly downMs: number;
};

export type DistrictFaults = {
  /** Per step of the server. */
  readonly crash: number;
  readonly full: number;
  readonly downMs: number;
  readonly backupEveryMs: number;
  /** How often an older generation comes back, and whether the ledger is told. */
  readonly restoreEveryMs: number;
  readonly silentRollback: number;
};

/** The faults of a seed: often a few of them heavily, seldom all of them a little. */
export function drawOptions(seed: number, random: Prng): Options {
  const some = (most: number): number => (random.chance(0.5) ? 0 : random.fraction() * most);
  return {
    crypto: seed % 100 === 99 ? "real" : "quick",
    chaosMs: random.between(0.3, 2) * HOUR_MS,
    filings: 1 + random.int(3),
    withoutLock: random.chance(0.5),
    clockSkewMs: [skew(random), skew(random)],
    link: {
      upMs: random.between(2, 40) * MINUTE_MS,
      downMs: random.chance(0.3) ? 0 : random.between(1, 20) * MINUTE_MS,
      bytesPerMs: random.pick([2, 6, 12, 120]),
      latencyMs: random.between(20, 800),
      refused: some(0.3),
      cutRequest: some(0.4),
      cutAnswer: some(0.3),
      lostAnswer: some(0.3),
      duplicate: some(0.3),
      portal: some(0.3),
      status: some(0.2),
      flip: some(0.1),
      proxyBytesMax: random.chance(0.15) ? random.between(24, 120) * 1024 : 0,
    },
    disk: {
      crash: some(0.004),
      full: some(0.01),
      databaseLost: some(0.4),
      commitsLost: some(0.5),
      downMs: random.between(0.1, 10) * MINUTE_MS,
    },
    district: {
      crash: some(0.01),
      full: some(0.02),
      downMs: random.between(0.1, 10) * MINUTE_MS,
      backupEveryMs: random.between(0.1, 1) * HOUR_MS,
      restoreEveryMs: random.chance(0.4) ? random.between(0.3, 2) * HOUR_MS : 0,
      silentRollback: random.chance(0.3) ? 1 : 0,
    },
    poison: some(0.2),
  };
}

/** The same world with nothing going wrong: the calm in which everything must come to its end. */
export function calmed(options: Options): Options {
  const { link, disk, district } = options;
  return {
    ...options,
    link: {
      ...link,
      downMs: 0,
      refused: 0,
      cutRequest: 0,
      cutAnswer: 0,
      lostAnswer: 0,
      duplicate: 0,
      portal: 0,
      status: 0,
      flip: 0,
    },
    disk: { ...disk, crash: 0, full: 0, databaseLost: 0, commitsLost: 0, downMs: 0 },
    district: { ...district, crash: 0, full: 0, downMs: 0, restoreEveryMs: 0 },
    poison: 0,
  };
}

/** Right in most villages; elsewhere a dead battery or somebody who set it by hand. */
const skew = (random: Prng): number =>
  random.chance(0.6) ? random.between(-5, 5) * MINUTE_MS : random.between(-400, 400) * DAY_MS;
