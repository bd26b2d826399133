/**
 * What the district does not have yet: announced heads against held seqs, village by village. Pure; everything the
 * monitor says follows from this comparison (DESIGN §2). Trusts no clock of a tablet.
 */
import type { UnixMs } from "../../base/clock.ts";
import { DAY_MS, silentWorkDays } from "../../base/limits.ts";
import { dateInJakarta } from "../../domain/date/civil-date.ts";
import { workDaysBetween } from "../../domain/date/work-days.ts";
import type { LogGap, VillageHealth, VillageState } from "../../protocol/staff/staff-api.ts";

/** One log of a device: how far it was announced, and which of its places are held. */
export type LogFacts = {
  readonly log: string;
  /** Highest seq anybody announced; 0 = none. */
  readonly announced: number;
  /** Distinct places held, and the highest of them. */
  readonly held: number;
  readonly heldMax: number;
  /** When the lowest missing place was first announced; undefined when nothing is missing or nobody announced it. */
  readonly missingSince: UnixMs | undefined;
};

export type DeviceFacts = {
  readonly device: string;
  /** Dotted code of the village its newest certificate names. */
  readonly village: string;
  readonly enrolledAt: UnixMs;
  /** 0 = it never made an exchange. */
  readonly lastSeenAt: UnixMs;
  readonly isRevoked: boolean;
  readonly isForked: boolean;
  readonly isUnusual: boolean;
  readonly logs: readonly LogFacts[];
};

export type Calendar = {
  readonly now: UnixMs;
  /** ISO weekdays of the office, 1 = Monday. */
  readonly workDays: readonly number[];
};

/** Entries that were made and are not held. What is held beyond the announced head was announced by being there. */
export function missingOf(log: Pick<LogFacts, "announced" | "held" | "heldMax">): number {
  return Math.max(0, Math.max(log.announced, log.heldMax) - log.held);
}

/** The health of every village of `codes`, in their order; `devices` are all that were ever enrolled. */
export function villageHealth(
  codes: readonly string[],
  devices: readonly DeviceFacts[],
  calendar: Calendar,
): readonly VillageHealth[] {
  const byVillage = groupBy(devices, (device) => device.village);
  return codes.map((village) => oneVillage(village, byVillage.get(village) ?? [], calendar));
}

function oneVillage(village: string, devices: readonly DeviceFacts[], calendar: Calendar): VillageHealth {
  const logs = devices.flatMap((device) => device.logs);
  const missing = logs.reduce((sum, log) => sum + missingOf(log), 0);
  const seen = devices.map((device) => device.lastSeenAt).filter((at) => at > 0);
  return {
    village,
    state: stateOf(devices, missing, calendar),
    missing,
    oldestMissingSince: lowest(logs.filter((log) => missingOf(log) > 0).map((log) => log.missingSince)),
    lastSeenAt: seen.length > 0 ? Math.max(...seen) : undefined,
    devices: devices.map((device) => device.device),
    isForked: devices.some((device) => device.isForked),
    isUnusual: devices.some((device) => device.isUnusual),
  };
}

/** Silent comes before holding: what is missing shows as a number anyway, and nobody is sending it. */
function stateOf(devices: readonly DeviceFacts[], missing: number, calendar: Calendar): VillageState {
  if (devices.length === 0) return "never";
  const working = devices.filter((device) => !device.isRevoked);
  if (working.length > 0 && working.every((device) => isSilent(device, calendar))) return "silent";
  return missing > 0 ? "holding" : "current";
}

/** Not heard of on two whole working days: the day it was last heard and today do not count. */
function isSilent(device: DeviceFacts, { now, workDays }: Calendar): boolean {
  const heard = dateInJakarta(Math.max(device.lastSeenAt, device.enrolledAt));
  const today = dateInJakarta(now);
  const begun = workDaysBetween(heard, today, workDays);
  const isWorkDay = workDaysBetween(dateInJakarta(now - DAY_MS), today, workDays);
  return begun - isWorkDay >= silentWorkDays;
}

/** A log as its device page shows it; `seqs` are the places held, ascending. */
export function logGap(log: Pick<LogFacts, "log" | "announced">, seqs: readonly number[]): LogGap {
  const announced = Math.max(log.announced, seqs.at(-1) ?? 0);
  return { log: log.log, announced, held: seqs.length, missing: missingRanges(announced, seqs) };
}

/** Places 1 … `announced` that `seqs` (ascending) does not have, as ranges with both ends included. */
export function missingRanges(announced: number, seqs: readonly number[]): readonly (readonly [number, number])[] {
  const ranges: (readonly [number, number])[] = [];
  let next = 1;
  for (const seq of [...seqs, announced + 1]) {
    if (seq > next) ranges.push([next, seq - 1]);
    next = Math.max(next, seq + 1);
  }
  return ranges;
}

/** What lies in both lists of ranges; each list ascending. */
export function intersectRanges(
  one: readonly (readonly [number, number])[],
  other: readonly (readonly [number, number])[],
): readonly (readonly [number, number])[] {
  return one.flatMap(([from, to]) =>
    other.flatMap(([begin, end]): readonly (readonly [number, number])[] => {
      const [low, high] = [Math.max(from, begin), Math.min(to, end)];
      return low <= high ? [[low, high]] : [];
    }),
  );
}

function lowest(times: readonly (UnixMs | undefined)[]): UnixMs | undefined {
  const known = times.filter((at) => at !== undefined);
  return known.length > 0 ? Math.min(...known) : undefined;
}

/** The values under each key, in their order. */
export function groupBy<T>(values: readonly T[], keyOf: (value: T) => string): ReadonlyMap<string, readonly T[]> {
  const groups = new Map<string, T[]>();
  for (const value of values) {
    const group = groups.get(keyOf(value));
    if (group) group.push(value);
    else groups.set(keyOf(value), [value]);
  }
  return groups;
}
