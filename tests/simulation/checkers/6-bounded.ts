/**
 * Invariant 6, bounded: bytes per exchange, waits between tries, and how often a tablet asks have caps; no cap is a drop
 * (that is invariant 1's).
 */
import { bundleBytesMax, retryMsCeiling } from "../../../src/base/limits.ts";
import type { ExchangeOutcome } from "../../../src/sync/ports.ts";
import type { Auditor } from "../auditor.ts";
import type { Checked } from "./holdings.ts";

/** Header, framing and the least that always travels may stand above the planned size. */
const overheadBytes = 64 * 1024;

/** Quick tries for 30 s after each time the network came back, then every 2 s at most: more is a loop. */
const failuresPerMinuteMax = 150;
const minuteMs = 60_000;

/** Notes every outcome of one engine: whoever fails must wait, however it failed (failures R12). */
export function watchPace(auditor: Auditor, who: string): (outcome: ExchangeOutcome, nowMs: number) => void {
  const failedAtMs: number[] = [];
  return ({ kind }, nowMs) => {
    if (kind === "ok" || kind === "busy") return;
    failedAtMs.push(nowMs);
    const first = failedAtMs.length > failuresPerMinuteMax ? failedAtMs.shift() : undefined;
    if (first !== undefined && nowMs - first < minuteMs)
      auditor.fail("6 bounded", `${who} has failed ${failuresPerMinuteMax} times within a minute`);
  };
}

/** At the end: everything that was ever sent or planned. */
export function checkBounded({ auditor }: Checked): void {
  const { sent } = auditor;
  if (sent.longestWaitMs > retryMsCeiling) auditor.fail("6 bounded", `a wait of ${sent.longestWaitMs} ms was planned`);
  if (sent.largest > bundleBytesMax + overheadBytes) auditor.fail("6 bounded", `an exchange of ${sent.largest} bytes`);
}

/**
 * In the calm a living server is asked no more often than work and reports need. It may still die then, at the sight of an
 * entry that kills its opener; how often a tablet tries meanwhile is {@link watchPace}'s.
 */
export function checkCalmRequests({ auditor, tablets, visits }: Checked, requests: number, calmMs: number): void {
  const reports = (calmMs / (10 * 60_000)) * tablets.length;
  const allowed = 60 + visits.length * 12 + reports * 2;
  if (requests > allowed)
    auditor.fail("6 bounded", `${requests} requests in ${Math.round(calmMs / 60_000)} calm minutes`);
}
