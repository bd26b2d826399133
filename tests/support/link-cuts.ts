/**
 * When a link is gone and comes back: the same for the same seed, so that everybody meets the same cuts. What arithmetic
 * says of a link with cuts stands beside it. Knows no socket.
 */
import { createHash } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import type { LinkShape } from "./shaped-link.ts";

/** The link carries for `upMs`, then is gone for `downMs`. */
export type Cut = { readonly upMs: number; readonly downMs: number };

/** "About every 20 s … for 5 s" (issue: the bench's cutting link). */
const upMsMin = 12_000;
const upMsMax = 28_000;
const downMs = 5_000;
const fractionBytes = 4;

/** Endless cuts of a named seed. */
export function* cutsOf(seed: string): Generator<Cut, never> {
  for (let at = 0; ; at += 1) {
    const bytes = createHash("sha256").update(`${seed} ${at}`).digest();
    const fraction = bytes.readUInt32BE(0) / 2 ** (8 * fractionBytes);
    yield { upMs: Math.round(upMsMin + fraction * (upMsMax - upMsMin)), downMs };
  }
}

/**
 * The least time in milliseconds in which anybody brings `bytes` up and hears of it: bytes ÷ rate and one round trip, and
 * the time the link is gone meanwhile. Handshakes and everything sent twice come on top.
 */
export function floorMs(bytes: number, shape: LinkShape, cuts: Iterable<Cut> = []): number {
  const neededMs = (bytes * 8_000) / shape.upBitsPerSecond + shape.roundTripMs;
  let carriedMs = 0;
  let goneMs = 0;
  for (const cut of cuts) {
    if (carriedMs + cut.upMs >= neededMs) break;
    carriedMs += cut.upMs;
    goneMs += cut.downMs;
  }
  return neededMs + goneMs;
}

/** What a link must be able to do to be cut. */
export type Cuttable = {
  cut(shape: LinkShape): Promise<void>;
  accept(): Promise<void>;
};

/** Cuts `link` by the seed's plan until told to stop; the link then carries. `stop` gives how often it was cut. */
export function runCuts(link: Cuttable, shape: LinkShape, cuts: Iterable<Cut>): { stop(): Promise<number> } {
  const stopping = new AbortController();
  const running = cutUntil(stopping.signal, link, shape, cuts);
  return {
    stop() {
      stopping.abort("enough");
      return running;
    },
  };
}

async function cutUntil(signal: AbortSignal, link: Cuttable, shape: LinkShape, cuts: Iterable<Cut>): Promise<number> {
  let count = 0;
  // The plan counts from its first moment, so that late timers do not add up.
  let atMs = performance.now();
  const waitUntil = async (ms: number): Promise<void> => {
    await sleep(Math.max(0, ms - performance.now()), undefined, { signal }).catch(() => undefined);
  };
  for (const { upMs, downMs: goneMs } of cuts) {
    await waitUntil((atMs += upMs));
    if (signal.aborted) break;
    await link.cut(shape);
    count += 1;
    await waitUntil((atMs += goneMs));
    await link.accept();
  }
  return count;
}
