import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { blobParts } from "../../tests/fixtures/wire-arbitraries.ts";
import {
  asksMax,
  blobPartBytesMax,
  entryBlobsMax,
  entryBytesMax,
  headsMax,
  itemBytesMax,
  offersMax,
} from "../base/limits.ts";
import type { BlobPart, Run } from "./bundle.ts";
import {
  encodeBlobPartItem,
  encodeBundleBody,
  encodeHeaderItem,
  encodeOffersItem,
  encodeRunItem,
  parseBundleItem,
  parseCutBlobPart,
} from "./bundle.ts";
import { encodeCbor } from "./cbor.ts";
import { certificateBytesMax } from "./certificate.ts";
import { standBytesMax } from "./stand.ts";

const filled = (length: number): Uint8Array<ArrayBuffer> => new Uint8Array(length).fill(7);
const times = <T>(count: number, make: () => T): readonly T[] => Array.from({ length: count }, make);
const part: BlobPart = { hash: filled(32), offset: 10, size: 20, namedBy: [], bytes: filled(10) };
const refused = { ok: false, code: "malformed" };

describe("items", () => {
  it("of a type nobody knows yet are passed over, not refused", () => {
    expect(parseBundleItem(encodeCbor([99, "from a newer tablet"]))).toEqual({ ok: true, value: { type: "unknown" } });
    expect(parseBundleItem(encodeCbor(["word"]))).toEqual({ ok: true, value: { type: "unknown" } });
  });

  it("at their largest fit the limit of an item", () => {
    const header = encodeHeaderItem({
      certificate: filled(certificateBytesMax),
      device: filled(16),
      signingKey: filled(66),
      body: encodeBundleBody({
        nonce: filled(16),
        stand: filled(standBytesMax),
        heads: times(headsMax, () => ({
          logId: filled(8),
          seq: 2 ** 32 - 1,
          runningHash: filled(8),
          device: filled(16),
        })),
        report: undefined,
        cursor: { epoch: Number.MAX_SAFE_INTEGER, position: Number.MAX_SAFE_INTEGER },
        keyringNumber: Number.MAX_SAFE_INTEGER,
        configVersion: Number.MAX_SAFE_INTEGER,
        asks: times(asksMax, () => filled(32)),
        neighboursThrough: Number.MAX_SAFE_INTEGER,
        knowsRuns: true,
      }),
      signature: filled(64),
    });
    const offers = encodeOffersItem(times(offersMax, () => filled(16)));
    const entry = { shared: filled(60), own: filled(1040), envelope: filled(entryBytesMax - 1100) };
    const run = encodeRunItem({
      device: filled(16),
      shared: entry.shared,
      entries: [entry],
      proof: { kind: "run", signature: filled(64) },
    });
    const blob = encodeBlobPartItem({
      ...part,
      offset: 300_000,
      size: 400_000,
      namedBy: times(entryBlobsMax, () => filled(16)),
      bytes: filled(blobPartBytesMax),
    });
    for (const item of [header, offers, run, blob]) {
      expect(item.byteLength).toBeLessThanOrEqual(itemBytesMax);
      expect(parseBundleItem(item).ok).toBe(true);
    }
  });
});

describe("run", () => {
  it("proven entry by entry has one signature for each", () => {
    const entry = { shared: filled(4), own: filled(5), envelope: filled(6) };
    const run = (signatures: number): Run => ({
      device: filled(16),
      shared: entry.shared,
      entries: [entry, entry],
      proof: { kind: "each", signatures: [...times(signatures, () => filled(64))] },
    });
    expect(parseBundleItem(encodeRunItem(run(2))).ok).toBe(true);
    expect(parseBundleItem(encodeRunItem(run(1)))).toMatchObject(refused);
    expect(parseBundleItem(encodeRunItem(run(3)))).toMatchObject(refused);
  });
});

describe("blob part", () => {
  it("does not reach beyond its blob", () => {
    expect(parseBundleItem(encodeBlobPartItem(part)).ok).toBe(true);
    expect(parseBundleItem(encodeBlobPartItem({ ...part, offset: 11 }))).toMatchObject(refused);
    expect(parseCutBlobPart(encodeBlobPartItem({ ...part, offset: 11 }))).toBeUndefined();
  });

  it("that was cut keeps exactly the bytes that came, once the front is whole", () => {
    fc.assert(
      fc.property(
        blobParts.filter((p) => p.bytes.byteLength > 0),
        fc.nat(),
        (whole, at) => {
          const item = encodeBlobPartItem(whole);
          const cut = item.slice(0, at % (item.byteLength + 1));
          const came = cut.byteLength - (item.byteLength - whole.bytes.byteLength);
          const expected = came > 0 ? { ...whole, bytes: whole.bytes.slice(0, came) } : undefined;
          expect(parseCutBlobPart(cut)).toEqual(expected);
        },
      ),
      { numRuns: 2000 },
    );
  });

  it("that was cut takes no byte of what a newer peer put behind the bytes", () => {
    const newer = encodeCbor([4, part.hash, 10, 20, [], part.bytes, "a field of the future"]);
    expect(parseCutBlobPart(newer.subarray(0, newer.byteLength - 3))).toEqual(part);
  });

  it("never throws on whatever a cut leaves", () => {
    const changed = fc.tuple(blobParts, fc.nat(), fc.nat(255), fc.nat()).map(([whole, place, value, at]) => {
      const item = encodeBlobPartItem(whole);
      item[place % item.byteLength] = value;
      return item.slice(0, at % item.byteLength);
    });
    const bounded = fc.property(fc.oneof(changed, fc.uint8Array({ maxLength: 90 })), (bytes) => {
      const kept = parseCutBlobPart(bytes);
      expect(kept === undefined || kept.offset + kept.bytes.byteLength <= kept.size).toBe(true);
    });
    fc.assert(bounded, { numRuns: 3000 });
  });

  it("is not mistaken for another item that was cut", () => {
    const run = encodeCbor([3, filled(32), 0, 20, [], filled(10)]);
    expect(parseCutBlobPart(run.subarray(0, run.byteLength - 2))).toBeUndefined();
  });
});
