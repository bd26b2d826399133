/** What can go wrong in one world and how often, drawn from its seed. Rates are per chance to go wrong, times in ms. */
import { DAY_MS, HOUR_MS, MINUTE_MS } from "./units.ts";
import type { Prng } from "./prng.ts";

export type Options = {
  readonly crypto: "quick" | "real";
  /**
   * "dense": hours in which a page is always open and everything happens at once. "week": five days of an office that
   * opens the page when somebody comes. "season": weeks to months, long enough for copies to be purged.
   */
  readonly shape: "dense" | "week" | "season";
  readonly chaosMs: number;
  readonly tablets: number;
  /** Applications, over all tablets. */
  readonly filings: number;
  /** Page and service worker send at the same time, with no lock between them. */
  readonly withoutLock: boolean;
  readonly clockSkewMs: readonly number[];
  readonly rhythm: Rhythm;
  readonly link: LinkFaults;
  readonly disk: DiskFaults;
  readonly district: DistrictFaults;
  readonly trust: TrustFaults;
  /** Entries nobody can open, and blobs that are gone from the tablet, per filing. */
  readonly poison: number;
};

/** How often people and machines do what they always do. */
export type Rhythm = {
  /** 0: the page is open all the time, but for short moments every `closeEveryMs`. */
  readonly sessionEveryMs: number;
  readonly sessionMs: number;
  readonly closeEveryMs: number;
  readonly serviceWorkerEveryMs: number;
  readonly decideEveryMs: number;
  readonly openInboxEveryMs: number;
  /** Longest time until somebody who was not told "tersimpan" taps again. */
  readonly insistMs: number;
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
  /** An answer is held up on its way, so that a later one may overtake it. */
  readonly slowAnswer: number;
  /** A cache on the way gives an earlier answer again. */
  readonly stale: number;
  /** Above this a proxy answers 413; 0: no such proxy. */
  readonly proxyBytesMax: number;
  /** The last tablet has no link at all while there is chaos. */
  readonly away: boolean;
};

export type DiskFaults = {
  /** Per step of a page or service worker. */
  readonly crash: number;
  readonly full: number;
  /** Per read of the database: it fails this once. */
  readonly unreadable: number;
  /** Per append: it fails although some or all of its bytes are there. */
  readonly halfAppend: number;
  /** Per transaction of a submit: it is called committed and nothing of it is there. */
  readonly forgotten: number;
  /** Per crash: the database comes back empty, or without its last transactions. */
  readonly databaseLost: number;
  readonly commitsLost: number;
  /** Per lost database: the keys lay beside it and are lost too. */
  readonly keysLost: number;
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
  /** Per restore: one that was thrown away long ago comes back, from somebody's drawer. */
  readonly drawer: number;
};

/** Of keys, tablets and people who are not who they say. 0: never; a time: about so often. */
export type TrustFaults = {
  readonly rotateEveryMs: number;
  readonly cloneEveryMs: number;
  readonly revokeEveryMs: number;
  readonly loseTabletEveryMs: number;
  readonly clockJumpEveryMs: number;
  readonly thiefEveryMs: number;
  readonly budgetEveryMs: number;
  /** Per application: its slip is shown at some tablet of the village. */
  readonly slips: number;
};

/** The faults of a seed: often a few of them heavily, seldom all of them a little. */
export function drawOptions(seed: number, random: Prng): Options {
  const some = (most: number): number => (random.chance(0.5) ? 0 : random.fraction() * most);
  const shape = random.chance(0.4) ? "dense" : random.chance(0.94) ? "week" : "season";
  const chaosMs = lengthOf(shape, random);
  const tablets = shape === "dense" ? 2 : 2 + random.int(3);
  /** In some seeds about `times` in the whole chaos. */
  const about = (chance: number, times: number): number => (random.chance(chance) ? chaosMs / times : 0);
  return {
    crypto: seed % 100 === 99 ? "real" : "quick",
    shape,
    chaosMs,
    tablets,
    filings: shape === "dense" ? tablets * (1 + random.int(3)) : 9 + random.int(13),
    withoutLock: random.chance(0.5),
    clockSkewMs: Array.from({ length: tablets }, () => skew(random)),
    rhythm: shape === "dense" ? denseRhythm : slowRhythm(chaosMs, random),
    link: drawLink(shape, random, some),
    disk: {
      crash: some(shape === "dense" ? 0.004 : 0.001),
      full: some(0.01),
      unreadable: some(0.004),
      halfAppend: some(0.1),
      forgotten: random.chance(0.1) ? 0.1 : 0,
      databaseLost: some(0.4),
      commitsLost: some(0.5),
      keysLost: random.chance(0.5) ? 0 : 0.5,
      downMs: random.between(0.1, 10) * MINUTE_MS,
    },
    district: {
      crash: some(shape === "dense" ? 0.01 : 0.004),
      full: some(0.02),
      downMs: random.between(0.1, 10) * MINUTE_MS,
      backupEveryMs: shape === "dense" ? random.between(0.1, 1) * HOUR_MS : chaosMs / random.between(3, 10),
      restoreEveryMs: shape === "dense" ? (random.chance(0.4) ? random.between(0.3, 2) * HOUR_MS : 0) : about(0.4, 2),
      silentRollback: random.chance(0.3) ? 1 : 0,
      drawer: random.chance(0.1) ? 0.5 : 0,
    },
    trust: {
      rotateEveryMs: about(0.25, 2),
      cloneEveryMs: about(0.15, 1.2),
      revokeEveryMs: about(0.15, 1.5),
      loseTabletEveryMs: about(0.08, 1),
      clockJumpEveryMs: about(0.3, 4),
      thiefEveryMs: about(0.15, 8),
      budgetEveryMs: about(0.1, 3),
      slips: random.chance(0.3) ? 0.5 : 0,
    },
    poison: some(0.2),
  };
}

