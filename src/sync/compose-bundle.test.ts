import { describe, expect, test } from "vitest";
import { toHex } from "../base/bytes.ts";
import { blobPartBytesMax } from "../base/limits.ts";
import { composeBundle } from "./compose-bundle.ts";
import type { EntryMeta } from "./ports.ts";
import { bytesOf, received, sampleMeta, sampleState } from "../../tests/fixtures/sync-samples.ts";
import type { Work } from "./work.ts";
import { isWorkLeft, sortWork } from "./work.ts";

const unsure = (seed: number): EntryMeta =>
  sampleMeta(seed, { custody: { delivery: "unsure", receipt: undefined, safe: false } });
const wanted = (seed: number): EntryMeta =>
  sampleMeta(seed, { custody: { delivery: "wanted", receipt: undefined, safe: false } });
const withBlob = (seed: number, size: number, change: Partial<EntryMeta> = {}): EntryMeta =>
  sampleMeta(seed, { blobs: [{ hash: bytesOf(seed + 500, 32), size }], ...change });

function work(outstanding: readonly EntryMeta[], state = sampleState()): Work {
  return sortWork({ state, outstanding, notices: [], slips: [], unreadable: new Set() });
}
const seqs = (entries: readonly EntryMeta[]): readonly number[] => entries.map((meta) => meta.seq);

describe("what the next bundle carries (DESIGN §2, §5)", () => {
  test("after a cut it carries entries never sent before and offers the others, in 16 bytes each", () => {
    const plan = composeBundle(work([unsure(1), sampleMeta(2), unsure(3)]), 10_000);
    expect(seqs(plan.fresh)).toEqual([2]);
    expect(seqs(plan.offers)).toEqual([1, 3]);
    expect(plan.wanted).toEqual([]);
  });

  test("entries the district lacks are sent again without asking, after those never sent", () => {
    const plan = composeBundle(work([wanted(1), sampleMeta(2)]), 600);
    expect(seqs(plan.fresh)).toEqual([2]);
    expect(plan.wanted).toEqual([]);
    expect(seqs(composeBundle(work([wanted(1), sampleMeta(2)]), 10_000).wanted)).toEqual([1]);
  });

  test("a bundle stays within its budget, and one entry always fits", () => {
    const many = Array.from({ length: 50 }, (_, i) => sampleMeta(i + 1));
    expect(composeBundle(work(many), 2000).fresh).toHaveLength(4);
    expect(composeBundle(work([sampleMeta(1, { size: 16_000 }), sampleMeta(2)]), 1024).fresh).toHaveLength(1);
  });

  test("a large entry that finds no room keeps no smaller one waiting", () => {
    const plan = composeBundle(work([sampleMeta(1), sampleMeta(2, { size: 9000 }), sampleMeta(3)]), 2000);
    expect(seqs(plan.fresh)).toEqual([1, 3]);
  });

  test("blobs follow the entries in parts of 32 KB, those of urgent applications first", () => {
    const plan = composeBundle(work([withBlob(1, 40_000), withBlob(2, 500, { priority: 1 })]), 200_000);
    expect(plan.parts.map((part) => part.length)).toEqual([500, blobPartBytesMax, 40_000 - blobPartBytesMax]);
    expect(plan.parts[2]?.offset).toBe(blobPartBytesMax);
  });

  test("of a blob nothing is sent again until the district has named the offset", () => {
    const sent = { ...withBlob(1, 40_000), custody: unsure(1).custody };
    expect(composeBundle(work([sent]), 200_000).parts).toEqual([]);
    const held = { ...sent, custody: received({ state: "held", intake: 0 }) };
    const state = sampleState({ wantedBlobs: [{ hash: bytesOf(501, 32), offset: 30_000 }] });
    expect(composeBundle(work([held], state), 200_000).parts).toMatchObject([{ offset: 30_000, length: 10_000 }]);
  });

  test("the last part fills what is left, down to 1 KB of a blob", () => {
    const held = { ...withBlob(1, 40_000), custody: received({ state: "held", intake: 0 }) };
    const state = sampleState({ wantedBlobs: [{ hash: bytesOf(501, 32), offset: 0 }] });
    expect(composeBundle(work([held], state), 10).parts).toMatchObject([{ length: 1024 }]);
    const [part] = composeBundle(work([held], state), 9000).parts;
    expect(part?.length).toBeGreaterThan(8000);
    expect(part?.length).toBeLessThan(9000);
  });

  test("blobs of a correction wait until they are wanted: the first filing may have brought them", () => {
    const plan = composeBundle(work([withBlob(1, 5000, { kind: "correction" })]), 200_000);
    expect(seqs(plan.fresh)).toEqual([1]);
    expect(plan.parts).toEqual([]);
  });

  test("a blob two entries name travels once and names both", () => {
    const blobs = [{ hash: bytesOf(7, 32), size: 900 }];
    const plan = composeBundle(work([sampleMeta(1, { blobs }), sampleMeta(2, { blobs })]), 200_000);
    expect(plan.parts).toHaveLength(1);
    expect(plan.parts[0]?.namedBy.map(toHex)).toEqual([1, 2].map((seed) => toHex(bytesOf(seed, 32).subarray(0, 16))));
  });

  test("a held entry without a word about its blobs is offered again, one with a word is not", () => {
    const held = { ...withBlob(1, 5000), custody: received({ state: "held", intake: 0 }) };
    expect(seqs(composeBundle(work([held]), 5000).offers)).toEqual([1]);
    const state = sampleState({ wantedBlobs: [{ hash: bytesOf(501, 32), offset: 0 }] });
    expect(composeBundle(work([held], state), 5000).offers).toEqual([]);
  });

  test("a quarantined entry that still lacks a blob is offered too: no stand could show that it was lost", () => {
    const quarantined = { ...withBlob(1, 5000), custody: received({ state: "quarantined", intake: 0 }) };
    expect(seqs(composeBundle(work([quarantined]), 5000).offers)).toEqual([1]);
  });

  test("what the disk does not give is passed over and blocks nothing", () => {
    const unreadable = new Set([toHex(bytesOf(1, 32))]);
    const sorted = sortWork({
      state: sampleState(),
      outstanding: [sampleMeta(1), sampleMeta(2)],
      notices: [],
      slips: [],
      unreadable,
    });
    expect(seqs(sorted.fresh)).toEqual([2]);
  });

  test("however small the budget, questions never keep away what the district waits for", () => {
    const questions = Array.from({ length: 80 }, (_, at) => unsure(at + 10));
    const held = { ...withBlob(1, 40_000), custody: received({ state: "held", intake: 0 }) };
    const state = sampleState({ wantedBlobs: [{ hash: bytesOf(501, 32), offset: 0 }] });
    for (const budget of [1024, 1500, 4096]) {
      expect(composeBundle(work([held, ...questions], state), budget).parts, String(budget)).toHaveLength(1);
      expect(composeBundle(work([wanted(1), ...questions]), budget).wanted, String(budget)).toHaveLength(1);
    }
    expect(composeBundle(work(questions), 1024).offers).toHaveLength(60);
  });

  test("offers the last exchange has made already are no reason for another at once", () => {
    const left = work([unsure(1)]);
    expect(isWorkLeft(left, new Set())).toBe(true);
    expect(isWorkLeft(left, new Set([toHex(bytesOf(1, 32))]))).toBe(false);
  });
});
