import { expect, test } from "vitest";
import { mutants } from "./mutants.ts";
import type { PieceDone } from "./pool.ts";
import { runPieces } from "./pool.ts";

/** A rule whose loss is seen later than this is not guarded. */
const seedsMax = 1000;

test("the simulator turns red for every rule that is taken out, and only for that", async () => {
  const red = new Map<string, PieceDone>();
  await runPieces(
    mutants.map(({ name }) => ({ from: 1, seeds: seedsMax, mutant: name })),
    (done) => done.failed && red.set(done.piece.mutant ?? "", done),
  );
  const unseen = mutants.filter(({ name }) => !red.has(name));
  expect(unseen.map(({ name, breaks }) => `${name}: ${breaks}`)).toEqual([]);
  // The same seed in the same world, with the rule in place.
  const controls = [...red].map(([control, { failed }]) => ({ from: failed?.seed ?? 1, seeds: 1, control }));
  const alsoRed: (readonly [string | undefined, unknown])[] = [];
  await runPieces(controls, ({ piece, failed }) => failed && alsoRed.push([piece.control, failed.violations]));
  expect(alsoRed).toEqual([]);
});