function lengthOf(shape: Options["shape"], random: Prng): number {
  if (shape === "dense") return random.between(0.3, 2) * HOUR_MS;
  return shape === "week" ? 5 * DAY_MS : random.between(20, 90) * DAY_MS;
}

const denseRhythm: Rhythm = {
  sessionEveryMs: 0,
  sessionMs: 0,
  closeEveryMs: 50 * MINUTE_MS,
  serviceWorkerEveryMs: 25 * MINUTE_MS,
  decideEveryMs: 20 * MINUTE_MS,
  openInboxEveryMs: 3 * MINUTE_MS,
  insistMs: MINUTE_MS,
};

const slowRhythm = (chaosMs: number, random: Prng): Rhythm => ({
  sessionEveryMs: chaosMs / random.between(2, 8),
  sessionMs: random.between(3, 15) * MINUTE_MS,
  closeEveryMs: 0,
  serviceWorkerEveryMs: chaosMs / random.between(2, 8),
  decideEveryMs: chaosMs / random.between(4, 12),
  openInboxEveryMs: 20 * MINUTE_MS,
  insistMs: 10 * MINUTE_MS,
});

function drawLink(shape: Options["shape"], random: Prng, some: (most: number) => number): LinkFaults {
  const unit = shape === "dense" ? MINUTE_MS : HOUR_MS / 2;
  return {
    upMs: random.between(2, 40) * unit,
    downMs: random.chance(0.3) ? 0 : random.between(1, 20) * unit,
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
    slowAnswer: some(0.1),
    stale: random.chance(0.2) ? 0.1 : 0,
    proxyBytesMax: random.chance(0.15) ? random.between(24, 120) * 1024 : 0,
    away: shape !== "dense" && random.chance(0.15),
  };
}

/** What the worst of the links drawn here can do by itself. */
const calmBytesPerMs = 2;
const calmLatencyMs = 800;

/** The same world with nothing going wrong: the calm in which everything must come to its end. */
export function calmed(options: Options): Options {
  const { link, disk, district } = options;
  return {
    ...options,
    link: {
      ...link,
      bytesPerMs: Math.max(link.bytesPerMs, calmBytesPerMs),
      latencyMs: Math.min(link.latencyMs, calmLatencyMs),
      downMs: 0,
      refused: 0,
      cutRequest: 0,
      cutAnswer: 0,
      lostAnswer: 0,
      duplicate: 0,
      portal: 0,
      status: 0,
      flip: 0,
      slowAnswer: 0,
      stale: 0,
      away: false,
    },
    disk: {
      ...disk,
      crash: 0,
      full: 0,
      unreadable: 0,
      halfAppend: 0,
      forgotten: 0,
      databaseLost: 0,
      commitsLost: 0,
      keysLost: 0,
      downMs: 0,
    },
    district: { ...district, crash: 0, full: 0, downMs: 0, restoreEveryMs: 0, drawer: 0 },
    trust: noTrustFaults,
    rhythm: { ...options.rhythm, insistMs: MINUTE_MS, openInboxEveryMs: 3 * MINUTE_MS },
    poison: 0,
  };
}

const noTrustFaults: TrustFaults = {
  rotateEveryMs: 0,
  cloneEveryMs: 0,
  revokeEveryMs: 0,
  loseTabletEveryMs: 0,
  clockJumpEveryMs: 0,
  thiefEveryMs: 0,
  budgetEveryMs: 0,
  slips: 0,
};

/** Right in most villages; elsewhere a dead battery or somebody who set it by hand. */
export const skew = (random: Prng): number =>
  random.chance(0.6) ? random.between(-5, 5) * MINUTE_MS : random.between(-400, 400) * DAY_MS;
