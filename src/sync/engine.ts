/**
 * The sync engine: exchanges with the district until all is received, for ever and from wherever it is woken. Speaks
 * with the world through ports only, so that the simulator runs this very code.
 */
import { AssertionError } from "../base/assert.ts";
import type { Bytes } from "../base/bytes.ts";
import { toHex } from "../base/bytes.ts";
import { purgeEveryMs } from "../base/limits.ts";
import { exchange, freshMemory } from "./exchange.ts";
import type { ExchangeOutcome, Ports, WakeSource } from "./ports.ts";
import { purgeable } from "./purge.ts";
import type { NextTry, Retry } from "./retry.ts";
import { withinTime } from "./within-time.ts";
import { afterWake, forgetsFailures, FRESH_RETRY, nextTry } from "./retry.ts";

export type Engine = {
  /** These left by another road: they are asked about before they are sent. */
  carried(digests: readonly Bytes[]): void;
  /** One exchange under the lock; `busy` at once when another context holds it. */
  exchangeOnce(signal: AbortSignal): Promise<ExchangeOutcome>;
  /** The loop of the page's worker: ends only when `signal` aborts. */
  run(signal: AbortSignal, wakes: WakeSource): Promise<void>;
  /**
   * For the service worker and the command line: exchanges, with the waits of the retry rule, until nothing is left or
   * the next try would be after `untilMs` (on the clock's monotonic scale). Gives the last outcome.
   */
  drain(signal: AbortSignal, limit: { readonly untilMs: number }): Promise<ExchangeOutcome>;
  /**
   * Somebody waits, or the network is another one: an exchange that takes longer than planned is given up, so that the
   * next one begins. One that is within its time goes on.
   */
  hurry(): void;
};

/** Makes an engine over these ports. It keeps nothing that the next one would need. */
export function makeEngine(ports: Ports): Engine {
  const memory = freshMemory();
  let purgedAtMs: number | undefined;
  let running: AbortController | undefined;

  /** Rarely, and only after a success: looking through all that is safe is work for a tablet. */
  async function purgeWhenDue(): Promise<void> {
    const nowMs = ports.clock.monotonicMs();
    if (purgedAtMs !== undefined && nowMs - purgedAtMs < purgeEveryMs) return;
    purgedAtMs = nowMs;
    const { lastReplyAt } = await ports.log.loadState();
    const due = purgeable(await ports.log.listSafe(), lastReplyAt);
    if (due.length > 0) await ports.log.purge(due.map((meta) => meta.digest));
  }

  /** A storage that fails is an outcome like another: the loop goes on, the next try may find it well again. */
  async function exchangeAndPurge(signal: AbortSignal): Promise<ExchangeOutcome> {
    try {
      const outcome = await exchange(ports, memory, signal);
      if (outcome.kind === "ok" && outcome.left === "nothing") await purgeWhenDue();
      return outcome;
    } catch (error) {
      if (error instanceof AssertionError) throw error;
      return { kind: "failed", why: error instanceof Error ? error.name : "unknown" };
    }
  }

  async function exchangeOnce(signal: AbortSignal): Promise<ExchangeOutcome> {
    const held = await ports.lock.tryHold(async () => {
      ports.notify({ kind: "exchange-started" });
      running = new AbortController();
      const outcome = await withinTime(ports.timer, signal, running, exchangeAndPurge);
      running = undefined;
      ports.notify({ kind: "exchange-finished", outcome });
      return outcome;
    });
    if (held) return held;
    const busy: ExchangeOutcome = { kind: "busy" };
    ports.notify({ kind: "exchange-finished", outcome: busy });
    return busy;
  }

  function hurry(): void {
    memory.unreadable.clear();
    if (running && ports.clock.monotonicMs() >= memory.overdueAtMs) running.abort("overdue");
  }

  function next(retry: Retry, outcome: ExchangeOutcome): NextTry {
    return nextTry(retry, outcome, ports.clock.monotonicMs(), ports.random.fraction());
  }

  return {
    carried(digests) {
      for (const digest of digests) memory.carried.add(toHex(digest));
    },
    exchangeOnce,
    hurry,
    async run(signal, wakes) {
      let retry = FRESH_RETRY;
      wakes.onWake((reason) => {
        if (forgetsFailures(reason)) hurry();
      });
      while (!signal.aborted) {
        const { retry: after, waitMs } = next(retry, await exchangeOnce(signal));
        retry = afterWake(after, await wakes.wait(waitMs, signal));
      }
    },
    async drain(signal, { untilMs }) {
      let retry = FRESH_RETRY;
      for (;;) {
        const outcome = await exchangeOnce(signal);
        const isDone = outcome.kind === "busy" || (outcome.kind === "ok" && outcome.left === "nothing");
        const { retry: after, waitMs } = next(retry, outcome);
        if (isDone || signal.aborted || ports.clock.monotonicMs() + waitMs >= untilMs) return outcome;
        retry = after;
        await ports.timer.sleep(waitMs, signal);
      }
    },
  };
}
