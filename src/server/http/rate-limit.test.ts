import { expect, test } from "vitest";
import { RateLimiter } from "./rate-limit.ts";

function limiterAt(limit: { burst: number; refillMs: number }, addressesMax?: number) {
  const time = { ms: 0 };
  return { time, limiter: new RateLimiter(limit, { monotonicMs: () => time.ms }, addressesMax) };
}

test("an address has its burst at once and is then told how long to wait", () => {
  const { limiter } = limiterAt({ burst: 2, refillMs: 1000 });
  expect([limiter.take("a"), limiter.take("a"), limiter.take("a")]).toEqual([0, 0, 1000]);
});

test("one try comes back with every refill, never more than the burst", () => {
  const { limiter, time } = limiterAt({ burst: 2, refillMs: 1000 });
  limiter.take("a");
  limiter.take("a");
  time.ms = 1000;
  expect([limiter.take("a"), limiter.take("a")]).toEqual([0, 1000]);
  time.ms = 1_000_000;
  expect([limiter.take("a"), limiter.take("a"), limiter.take("a")]).toEqual([0, 0, 1000]);
});

test("asking without a try left does not put the next one off", () => {
  const { limiter, time } = limiterAt({ burst: 1, refillMs: 1000 });
  limiter.take("a");
  for (time.ms = 100; time.ms < 1000; time.ms += 100) expect(limiter.take("a")).toBeGreaterThan(0);
  time.ms = 1001;
  expect(limiter.take("a")).toBe(0);
});

test("one address does not use up another's tries", () => {
  const { limiter } = limiterAt({ burst: 1, refillMs: 1000 });
  limiter.take("a");
  expect(limiter.take("b")).toBe(0);
});

test("only so many addresses are remembered, the longest unused is forgotten", () => {
  const { limiter } = limiterAt({ burst: 1, refillMs: 1000 }, 2);
  for (const address of ["a", "b", "c"]) limiter.take(address);
  expect(limiter.take("c")).toBeGreaterThan(0);
  expect(limiter.take("a")).toBe(0);
});
