import { expect, test } from "vitest";
import type { Timer } from "../base/clock.ts";
import { makeWakes } from "./wakes.ts";

/** Time passes only when `pass` is called. */
function makeTimer(): Timer & { pass(): void } {
  const ends: (() => void)[] = [];
  return {
    pass: () => ends.splice(0).forEach((end) => end()),
    sleep: (_, signal) =>
      new Promise((resolve) => {
        if (signal?.aborted) resolve();
        signal?.addEventListener("abort", () => resolve(), { once: true });
        ends.push(resolve);
      }),
  };
}
const never = (): AbortSignal => new AbortController().signal;

test("a wait ends when its time is over, without a reason", async () => {
  const timer = makeTimer();
  const waiting = makeWakes(timer).wait(1000, never());
  timer.pass();
  expect(await waiting).toBeUndefined();
});

test("a wake ends the present wait with its reason", async () => {
  const wakes = makeWakes(makeTimer());
  const waiting = wakes.wait(1000, never());
  wakes.wake("online");
  expect(await waiting).toBe("online");
});

test("a reason that came while nobody waited counts at once, and once", async () => {
  const timer = makeTimer();
  const wakes = makeWakes(timer);
  wakes.wake("submit");
  expect(await wakes.wait(1000, never())).toBe("submit");
  const again = wakes.wait(1000, never());
  timer.pass();
  expect(await again).toBeUndefined();
});

test("a tap is not lost behind a weaker reason of the same moment", async () => {
  const wakes = makeWakes(makeTimer());
  wakes.wake("tap");
  wakes.wake("visible");
  expect(await wakes.wait(1000, never())).toBe("tap");
});

test("an abort ends the wait", async () => {
  const stop = new AbortController();
  const waiting = makeWakes(makeTimer()).wait(1000, stop.signal);
  stop.abort();
  expect(await waiting).toBeUndefined();
});
