/**
 * How much one exchange may carry (DESIGN §5): what the measured link takes in 60 s, in 15 s when it follows another
 * within a minute, halved on 413. A pure value beside the engine; forgotten when the worker ends.
 */
import {
  bundleBytesFirst,
  bundleBytesMax,
  bundleBytesMin,
  cutBytesMin,
  exchangeMsExtra,
  exchangeMsMax,
  exchangeMsTarget,
  exchangeMsTargetFollowing,
  followingWithinMs,
  linkSampleBytesMin,
  linkSampleMsMin,
  silenceMsMin,
  silencePlannedTimes,
  tooLargeForgottenMs,
} from "../base/limits.ts";

export type LinkEstimate = {
  /** Upward rate, bytes per millisecond; undefined until measured. */
  readonly bytesPerMs: number | undefined;
  /** What somebody on the way refused with 413, halved, and when that is forgotten (monotonic). */
  readonly tooLarge: { readonly capBytes: number; readonly untilMs: number } | undefined;
  /** Smaller tries after a cut, until an exchange comes through. */
  readonly cutBytes: number | undefined;
  /** Monotonic end of the last exchange that began. */
  readonly endedAtMs: number | undefined;
  /** How often longer than usual an answer is waited for: doubled with each that did not come. */
  readonly patience: number;
};

/** Nothing measured. */
export const UNKNOWN_LINK: LinkEstimate = {
  bytesPerMs: undefined,
  tooLarge: undefined,
  cutBytes: undefined,
  endedAtMs: undefined,
  patience: 1,
};

/** Bytes the next bundle may have. `nowMs` is monotonic. */
export function budgetBytes(link: LinkEstimate, nowMs: number): number {
  const follows = link.endedAtMs !== undefined && nowMs - link.endedAtMs < followingWithinMs;
  const targetMs = follows ? exchangeMsTargetFollowing : exchangeMsTarget;
  const measured = link.bytesPerMs === undefined ? bundleBytesFirst : link.bytesPerMs * targetMs;
  const cap = link.tooLarge && nowMs < link.tooLarge.untilMs ? link.tooLarge.capBytes : bundleBytesMax;
  const bytes = Math.min(measured, cap, link.cutBytes ?? bundleBytesMax, bundleBytesMax);
  return Math.max(bundleBytesMin, Math.floor(bytes));
}

/** What sending so many bytes should take on this link, in milliseconds; an unknown one is taken for a slow village's. */
export function plannedMs(link: LinkEstimate, bytes: number): number {
  return exchangeMsExtra + bytesMs(link, bytes);
}

/** Silence that says: this connection is dead. In milliseconds from the start of the request to the answer's first byte. */
export function silenceMs(link: LinkEstimate, bytes: number): number {
  return Math.min(exchangeMsMax, link.patience * (silenceMsMin + silencePlannedTimes * bytesMs(link, bytes)));
}

function bytesMs({ bytesPerMs }: LinkEstimate, bytes: number): number {
  return bytes / (bytesPerMs ?? bundleBytesFirst / exchangeMsTarget);
}

/**
 * A whole exchange came through: `sentBytes` up in `elapsedMs`, answer included. Small ones say little of the rate, except
 * that it is not lower than theirs: latency only makes a link look slower. Without that a link that was slow once would be
 * given small exchanges for ever, and none of them would be large enough to tell that it has become better.
 */
export function afterSuccess(link: LinkEstimate, sentBytes: number, elapsedMs: number, nowMs: number): LinkEstimate {
  const rate = sentBytes / Math.max(1, elapsedMs);
  const isQuicker = link.bytesPerMs !== undefined && rate > link.bytesPerMs;
  const isSample = isQuicker || sentBytes >= linkSampleBytesMin || elapsedMs >= linkSampleMsMin;
  // Half old, half new: one lucky exchange does not make the next one three times too long.
  const bytesPerMs = !isSample ? link.bytesPerMs : link.bytesPerMs === undefined ? rate : (link.bytesPerMs + rate) / 2;
  const tooLarge = relaxed(link.tooLarge, sentBytes);
  return { ...link, tooLarge, bytesPerMs, cutBytes: undefined, endedAtMs: nowMs, patience: 1 };
}

/**
 * Below 32 KB a success that filled the cap doubles it again: few proxies are that small, and a passing 413 must not cost
 * an hour. A small one proves nothing: with it the offer after each 413 would call for the next 413.
 */
function relaxed(tooLarge: LinkEstimate["tooLarge"], sentBytes: number): LinkEstimate["tooLarge"] {
  if (!tooLarge || tooLarge.capBytes >= cutBytesMin || sentBytes < tooLarge.capBytes / 2) return tooLarge;
  return { ...tooLarge, capBytes: Math.min(cutBytesMin, tooLarge.capBytes * 2) };
}

/** DESIGN §5: halved on 413, down to one entry or 1 KB of a blob. */
export function afterTooLarge(link: LinkEstimate, sentBytes: number, nowMs: number): LinkEstimate {
  const capBytes = Math.max(bundleBytesMin, Math.floor(sentBytes / 2));
  return { ...link, tooLarge: { capBytes, untilMs: nowMs + tooLargeForgottenMs }, endedAtMs: nowMs };
}

/** A cut: the link may be slower than thought. Less is at stake in the next try. */
export function afterCut(link: LinkEstimate, sentBytes: number, nowMs: number): LinkEstimate {
  return { ...link, cutBytes: Math.max(cutBytesMin, Math.floor(sentBytes / 2)), endedAtMs: nowMs };
}

/** No answer came in time: a dead connection, or a link slower than thought. The next one gets more time for less. */
export function afterSilence(link: LinkEstimate, sentBytes: number, nowMs: number): LinkEstimate {
  return { ...afterCut(link, sentBytes, nowMs), patience: link.patience * 2 };
}
