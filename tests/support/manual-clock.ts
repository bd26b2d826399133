/** Time that passes only when it is told to, for what takes its clock as an argument. Knows no system clock. */

type Timer = { readonly atMs: number; readonly work: () => void };

export class ManualClock {
  readonly #lateMs: number;
  #nowMs = 0;
  #timers: Timer[] = [];

  /** `lateMs`: every timer fires that much late. */
  constructor({ lateMs = 0 }: { readonly lateMs?: number } = {}) {
    this.#lateMs = lateMs;
  }

  now(): number {
    return this.#nowMs;
  }

  after(ms: number, work: () => void): void {
    this.#timers.push({ atMs: this.#nowMs + ms + this.#lateMs, work });
  }

  /** Fires timer after timer, earliest first, until none is left. */
  runAll(): void {
    for (;;) {
      const [next] = this.#timers.toSorted((a, b) => a.atMs - b.atMs);
      if (next === undefined) return;
      this.#timers = this.#timers.filter((timer) => timer !== next);
      this.#nowMs = Math.max(this.#nowMs, next.atMs);
      next.work();
    }
  }
}
