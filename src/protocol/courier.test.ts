import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Bytes } from "../base/bytes.ts";
import { concatBytes, toHex } from "../base/bytes.ts";
import { encodeBlobPartItem, encodeNoticeItem } from "./bundle.ts";
import type { CourierItem } from "./courier.ts";
import {
  courierEnd,
  courierHead,
  encodeReplies,
  parseCourierHead,
  parseCourierReply,
  readerOfBundles,
  readerOfReplies,
} from "./courier.ts";
import { FrameCollector, toFrames } from "./courier-frames.ts";
import { frameItem } from "./framing.ts";
import { itemTypes } from "./item-types.ts";

const part = (at: number, length: number): Bytes =>
  encodeBlobPartItem({
    hash: new Uint8Array(32).fill(at),
    offset: 0,
    size: length,
    namedBy: [new Uint8Array(16).fill(at)],
    bytes: Uint8Array.from({ length }, (_, i) => (i * 7 + at) & 255),
  });
const parts = Array.from({ length: 14 }, (_, at) => part(at + 1, 300 + at * 211));
const file = concatBytes(courierHead("bundles", parts.length), ...parts.map(frameItem), courierEnd());

function read(bytes: Uint8Array, chunk = 1000): { readonly items: readonly CourierItem[]; readonly damaged: number } {
  const reader = readerOfBundles();
  const items: CourierItem[] = [];
  for (let at = 0; at < bytes.byteLength; at += chunk) items.push(...reader.push(bytes.subarray(at, at + chunk)));
  items.push(...reader.end());
  return { items, damaged: reader.damagedBytes };
}
const partsOf = (items: readonly CourierItem[]): readonly string[] =>
  items.filter(({ type }) => type === itemTypes.blobPart).map(({ bytes }) => toHex(bytes));

describe("a courier file", () => {
  it("gives its items however it is cut into chunks", () => {
    for (const chunk of [1, 13, 999, 100_000]) {
      const { items, damaged } = read(file, chunk);
      expect(items[0] && parseCourierHead(items[0].bytes)).toEqual({
        ok: true,
        value: { kind: "bundles", count: parts.length },
      });
      expect(partsOf(items)).toEqual(parts.map(toHex));
      expect(items.at(-1)?.type).toBe(itemTypes.courierEnd);
      expect(damaged).toBe(0);
    }
  });

  it("overwritten anywhere gives every item the damage did not touch, and says how much is broken", () => {
    const starts = [courierHead("bundles", parts.length), ...parts.map(frameItem)].reduce<number[]>(
      (all, bytes) => [...all, (all.at(-1) ?? 0) + bytes.byteLength],
      [0],
    );
    const rubbish = fc.oneof(fc.uint8Array({ minLength: 1, maxLength: 900 }), fc.constant(new Uint8Array(512)));
    fc.assert(
      fc.property(fc.nat(file.byteLength - 1), rubbish, (at, noise) => {
        const broken = file.slice();
        broken.set(noise.subarray(0, broken.byteLength - at), at);
        const untouched = parts.filter((_, i) => {
          const [from = 0, to = 0] = [starts[i + 1], starts[i + 2]];
          return to <= at || from >= at + noise.byteLength;
        });
        const { items } = read(broken);
        expect(partsOf(items)).toEqual(expect.arrayContaining(untouched.map(toHex)));
      }),
      { numRuns: 300 },
    );
  });

  it("cut anywhere gives what was whole before the cut", () => {
    fc.assert(
      fc.property(fc.nat(file.byteLength), (length) => {
        const { items } = read(file.subarray(0, length));
        const whole = partsOf(items);
        expect(whole).toEqual(parts.slice(0, whole.length).map(toHex));
        if (length < file.byteLength) expect(items.at(-1)?.type).not.toBe(itemTypes.courierEnd);
      }),
    );
  });

  it("that swallows what follows by a lying length still gives what follows", () => {
    const lying = concatBytes(Uint8Array.of(0x5a, 0, 0, 0x80, 0, 0x82, itemTypes.notice), new Uint8Array(20));
    const { items, damaged } = read(concatBytes(courierHead("bundles", 14), lying, ...parts.map(frameItem)));
    expect(partsOf(items)).toEqual(parts.map(toHex));
    expect(damaged).toBe(lying.byteLength);
  });

  it("of any bytes at all ends, and gives nothing that is no item", () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 3000 }), (bytes) => {
        const { items, damaged } = read(bytes);
        expect(items.reduce((sum, item) => sum + frameItem(item.bytes).byteLength, 0) + damaged).toBe(bytes.byteLength);
      }),
    );
  });
});

describe("a file of replies", () => {
  const replies = [1, 2].map((at) => ({ device: new Uint8Array(16).fill(at), reply: frameItem(part(at, 4000)) }));

  it("gives each reply with the device it answers", () => {
    const reader = readerOfReplies();
    const items = [...reader.push(encodeReplies(replies)), ...reader.end()];
    const found = items
      .filter(({ type }) => type === itemTypes.courierReply)
      .map(({ bytes }) => parseCourierReply(bytes));
    expect(found).toEqual(replies.map((value) => ({ ok: true, value })));
  });

  it("comes through a few QR codes in any order, and through too many not at all", () => {
    const small = encodeReplies([
      { device: new Uint8Array(16), reply: frameItem(encodeNoticeItem(new Uint8Array(1800))) },
    ]);
    const frames = toFrames(small, Uint8Array.of(1, 2, 3, 4, 5)) ?? [];
    expect(frames.length).toBeGreaterThan(1);
    const collector = new FrameCollector();
    expect(collector.add("https://loket/t/ABC#xyz")).toBeUndefined();
    const seen = [...frames.toReversed(), ...frames].map((text) => collector.add(text));
    expect(seen[0]).toEqual({ seen: 1, count: frames.length, file: undefined });
    expect(seen[frames.length - 1]?.file).toEqual(small);
    expect(toFrames(new Uint8Array(100_000), Uint8Array.of(1))).toBeUndefined();
  });

  it("a frame of another file begins anew", () => {
    const one = toFrames(new Uint8Array(1200).fill(1), Uint8Array.of(1, 1, 1, 1, 1)) ?? [];
    const other = toFrames(new Uint8Array(1200).fill(2), Uint8Array.of(2, 2, 2, 2, 2)) ?? [];
    const collector = new FrameCollector();
    collector.add(one[0] ?? "");
    expect(collector.add(other[1] ?? "")).toEqual({ seen: 1, count: 3, file: undefined });
  });
});
