import { describe, expect, it } from "vitest";
import type { DeviceFacts, LogFacts } from "./health.ts";
import { logGap, missingOf, missingRanges, villageHealth } from "./health.ts";

const at = (text: string): number => Date.parse(`${text}+07:00`);
/** Thursday morning. */
const now = at("2026-11-26T08:00");
const calendar = { now, workDays: [1, 2, 3, 4, 5] };
const village = "33.29.01.2001";

const log = (change: Partial<LogFacts>): LogFacts => ({
  log: "ab",
  announced: 3,
  held: 3,
  heldMax: 3,
  missingSince: undefined,
  ...change,
});

const device = (change: Partial<DeviceFacts>): DeviceFacts => ({
  device: "01",
  village,
  enrolledAt: at("2026-11-02T08:00"),
  lastSeenAt: at("2026-11-26T07:00"),
  isRevoked: false,
  isForked: false,
  isUnusual: false,
  logs: [log({})],
  ...change,
});

const healthOf = (...devices: readonly DeviceFacts[]) => villageHealth([village], devices, calendar)[0];

describe("a village", () => {
  it("without a tablet was never activated", () => {
    expect(healthOf()).toMatchObject({ state: "never", missing: 0, lastSeenAt: undefined, devices: [] });
    expect(healthOf(device({ village: "33.29.01.2002" }))?.state).toBe("never");
  });

  it("whose announced entries are all held is up to date", () => {
    expect(healthOf(device({}))).toMatchObject({ state: "current", missing: 0, oldestMissingSince: undefined });
  });

  // Failures F25.
  it("holds what was announced and is not here, since the oldest of it was announced", () => {
    const behind = log({ held: 1, heldMax: 1, missingSince: at("2026-11-23T10:00") });
    const further = log({ held: 2, heldMax: 3, missingSince: at("2026-11-25T10:00") });
    const health = healthOf(device({ logs: [behind, further, log({})] }));
    expect(health).toMatchObject({ state: "holding", missing: 3, oldestMissingSince: at("2026-11-23T10:00") });
  });

  it.each([
    ["Wednesday", "2026-11-25T16:00", "current"],
    ["Tuesday: one whole working day", "2026-11-24T16:00", "current"],
    ["Monday: two whole working days", "2026-11-23T07:00", "silent"],
    ["Friday before", "2026-11-20T15:00", "silent"],
  ])("last heard on %s is, on Thursday morning, so", (_day, seen, state) => {
    expect(healthOf(device({ lastSeenAt: at(seen) }))?.state).toBe(state);
  });

  it("is not silent because of a weekend", () => {
    const monday = { ...calendar, now: at("2026-11-23T09:00") };
    const seen = device({ lastSeenAt: at("2026-11-19T15:00") });
    expect(villageHealth([village], [seen], monday)[0]?.state).toBe("current");
    const sunday = { ...calendar, now: at("2026-11-22T09:00") };
    expect(villageHealth([village], [device({ lastSeenAt: at("2026-11-18T09:00") })], sunday)[0]?.state).toBe("silent");
  });

  it("whose new tablet has not been heard yet is counted from its enrolment", () => {
    expect(healthOf(device({ enrolledAt: now, lastSeenAt: 0 }))).toMatchObject({
      state: "current",
      lastSeenAt: undefined,
    });
    expect(healthOf(device({ lastSeenAt: 0 }))?.state).toBe("silent");
  });

  it("is heard when one of its tablets is; a revoked one need not be", () => {
    const silent = device({ device: "02", lastSeenAt: at("2026-11-02T08:00") });
    expect(healthOf(device({}), silent)?.state).toBe("current");
    expect(healthOf({ ...silent, isRevoked: true })?.state).toBe("current");
    expect(healthOf(silent, { ...device({}), isRevoked: true })?.state).toBe("silent");
  });

  it("tells of a forked log", () => {
    expect(healthOf(device({ isForked: true }))?.isForked).toBe(true);
  });
});

describe("a gap", () => {
  it("is named by ranges with both ends", () => {
    expect(missingRanges(9, [1, 2, 5, 9])).toEqual([
      [3, 4],
      [6, 8],
    ]);
    expect(missingRanges(3, [])).toEqual([[1, 3]]);
    expect(missingRanges(3, [1, 2, 3])).toEqual([]);
    expect(missingRanges(0, [])).toEqual([]);
  });

  it("is also what lies below a held place nobody announced", () => {
    expect(missingOf({ announced: 1, held: 2, heldMax: 4 })).toBe(2);
    expect(logGap({ log: "ab", announced: 1 }, [1, 4])).toEqual({
      log: "ab",
      announced: 4,
      held: 2,
      missing: [[2, 3]],
    });
  });
});
