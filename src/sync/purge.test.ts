import { expect, test } from "vitest";
import { received, sampleMeta } from "../../tests/fixtures/sync-samples.ts";
import { purgeAfterReceiptMs } from "../base/limits.ts";
import type { EntryMeta } from "./ports.ts";
import { purgeable } from "./purge.ts";

const safeSince = (seed: number, at: number): EntryMeta =>
  sampleMeta(seed, { custody: { ...received({ at }), safe: true } });

test("a copy may go when it is safe and its receipt is 14 days old in district time", () => {
  const entry = safeSince(1, 1000);
  expect(purgeable([entry], 1000 + purgeAfterReceiptMs - 1)).toEqual([]);
  expect(purgeable([entry], 1000 + purgeAfterReceiptMs)).toEqual([entry]);
});

test("what is received but not safe stays, however old", () => {
  expect(purgeable([sampleMeta(1, { custody: received({ at: 0 }) })], 10 * purgeAfterReceiptMs)).toEqual([]);
});

// Failures F1.
test("without a verified reply there is no district time and nothing goes", () => {
  expect(purgeable([safeSince(1, 0)], undefined)).toEqual([]);
});

test("the oldest receipts go first", () => {
  const gone = purgeable([safeSince(2, 500), safeSince(1, 100)], 2 * purgeAfterReceiptMs);
  expect(gone.map((meta) => meta.seq)).toEqual([1, 2]);
});

test("one that the district wants again does not go, whatever it once said of it", () => {
  const wanted = sampleMeta(1, { custody: { delivery: "wanted", receipt: undefined, safe: true } });
  expect(purgeable([wanted], 10 * purgeAfterReceiptMs)).toEqual([]);
});
