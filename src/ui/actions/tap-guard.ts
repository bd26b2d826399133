/** Trembling hands tap twice. One guard for the whole screen, so that the second tap does not hit the button that came after the first. */
import { tapGuardMs } from "../../base/limits.ts";

/** Returns a test that says whether a tap at `timeMs` (an event's own monotonic time) counts: not within `gapMs` of the last that did. */
export function makeTapGuard(gapMs: number): (timeMs: number) => boolean {
  let lastMs = Number.NEGATIVE_INFINITY;
  return (timeMs) => {
    if (timeMs - lastMs < gapMs) return false;
    lastMs = timeMs;
    return true;
  };
}

/** The guard all buttons share; digits of a keypad do not use it, or "11" could not be typed. */
export const countsAsTap = makeTapGuard(tapGuardMs);
