import { expect, test } from "vitest";
import { mutants } from "./mutants.ts";
import type { PieceDone } from "./pool.ts";
import { runPieces } from "./pool.ts";

/** A rule whose loss is seen later than this is not guarded. */
const seedsMax = 1000;

test("the simulator turns red for every planted bug", async () => {
  const done = new Map<string | undefined, PieceDone>();
  const pieces = mutants.map(({ name }) => ({ from: 1, seeds: seedsMax, mutant: name }));
  await runPieces(pieces, (one) => done.set(one.piece.mutant, one));
  const broken = [...done].filter(([, { failed }]) =>
    failed?.violations.some(({ invariant }) => invariant === "broken"),
  );
  expect(broken).toEqual([]);
  const unseen = mutants.filter(({ name }) => done.get(name)?.failed === undefined);
  expect(unseen.map(({ name, breaks }) => `${name}: ${breaks}`)).toEqual([]);
});
