/** One thread of the pool: plays the seeds of a piece until one fails, and says what came of it. Chooses nothing. */
import { parentPort } from "node:worker_threads";
import { definite } from "../../src/base/assert.ts";
import { brebes } from "../fixtures/kiosk-config.ts";
import { mutants } from "./mutants.ts";
import type { Piece, PieceDone } from "./pool.ts";
import { runSeed } from "./run.ts";

const configuration = brebes();
const port = definite(parentPort, "this file is a thread");

port.on("message", (piece: Piece) => void answer(piece));

async function answer(piece: Piece): Promise<void> {
  port.postMessage(await play(piece));
}

async function play(piece: Piece): Promise<PieceDone> {
  const planted = mutants.find(({ name }) => name === piece.mutant)?.planted ?? {};
  let [confirmed, hours] = [0, 0];
  for (let at = 0; at < piece.seeds; at += 1) {
    const { lines: _, ...outcome } = await runSeed(piece.from + at, configuration, planted);
    confirmed += outcome.confirmed;
    hours += outcome.hours;
    if (outcome.violations.length > 0) return { piece, seeds: at + 1, confirmed, hours, failed: outcome };
  }
  return { piece, seeds: piece.seeds, confirmed, hours, failed: undefined };
}
