import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { toHex } from "../../base/bytes.ts";
import { beginPlan, endPlan, isSameRequest, itemsOf, readPlan } from "./plan.ts";

let folder = "";
beforeEach(() => (folder = mkdtempSync(join(tmpdir(), "loket-plan-"))));
afterEach(() => rmSync(folder, { recursive: true, force: true }));

let drawn = 0;
const random = { bytes: (length: number) => new Uint8Array(length).fill((drawn += 1)), fraction: () => 0 };
const request = { files: ["/a.json"], samples: 2, seed: 7 };

test("a plan that was not ended is found again, with the same draft ids", () => {
  const plan = beginPlan(folder, request, random);
  const again = readPlan(folder);
  expect(again).toEqual(plan);
  expect(again && itemsOf(again)).toEqual(itemsOf(plan));
  expect(itemsOf(plan).map(({ item }) => item)).toEqual([
    { kind: "file", path: "/a.json" },
    { kind: "sample", seed: 7, index: 0 },
    { kind: "sample", seed: 7, index: 1 },
  ]);
});

test("the same words after a plan has ended are new applications", () => {
  const first = itemsOf(beginPlan(folder, request, random));
  endPlan(folder);
  expect(readPlan(folder)).toBeUndefined();
  const second = itemsOf(beginPlan(folder, request, random));
  const ids = [...first, ...second].map(({ draftId }) => toHex(draftId));
  expect(new Set(ids).size).toBe(6);
});

test("another seed, number or file is another request", () => {
  expect(isSameRequest(request, { ...request })).toBe(true);
  for (const other of [{ seed: 8 }, { samples: 3 }, { files: [] }]) {
    expect(isSameRequest(request, { ...request, ...other })).toBe(false);
  }
});
