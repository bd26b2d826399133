import fc from "fast-check";
import { describe, expect, it, vi } from "vitest";
import { bytesUpTo } from "../../tests/fixtures/wire-arbitraries.ts";
import type { Bytes } from "../base/bytes.ts";
import { concatBytes } from "../base/bytes.ts";
import { bundleItemsMax } from "../base/limits.ts";
import { frameHead, frameItem, ItemReader, readItems } from "./framing.ts";

const itemBytesMax = 1000;

/** Cuts `bytes` at the given places, whatever they are. */
function chunksOf(bytes: Bytes, places: readonly number[]): readonly Uint8Array[] {
  const cuts = [0, ...places.map((place) => place % (bytes.byteLength + 1)), bytes.byteLength].toSorted(
    (a, b) => a - b,
  );
  return cuts.slice(1).map((end, i) => bytes.subarray(cuts[i], end));
}

function readAll(reader: ItemReader, chunks: readonly Uint8Array[]): readonly Bytes[] {
  return chunks.flatMap((chunk) => {
    const items = reader.push(chunk);
    return items.ok ? items.value : [];
  });
}

const items = fc.array(fc.oneof(bytesUpTo(30), bytesUpTo(itemBytesMax)), { maxLength: 12 });

describe("ItemReader", () => {
  it("gives the same items however the bytes are cut into chunks", () => {
    fc.assert(
      fc.property(items, fc.array(fc.nat(), { maxLength: 30 }), (list, places) => {
        const reader = new ItemReader(itemBytesMax);
        expect(readAll(reader, chunksOf(concatBytes(...list.map(frameItem)), places))).toEqual(list);
        expect(reader.rest).toEqual(new Uint8Array(0));
        expect(reader.failure).toBeUndefined();
      }),
      { numRuns: 500 },
    );
  });

  it("gives every whole item of a sequence cut anywhere, and the beginning of the one that was cut", () => {
    fc.assert(
      fc.property(items, bytesUpTo(itemBytesMax), fc.nat(), fc.array(fc.nat()), (list, last, at, places) => {
        const head = frameHead(last.byteLength).byteLength;
        const kept = at % (head + last.byteLength);
        const cut = concatBytes(...list.map(frameItem), frameItem(last).subarray(0, kept));
        const reader = new ItemReader(itemBytesMax);
        expect(readAll(reader, chunksOf(cut, places))).toEqual(list);
        expect(reader.rest).toEqual(last.slice(0, Math.max(0, kept - head)));
      }),
      { numRuns: 500 },
    );
  });

  it("refuses an item that is too large at its head, before any of its bytes came", () => {
    const reader = new ItemReader(itemBytesMax);
    expect(reader.push(frameHead(itemBytesMax + 1))).toEqual({ ok: false, code: "item-too-large" });
    expect(reader.failure).toBe("item-too-large");
    expect(reader.rest).toEqual(new Uint8Array(0));
  });

  it("keeps the items before a broken one and takes nothing after it", () => {
    const reader = new ItemReader(itemBytesMax);
    const good = Uint8Array.of(1, 2, 3);
    const first = reader.push(concatBytes(frameItem(good), Uint8Array.of(0x01), frameItem(good)));
    expect(first).toEqual({ ok: true, value: [good] });
    expect(reader.failure).toBe("malformed");
    expect(reader.push(frameItem(good))).toEqual({ ok: false, code: "malformed" });
  });

  it.each([
    ["a number", [0x01]],
    ["a text, as of a portal's page", [0x3c, 0x21]],
    ["an indefinite byte string", [0x5f]],
    ["eight bytes of length", [0x5b, 0, 0, 0, 0, 0, 0, 0, 1, 7]],
    ["a length that is not the shortest", [0x58, 0x01, 7]],
    ["two bytes of length where one does", [0x59, 0x00, 0x20]],
  ])("refuses %s", (_, bytes) => {
    expect(new ItemReader(itemBytesMax).push(Uint8Array.from(bytes))).toEqual({ ok: false, code: "malformed" });
  });

  it("takes the largest item it may", () => {
    const largest = new Uint8Array(itemBytesMax);
    expect(new ItemReader(itemBytesMax).push(frameItem(largest))).toEqual({ ok: true, value: [largest] });
  });

  it("does not keep a view of the caller's chunk", () => {
    const chunk = frameItem(Uint8Array.of(1, 2, 3, 4)).slice(0, 3);
    const reader = new ItemReader(itemBytesMax);
    reader.push(chunk);
    chunk.fill(9);
    expect(reader.push(Uint8Array.of(3, 4))).toEqual({ ok: true, value: [Uint8Array.of(1, 2, 3, 4)] });
  });

  it.each([
    ["many empty items in one chunk", new Uint8Array(100_000).fill(0x40), 100_000],
    ["one item, byte by byte", frameItem(new Uint8Array(100_000)), 1],
    [
      "items one byte longer than a chunk",
      concatBytes(...Array.from({ length: 100 }, () => frameItem(new Uint8Array(998)))),
      1000,
    ],
  ])("moves each byte a few times only: %s", (_, bytes, chunkBytes) => {
    let moved = 0;
    const set = Uint8Array.prototype.set;
    const spy = vi.spyOn(Uint8Array.prototype, "set").mockImplementation(function count(this: Uint8Array, from, at) {
      moved += from.length;
      set.call(this, from, at);
    });
    const reader = new ItemReader(bytes.byteLength);
    for (let at = 0; at < bytes.byteLength; at += chunkBytes) reader.push(bytes.subarray(at, at + chunkBytes));
    spy.mockRestore();
    expect(reader.rest.byteLength).toBe(0);
    expect(moved).toBeLessThanOrEqual(8 * bytes.byteLength);
  });
});

describe("readItems", () => {
  it("refuses a sequence that was cut", () => {
    const whole = concatBytes(frameItem(Uint8Array.of(1)), frameItem(Uint8Array.of(2, 3)));
    expect(readItems(whole, itemBytesMax)).toEqual({ ok: true, value: [Uint8Array.of(1), Uint8Array.of(2, 3)] });
    expect(readItems(whole.subarray(0, whole.byteLength - 1), itemBytesMax)).toMatchObject({ code: "malformed" });
  });

  it("refuses a sequence whose later item is broken or too large", () => {
    const good = frameItem(Uint8Array.of(1));
    expect(readItems(concatBytes(good, Uint8Array.of(0xff)), itemBytesMax)).toMatchObject({ code: "malformed" });
    expect(readItems(concatBytes(good, frameHead(5000)), itemBytesMax)).toMatchObject({ code: "item-too-large" });
  });

  it("refuses a sequence of more items than a bundle may have", () => {
    const empty = new Uint8Array(bundleItemsMax).fill(0x40);
    expect(readItems(empty, itemBytesMax)).toMatchObject({ ok: true });
    expect(readItems(concatBytes(empty, Uint8Array.of(0x40)), itemBytesMax)).toMatchObject({ code: "malformed" });
  });
});
