/** How fast people touch: our buttons take two touches in a moment for one of a trembling hand. Knows no screen. */
import { setTimeout as sleep } from "node:timers/promises";
import type { Locator } from "playwright-core";
import { tapGuardMs } from "../../../src/base/limits.ts";

/** A little more than the guard, so that clocks of two processes agree. */
const paceMs = tapGuardMs + 20;

/** The fingers of one person at one screen. */
export class Fingers {
  #lastTapMs = 0;

  /** Touches `target`, not sooner than a person would after the touch before. */
  async tap(target: Locator): Promise<void> {
    await sleep(Math.max(0, this.#lastTapMs + paceMs - performance.now()));
    await target.click();
    this.#lastTapMs = performance.now();
  }
}
