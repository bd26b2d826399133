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
  readonly mutant?: string;
  /** Name of a planted bug in whose world the code as it is shall hold. */
  readonly control?: string;
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
  const work = async (): Promise<void> => {
    let thread: Thread | undefined;
    for (;;) {
      const piece = wanted() ? waiting.shift() : undefined;
      // A rule is taken out before the code is loaded: another rule needs another thread.
      if (thread && (!piece || thread.mutant !== piece.mutant)) await thread.worker.terminate();
      if (!piece) return;
      if (thread?.mutant !== piece.mutant) thread = undefined;
      thread ??= startThread(piece.mutant);
      tell(await play(thread, piece));
    }
  };
  await Promise.all(Array.from({ length: Math.min(availableParallelism(), pieces.length) }, work));
}

type Thread = { readonly mutant: string | undefined; readonly worker: Worker };

function startThread(mutant: string | undefined): Thread {
  return { mutant, worker: new Worker(new URL("./seed-thread.ts", import.meta.url), { workerData: mutant }) };
}

function play({ worker }: Thread, piece: Piece): Promise<PieceDone> {
  return new Promise((resolve, reject) => {
    worker.once("message", (done: PieceDone) => {
      worker.off("error", reject);
      resolve(done);
    });
    worker.once("error", reject);
    worker.postMessage(piece);
  });
}

/** `count` seeds from `from` on, in pieces small enough that no thread waits long for the other. */
export function piecesOf(from: number, count: number): readonly Piece[] {
  const pieces: Piece[] = [];
  for (let at = 0; at < count; at += pieceSeeds)
    pieces.push({ from: from + at, seeds: Math.min(pieceSeeds, count - at) });
  return pieces;
}

const pieceSeeds = 10;
