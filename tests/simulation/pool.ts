/**
 * Runs seeds over all cores: threads that each ask for the next piece of work and send back what became of it. Which
 * seeds, and with which planted bug, is the caller's.
 */
import { availableParallelism } from "node:os";
import { Worker } from "node:worker_threads";
import type { Outcome } from "./run.ts";

export type Piece = {
  readonly from: number;
  readonly seeds: number;
  /** Name of a planted bug; undefined: the code as it is. */
  readonly mutant: string | undefined;
};

/** What became of a piece: it ends at its first red seed. */
export type PieceDone = {
  readonly piece: Piece;
  readonly seeds: number;
  readonly confirmed: number;
  readonly hours: number;
  readonly failed: Omit<Outcome, "lines"> | undefined;
};

/** Runs all pieces, in no order, and tells each when it is done. `wanted`: false stops handing out. Rejects when a thread breaks. */
export async function runPieces(
  pieces: readonly Piece[],
  tell: (done: PieceDone) => void,
  wanted: () => boolean = () => true,
): Promise<void> {
  const waiting = [...pieces];
  const threads = Math.min(availableParallelism(), pieces.length);
  await Promise.all(
    Array.from({ length: threads }, () => runThread(() => (wanted() ? waiting.shift() : undefined), tell)),
  );
}

function runThread(next: () => Piece | undefined, tell: (done: PieceDone) => void): Promise<void> {
  return new Promise((resolve, reject) => {
    const worker = new Worker(new URL("./seed-thread.ts", import.meta.url));
    const go = (): void => {
      const piece = next();
      if (piece) worker.postMessage(piece);
      else resolve(worker.terminate().then(() => undefined));
    };
    worker.on("message", (done: PieceDone) => {
      tell(done);
      go();
    });
    worker.on("error", reject);
    go();
  });
}

/** `count` seeds from `from` on, in pieces small enough that no thread waits long for the other. */
export function piecesOf(from: number, count: number, mutant?: string): readonly Piece[] {
  const pieces: Piece[] = [];
  for (let at = 0; at < count; at += pieceSeeds)
    pieces.push({ from: from + at, seeds: Math.min(pieceSeeds, count - at), mutant });
  return pieces;
}

const pieceSeeds = 10;
