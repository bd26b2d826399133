/** A token bucket per address, in memory: it slows guessing down and is no account of anybody. Knows no route. */
import type { HttpBindings } from "@hono/node-server";
import type { Context, MiddlewareHandler } from "hono";
import type { Clock } from "../../base/clock.ts";
import { rateAddressesMax } from "../../base/limits.ts";
import { answerError } from "./errors.ts";

export type RateLimit = {
  /** Tries at once. */
  readonly burst: number;
  /** One more try after this many milliseconds. */
  readonly refillMs: number;
};

type Bucket = { readonly tokens: number; readonly at: number };

/** Buckets by address. Holds at most `addressesMax`; the longest unused is forgotten first. */
export class RateLimiter {
  readonly #buckets = new Map<string, Bucket>();
  readonly #limit: RateLimit;
  readonly #clock: Pick<Clock, "monotonicMs">;
  readonly #addressesMax: number;

  constructor(limit: RateLimit, clock: Pick<Clock, "monotonicMs">, addressesMax: number = rateAddressesMax) {
    this.#limit = limit;
    this.#clock = clock;
    this.#addressesMax = addressesMax;
  }

  /** Takes one try from `address`. Answers 0, or the milliseconds until the next one is free. */
  take(address: string): number {
    const at = this.#clock.monotonicMs();
    const tokens = this.#refilled(this.#buckets.get(address), at);
    this.#buckets.delete(address);
    this.#buckets.set(address, { tokens: tokens < 1 ? tokens : tokens - 1, at });
    this.#forget();
    return tokens < 1 ? Math.ceil((1 - tokens) * this.#limit.refillMs) : 0;
  }

  #refilled(bucket: Bucket | undefined, at: number): number {
    if (bucket === undefined) return this.#limit.burst;
    return Math.min(this.#limit.burst, bucket.tokens + (at - bucket.at) / this.#limit.refillMs);
  }

  #forget(): void {
    for (const address of this.#buckets.keys()) {
      if (this.#buckets.size <= this.#addressesMax) return;
      this.#buckets.delete(address);
    }
  }
}

/** Who asks. Behind a proxy of ours (`trustProxy`) the last address it added; otherwise no header counts. */
export function addressOf(c: Context<{ Bindings: HttpBindings }>, trustProxy: boolean): string {
  const forwarded = trustProxy ? c.req.header("x-forwarded-for")?.split(",").at(-1)?.trim() : undefined;
  return forwarded ?? c.env.incoming.socket.remoteAddress ?? "";
}

/**
 * Answers 429 with Retry-After when the address has no try left.
 */
export function limitRate(
  limit: RateLimit,
  clock: Pick<Clock, "monotonicMs">,
  trustProxy: boolean,
): MiddlewareHandler<{ Bindings: HttpBindings }> {
  const limiter = new RateLimiter(limit, clock);
  return async (c, next) => {
    const waitMs = limiter.take(addressOf(c, trustProxy));
    if (waitMs === 0) return next();
    c.header("Retry-After", String(Math.ceil(waitMs / 1000)));
    return answerError(c, "too-many-requests");
  };
}
