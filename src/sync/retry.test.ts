import { describe, expect, test } from "vitest";
import { quickRetryWindowMs, reportEveryMs, retryMsCeiling, retryMsFloor } from "../base/limits.ts";
import type { ExchangeOutcome } from "./ports.ts";
import type { Retry } from "./retry.ts";
import { afterWake, FRESH_RETRY, nextTry } from "./retry.ts";

const cut: ExchangeOutcome = { kind: "offline", begun: true };
const noConnection: ExchangeOutcome = { kind: "offline", begun: false };
const portal: ExchangeOutcome = { kind: "portal" };

function afterMany(outcome: ExchangeOutcome, times: number, nowMs = 0): Retry {
  let retry = FRESH_RETRY;
  for (let i = 0; i < times; i += 1) retry = nextTry(retry, outcome, nowMs, 0.5).retry;
  return retry;
}

describe("retry rule (DESIGN §5)", () => {
  test("after a cut in a begun exchange the next try comes within 0.5 to 1 s", () => {
    expect(nextTry(FRESH_RETRY, cut, 0, 0).waitMs).toBe(500);
    expect(nextTry(FRESH_RETRY, cut, 0, 0.999).waitMs).toBeLessThanOrEqual(1000);
  });

  // Failures F33.
  test("quick tries end 30 s after the first cut, then full jitter takes over", () => {
    const { retry } = nextTry(FRESH_RETRY, cut, 0, 0.5);
    expect(nextTry(retry, cut, quickRetryWindowMs - 1, 0.5).waitMs).toBeLessThanOrEqual(1000);
    expect(nextTry(retry, cut, quickRetryWindowMs, 0.5).waitMs).toBeGreaterThanOrEqual(retryMsFloor);
  });

  test("a connection that cannot be made is no begun exchange: full jitter from the floor", () => {
    expect(nextTry(FRESH_RETRY, noConnection, 0, 0).waitMs).toBe(retryMsFloor);
    expect(nextTry(FRESH_RETRY, noConnection, 0, 0.999).waitMs).toBeLessThan(2 * retryMsFloor);
  });

  test("a link that has just brought an answer is tried again quickly, however soon the next exchange fails", () => {
    const alive = nextTry(FRESH_RETRY, { kind: "ok", left: "more" }, 1_000, 0.5).retry;
    const soon = nextTry(alive, noConnection, 2_000, 0.999);
    expect(soon.waitMs).toBeLessThanOrEqual(1000);
    expect(nextTry(soon.retry, noConnection, 2_000 + quickRetryWindowMs, 0).waitMs).toBe(retryMsFloor);
    expect(nextTry(alive, noConnection, 1_000 + quickRetryWindowMs, 0).waitMs).toBe(retryMsFloor);
  });

  test.each([portal, { kind: "server", status: 500 }, { kind: "refused", why: "signature-invalid" }, noConnection])(
    "the wait after %o grows with every failure and never beyond 15 minutes",
    (outcome) => {
      const late = nextTry(afterMany(outcome as ExchangeOutcome, 60), outcome as ExchangeOutcome, 0, 0.9999).waitMs;
      expect(late).toBeGreaterThan(retryMsCeiling * 0.9);
      expect(late).toBeLessThanOrEqual(retryMsCeiling);
    },
  );

  test("after `later` the wait is not shorter than the district said", () => {
    expect(nextTry(FRESH_RETRY, { kind: "later", ms: 600_000 }, 0, 0).waitMs).toBe(600_000);
    expect(nextTry(FRESH_RETRY, { kind: "later", ms: 9e9 }, 0, 0).waitMs).toBe(retryMsCeiling);
  });

  test.each(["online", "tap"] as const)("%s forgets earlier failures", (reason) => {
    expect(afterWake(afterMany(portal, 9), reason)).toEqual(FRESH_RETRY);
  });

  test("a submit wakes the engine and does not forget failures", () => {
    const tired = afterMany(portal, 9);
    expect(afterWake(tired, "submit")).toBe(tired);
  });

  test("any success forgets failures; what is left goes at once, nothing left waits for the next report", () => {
    const more = nextTry(afterMany(portal, 9), { kind: "ok", left: "more" }, 0, 0.5);
    expect(more).toEqual({ retry: { ...FRESH_RETRY, aliveAtMs: 0 }, waitMs: 0 });
    expect(nextTry(FRESH_RETRY, { kind: "ok", left: "nothing" }, 0, 0.5).waitMs).toBe(reportEveryMs);
  });

  test("exchanges that move nothing wait longer and longer", () => {
    const stalled: ExchangeOutcome = { kind: "ok", left: "stalled" };
    expect(nextTry(FRESH_RETRY, stalled, 0, 0).waitMs).toBe(retryMsFloor);
    expect(nextTry(afterMany(stalled, 20), stalled, 0, 0.9).waitMs).toBeGreaterThan(600_000);
  });
});
