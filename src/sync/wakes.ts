/** Joins a timer with calls from outside, for `Engine.run`. Knows no browser event: its owner listens and calls `wake`. */
import type { Timer } from "../base/clock.ts";
import type { WakeReason, WakeSource } from "./ports.ts";

export type Wakes = WakeSource & {
  /** Ends the present wait, or the next one at once. Of several reasons the strongest counts. */
  wake(reason: WakeReason): void;
};

/** A tap and `online` forget failures: they are not lost behind a weaker reason that came at the same time. */
const strength: Readonly<Record<WakeReason, number>> = { start: 0, visible: 1, submit: 2, online: 3, tap: 4 };

/** Wake-ups kept until the engine waits (failures R11: the loop runs from everywhere). */
export function makeWakes(timer: Timer): Wakes {
  let pending: WakeReason | undefined;
  let endWait: (() => void) | undefined;
  let hear: ((reason: WakeReason) => void) | undefined;
  return {
    onWake(listener) {
      hear = listener;
    },
    wake(reason) {
      hear?.(reason);
      if (pending === undefined || strength[reason] > strength[pending]) pending = reason;
      endWait?.();
    },
    async wait(ms, signal) {
      const sleep = new AbortController();
      const end = (): void => sleep.abort("woken");
      endWait = end;
      signal.addEventListener("abort", end, { once: true });
      if (pending !== undefined || signal.aborted) end();
      await timer.sleep(ms, sleep.signal);
      signal.removeEventListener("abort", end);
      endWait = undefined;
      const reason = pending;
      pending = undefined;
      return reason;
    },
  };
}
