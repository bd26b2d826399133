/**
 * When to try again (DESIGN §5, retries). A pure state machine: it knows outcomes and a monotonic clock, and neither
 * network nor timer. No outcome ever means "give up" (failures R12).
 */
import {
  busyRetryMs,
  quickRetryMsMax,
  quickRetryMsMin,
  quickRetryWindowMs,
  reportEveryMs,
  retryMsCeiling,
  retryMsFloor,
} from "../base/limits.ts";
import type { ExchangeOutcome, WakeReason } from "./ports.ts";

export type Retry = {
  /** Failures since the last success, quick ones not counted. */
  readonly failures: number;
  /** Monotonic time up to which broken exchanges are repeated quickly; undefined: none has broken yet. */
  readonly quickUntilMs: number | undefined;
  /** Monotonic time of the last success. */
  readonly aliveAtMs: number | undefined;
};

/** Nothing has failed. */
export const FRESH_RETRY: Retry = { failures: 0, quickUntilMs: undefined, aliveAtMs: undefined };

export type NextTry = { readonly retry: Retry; readonly waitMs: number };

/**
 * The wait before the next exchange, in milliseconds. `nowMs` is monotonic, `fraction` uniform in [0, 1).
 * After a success with nothing left it is the time until the next report.
 */
export function nextTry(retry: Retry, outcome: ExchangeOutcome, nowMs: number, fraction: number): NextTry {
  switch (outcome.kind) {
    case "ok":
      if (outcome.left === "stalled") return fullJitter(retry, fraction);
      return { retry: { ...FRESH_RETRY, aliveAtMs: nowMs }, waitMs: outcome.left === "more" ? 0 : reportEveryMs };
    case "busy":
      return { retry, waitMs: busyRetryMs };
    case "later":
      return notBefore(fullJitter(retry, fraction), outcome.ms);
    case "offline":
      return afterTransportError(retry, outcome.begun, nowMs, fraction);
    case "server":
    case "portal":
    case "refused":
    case "failed":
      return fullJitter(retry, fraction);
  }
}

/** DESIGN §5: `online` and a tap on "Kirim sekarang" forget earlier failures, like any success. */
export function afterWake(retry: Retry, reason: WakeReason | undefined): Retry {
  return reason !== undefined && forgetsFailures(reason) ? FRESH_RETRY : retry;
}

/** Somebody waits, or the network is another one. */
export function forgetsFailures(reason: WakeReason): boolean {
  return reason === "online" || reason === "tap";
}

/**
 * DESIGN §5: after a transport error in an exchange that had begun, every 0.5–1 s for 30 s, then full jitter. A link that
 * has just brought an answer is broken too, however soon after its start the next exchange fails.
 */
function afterTransportError(retry: Retry, begun: boolean, nowMs: number, fraction: number): NextTry {
  const isBroken = begun || (retry.aliveAtMs !== undefined && nowMs - retry.aliveAtMs < quickRetryWindowMs);
  const quickUntilMs = retry.quickUntilMs ?? (isBroken ? nowMs + quickRetryWindowMs : undefined);
  if (quickUntilMs === undefined || nowMs >= quickUntilMs) return fullJitter({ ...retry, quickUntilMs }, fraction);
  const waitMs = quickRetryMsMin + fraction * (quickRetryMsMax - quickRetryMsMin);
  return { retry: { ...retry, quickUntilMs }, waitMs };
}

/** DESIGN §5: full jitter, floor 2 s, ceiling 15 min: uniform between the floor and a bound that doubles. */
function fullJitter(retry: Retry, fraction: number): NextTry {
  const bound = Math.min(retryMsCeiling, retryMsFloor * 2 ** Math.min(retry.failures + 1, 30));
  const waitMs = retryMsFloor + fraction * (bound - retryMsFloor);
  return { retry: { ...retry, failures: retry.failures + 1 }, waitMs };
}

/** The district said when: not before that, and never longer than the ceiling (DESIGN §4.6). */
function notBefore(next: NextTry, ms: number): NextTry {
  return { ...next, waitMs: Math.min(retryMsCeiling, Math.max(next.waitMs, ms)) };
}
