/**
 * Simulated time and the one place where anything waits. Between two events everything that can run has run, so the
 * order of the world is the order of this queue. Knows no tablet and no district.
 */
import type { Clock, Timer } from "../../src/base/clock.ts";
import { isCryptoUnderWay } from "./crypto-switch.ts";
import type { Prng } from "./prng.ts";

/** One life of a process: from its start to its crash. */
export type Life = {
  readonly name: string;
  alive: boolean;
  /** What a step does after the death: "hang" never comes back, "throw" lets open transactions roll back. */
  readonly afterDeath: "hang" | "throw";
};

/** What a dead process meets at its next step. */
export class Crashed extends Error {
  override readonly name = "Crashed";
}

type Event = { readonly at: number; readonly order: number; readonly fire: () => void };

export class Scheduler {
  nowMs = 0;
  /** Events so far: a bound on a run that does not end by itself. */
  events = 0;
  readonly #random: Prng;
  #queue: Event[] = [];
  #orders = 0;

  constructor(random: Prng) {
    this.#random = random;
  }

  /** Calls `fire` at a time; among events of one time chance decides. */
  at(ms: number, fire: () => void): () => void {
    this.#orders += 1;
    const event: Event = { at: Math.max(ms, this.nowMs), order: this.#random.fraction() + this.#orders * 1e-12, fire };
    this.#insert(event);
    return () => {
      const index = this.#queue.indexOf(event);
      if (index >= 0) this.#queue.splice(index, 1);
    };
  }

  /** Waits in the name of a process. */
  wait(life: Life, ms: number, signal?: AbortSignal): Promise<void> {
    if (signal?.aborted) return this.step(life);
    return new Promise((resolve, reject) => {
      const come = (): void => this.#resume(life, resolve, reject);
      const cancel = this.at(this.nowMs + ms, come);
      signal?.addEventListener("abort", () => {
        cancel();
        come();
      });
    });
  }

  /** A point where a process may be found dead; costs no time. */
  step(life: Life): Promise<void> {
    return new Promise((resolve, reject) => this.#resume(life, resolve, reject));
  }

  /** `skewMs`: how wrong this clock is, now. */
  clockOf(life: Life, skewMs: () => number): Clock & Timer {
    return {
      now: () => Math.floor(EPOCH_MS + this.nowMs + skewMs()),
      monotonicMs: () => this.nowMs,
      sleep: (ms, signal) => this.wait(life, ms, signal),
    };
  }

  /** Runs until the queue is empty, the time is over or `stop` says so. */
  async run(untilMs: number, afterEach: () => boolean): Promise<void> {
    await quiet();
    for (;;) {
      const next = this.#queue[0];
      if (!next || next.at > untilMs) break;
      this.#queue.shift();
      this.nowMs = next.at;
      this.events += 1;
      next.fire();
      await quiet();
      if (afterEach()) return;
    }
    this.nowMs = Math.max(this.nowMs, untilMs);
  }

  #resume(life: Life, resolve: () => void, reject: (error: Error) => void): void {
    if (life.alive) resolve();
    else if (life.afterDeath === "throw") reject(new Crashed(life.name));
  }

  #insert(event: Event): void {
    let [low, high] = [0, this.#queue.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      const other = this.#queue[middle];
      if (other && (other.at < event.at || (other.at === event.at && other.order < event.order))) low = middle + 1;
      else high = middle;
    }
    this.#queue.splice(low, 0, event);
  }
}

/** Where simulated time begins: 2026-01-05, a Monday. */
export const EPOCH_MS = Date.UTC(2026, 0, 5, 1);

/** Resolves when every promise that could go on has gone on. */
async function quiet(): Promise<void> {
  do await new Promise((resolve) => setImmediate(resolve));
  while (isCryptoUnderWay());
}
