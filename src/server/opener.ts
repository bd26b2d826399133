/**
 * Opens what has come in whenever it is woken: after every exchange, and now and then, because a dead process may have
 * left a lease. Keeps no time itself.
 */
import { openBatchMax } from "../base/limits.ts";
import type { District } from "./district.ts";
import { openPending } from "./inbox/open.ts";
import type { ReadEnvelope } from "./inbox/read-envelope.ts";

export type Opener = {
  /** Something may have come in. Returns at once. */
  wake(): void;
  /** Resolves when nothing is being opened any more. */
  stop(): Promise<void>;
};

/**
 * The opener of one process; it sleeps until woken reads by `read` and calls `onOpened` when something was opened.
 * A failure is logged and tried again with the next wake.
 */
export function makeOpener(district: District, read: ReadEnvelope, onOpened: () => void): Opener {
  let isAwake = false;
  let isStopped = false;
  let running: Promise<void> = Promise.resolve();

  const openAll = async (): Promise<void> => {
    try {
      while (isAwake && !isStopped) {
        isAwake = false;
        const opened = await openPending(district, openBatchMax, read);
        if (opened > 0) onOpened();
        if (opened >= openBatchMax) isAwake = true;
      }
    } catch (error) {
      district.log.error("opening-failed", { error: error instanceof Error ? error.name : "unknown" });
    }
  };
  const wake = (): void => {
    const isIdle = !isAwake;
    isAwake = true;
    if (isIdle) running = running.then(openAll);
  };
  return {
    wake,
    stop: async () => {
      isStopped = true;
      await running;
    },
  };
}
