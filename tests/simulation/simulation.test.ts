import { expect, test } from "vitest";
import { simulatedCatalogue } from "./catalogue.ts";
import type { PieceDone } from "./pool.ts";
import { piecesOf, runPieces } from "./pool.ts";
import { regressions } from "./regressions.ts";
import { runSeed } from "./run.ts";

/** Every commit runs the same seeds; the long run takes others, so that it tells something new. */
const { from, seeds } = process.env["LOKET_LONG"] === "1" ? { from: 2001, seeds: 5000 } : { from: 1, seeds: 1000 };
const configuration = simulatedCatalogue();

test(`the invariants hold in ${seeds} seeds, and in every seed that ever failed`, async () => {
  const pieces = [...regressions.map(({ seed }) => piecesOf(seed, 1)), piecesOf(from, seeds)].flat();
  const done: PieceDone[] = [];
  await runPieces(
    pieces,
    (piece) => done.push(piece),
    () => done.every(({ failed }) => failed === undefined),
  );
  for (const { failed } of done)
    expect(failed?.violations ?? [], `npm run simulate -- --seed ${failed?.seed} --trace`).toEqual([]);
  expect(done.reduce((sum, piece) => sum + piece.seeds, 0)).toBe(seeds + regressions.length);
});

// The test's own loader brings what is imported late later than at the second time: no event of a world.
await runSeed(1, configuration);

test.each([3, 11, 42])("seed %i twice gives one history", async (seed) => {
  const first = await runSeed(seed, configuration);
  const second = await runSeed(seed, configuration);
  expect(second.traceHash).toBe(first.traceHash);
});
