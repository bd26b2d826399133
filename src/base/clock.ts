/** Time is an argument. Nothing below an entry point reads a clock by itself (house rule, held by a test). */

/** Milliseconds since 1970 UTC, as the device or server claims them. */
export type UnixMs = number;

export interface Clock {
  /** What this device believes the time is. Claimed, never trusted for order, age or retention (DESIGN §4.8). */
  now(): UnixMs;
  /** Milliseconds that only grow, unrelated to the wall clock. For durations. */
  monotonicMs(): number;
}

export interface Timer {
  /** Resolves after `ms`, or at once when `signal` aborts. Never rejects. */
  sleep(ms: number, signal?: AbortSignal): Promise<void>;
}
