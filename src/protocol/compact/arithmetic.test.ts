import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Coder } from "./arithmetic.ts";
import { Unreadable, makeReader, makeWriter } from "./arithmetic.ts";

type Step =
  | { readonly weights: readonly number[]; readonly picked: number }
  | { readonly radix: number; readonly value: number };

const step: fc.Arbitrary<Step> = fc.oneof(
  fc
    .array(fc.nat(4000), { minLength: 1, maxLength: 16 })
    .map((weights) => weights.map((weight, at) => (at === 0 ? weight + 1 : weight)))
    .chain((weights) => {
      const possible = weights.flatMap((weight, at) => (weight > 0 ? [at] : []));
      return fc.constantFrom(...possible).map((picked) => ({ weights, picked }));
    }),
  fc
    .oneof(
      fc.constantFrom(1, 2, 256, 2 ** 16, 2 ** 16 + 1, 10 ** 13, 2 ** 53 - 1),
      fc.integer({ min: 1, max: 2 ** 31 }),
    )
    .chain((radix) =>
      fc
        .oneof(
          fc.constantFrom(0, radix - 1),
          fc.maxSafeNat().map((some) => some % radix),
        )
        .map((value) => ({ radix, value })),
    ),
);

const run = (coder: Coder, steps: readonly Step[], isGiven: boolean): readonly number[] =>
  steps.map((each) =>
    "radix" in each
      ? coder.below(each.radix, isGiven ? each.value : 0)
      : coder.choose(each.weights, isGiven ? each.picked : 0),
  );

const bitsOf = (each: Step): number =>
  "radix" in each
    ? Math.log2(each.radix)
    : Math.log2(each.weights.reduce((sum, weight) => sum + weight, 0) / (each.weights[each.picked] ?? 1));

describe("the arithmetic coder", () => {
  it("gives back what was picked, in hardly more bits than it is worth", () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 200 }), fc.nat(40), (steps, zeros) => {
        const writer = makeWriter();
        const given = run(writer, steps, true);
        const bytes = writer.finish();
        const reader = makeReader(Uint8Array.from([...bytes, ...Array.from({ length: zeros }, () => 0)]));
        expect(run(reader, steps, false)).toEqual(given);
        expect(() => reader.finish()).not.toThrow();
        const bits = steps.reduce((sum, each) => sum + bitsOf(each), 0);
        // A radix above 2^16 is split into digits, whose first may be worth a bit less than it takes.
        const split = steps.filter((each) => "radix" in each && each.radix > 2 ** 16).length;
        expect(bytes.byteLength * 8).toBeLessThanOrEqual(bits + split + steps.length * 0.01 + 10);
      }),
      { numRuns: 500 },
    );
  });

  it("notices when it reads far beyond the end, and when something follows it", () => {
    const reader = makeReader(Uint8Array.of(1));
    expect(() => Array.from({ length: 20 }, () => reader.below(256, 0))).toThrow(Unreadable);
    const early = makeReader(Uint8Array.of(0, 0, 0, 0, 0, 0, 7));
    early.below(256, 0);
    expect(() => early.finish()).toThrow(Unreadable);
  });
});
