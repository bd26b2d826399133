/** An exchange that can be given up at any step, also where the tablet's own disk does not answer. Knows no step of it. */
import type { Timer } from "../base/clock.ts";
import { exchangeDiskMsMax, exchangeMsMax, quickRetryMsMax } from "../base/limits.ts";
import type { ExchangeOutcome } from "./ports.ts";

/**
 * Makes an exchange that ends when `attempt` or `given` aborts, or after the longest time one may take: whoever holds the
 * lock for ever keeps all others from sending. What it left half done another one may have changed by the time it wakes up:
 * that is what the revision of the state is for. Gives its outcome, or that it hangs.
 */
export async function withinTime(
  timer: Timer,
  given: AbortSignal,
  attempt: AbortController,
  exchange: (signal: AbortSignal) => Promise<ExchangeOutcome>,
): Promise<ExchangeOutcome> {
  const over = new AbortController();
  const stop = (): void => attempt.abort("given up");
  given.addEventListener("abort", stop, { once: true });
  if (given.aborted) stop();
  void timer.sleep(exchangeMsMax + 2 * exchangeDiskMsMax, over.signal).then(() => {
    if (!over.signal.aborted) stop();
  });
  try {
    return await Promise.race([exchange(attempt.signal), leftBehind(timer, attempt.signal)]);
  } finally {
    over.abort("over");
    given.removeEventListener("abort", stop);
  }
}

/** What an exchange that was given up ends with when it does not end by itself. */
async function leftBehind(timer: Timer, givenUp: AbortSignal): Promise<ExchangeOutcome> {
  await new Promise<void>((resolve) => {
    if (givenUp.aborted) resolve();
    givenUp.addEventListener("abort", resolve, { once: true });
  });
  await timer.sleep(quickRetryMsMax);
  return { kind: "failed", why: "hangs" };
}
