/** The rules of blobs on their way in: resumed, proven by their hash, taken only when a held entry names them. */
import { describe, expect, it } from "vitest";
import { concatBytes } from "../../base/bytes.ts";
import { sha256 } from "../../crypto/hash.ts";
import { encodeBlobPartItem } from "../../protocol/bundle.ts";
import { frameItem } from "../../protocol/framing.ts";
import type { MemoryDistrict } from "../../../tests/support/memory-district.ts";
import { makeMemoryDistrict } from "../../../tests/support/memory-district.ts";
import type { TestTablet } from "../../../tests/support/test-tablet.ts";
import { enrolTablet, receiptOf } from "../../../tests/support/test-tablet.ts";
import { receiveBundle } from "./receive.ts";

async function world(): Promise<{ readonly district: MemoryDistrict; readonly tablet: TestTablet }> {
  const district = await makeMemoryDistrict();
  return { district, tablet: await enrolTablet(district) };
}

async function makeBlob(length: number, fill = 1) {
  const bytes = new Uint8Array(length).fill(fill);
  return { bytes, ref: { hash: await sha256(bytes), size: length } };
}

describe("blobs", () => {
  it("receipts an entry as held until all its blobs are proven, then as complete", async () => {
    const { tablet } = await world();
    const [a, b] = [await makeBlob(40, 1), await makeBlob(50, 2)];
    const entry = await tablet.file({ blobs: [a.ref, b.ref] });
    const part = (blob: typeof a) =>
      encodeBlobPartItem({ ...blob.ref, offset: 0, namedBy: [entry.prefix], bytes: blob.bytes });
    const first = await tablet.exchange([await tablet.run([entry]), part(a)]);
    expect(receiptOf(first, entry)).toBe("held");
    expect(first.wantedBlobs).toEqual([{ hash: b.ref.hash, offset: 0 }]);
    const second = await tablet.exchange([part(b)]);
    expect(receiptOf(second, entry)).toBe("complete");
    expect(second.receipts[0]?.intake).toBe(1);
    expect(second.wantedBlobs).toEqual([]);
  });

  // Failures F30.
  it("keeps the bytes of a part that was cut and wants the rest from there", async () => {
    const { district, tablet } = await world();
    const blob = await makeBlob(4000);
    const entry = await tablet.file({ blobs: [blob.ref] });
    await tablet.exchange([await tablet.run([entry])]);
    const whole = encodeBlobPartItem({ ...blob.ref, offset: 0, namedBy: [entry.prefix], bytes: blob.bytes });
    const bytes = concatBytes(frameItem(await tablet.header()), frameItem(whole));
    async function* cut(): AsyncIterable<Uint8Array> {
      yield bytes.subarray(0, bytes.byteLength - 1500);
      throw new Error("connection reset");
    }
    await receiveBundle(district, cut());
    const reply = await tablet.exchange([]);
    expect(reply.wantedBlobs).toEqual([{ hash: blob.ref.hash, offset: 2500 }]);
    const rest = encodeBlobPartItem({
      ...blob.ref,
      offset: 2500,
      namedBy: [entry.prefix],
      bytes: blob.bytes.slice(2500),
    });
    expect(receiptOf(await tablet.exchange([rest]), entry)).toBe("complete");
    expect(await district.blobs.read(blob.ref.hash)).toEqual(blob.bytes);
  });

  it("takes no bytes that no held entry names", async () => {
    const { district, tablet } = await world();
    const blob = await makeBlob(40);
    await tablet.exchange([encodeBlobPartItem({ ...blob.ref, offset: 0, namedBy: [], bytes: blob.bytes })]);
    expect(await district.blobs.has(blob.ref.hash)).toBe(false);
    expect(await district.blobs.partLength(blob.ref.hash, 1)).toBe(0);
  });

  it("assembles parts per certificate: a stranger's wrong bytes spoil nobody's blob", async () => {
    const { district, tablet } = await world();
    const stranger = await enrolTablet(district);
    const blob = await makeBlob(40);
    const entry = await tablet.file({ blobs: [blob.ref] });
    await tablet.exchange([await tablet.run([entry])]);
    const half = (bytes: typeof blob.bytes, offset: number) =>
      encodeBlobPartItem({ ...blob.ref, offset, namedBy: [entry.prefix], bytes });
    await stranger.exchange([half(new Uint8Array(20).fill(9), 0)]);
    await tablet.exchange([half(blob.bytes.slice(0, 20), 0)]);
    const reply = await tablet.exchange([half(blob.bytes.slice(20), 20)]);
    expect(receiptOf(reply, entry)).toBe("complete");
  });

  it("throws away a blob whose bytes are not what its hash says, and wants it again from the start", async () => {
    const { tablet } = await world();
    const blob = await makeBlob(40);
    const entry = await tablet.file({ blobs: [blob.ref] });
    const wrong = encodeBlobPartItem({
      ...blob.ref,
      offset: 0,
      namedBy: [entry.prefix],
      bytes: new Uint8Array(40).fill(9),
    });
    const reply = await tablet.exchange([await tablet.run([entry]), wrong]);
    expect(receiptOf(reply, entry)).toBe("held");
    expect(reply.wantedBlobs).toEqual([{ hash: blob.ref.hash, offset: 0 }]);
  });

  it("completes a later entry at once when its blob is already there", async () => {
    const { tablet } = await world();
    const blob = await makeBlob(40);
    const first = await tablet.file({ blobs: [blob.ref] });
    const part = encodeBlobPartItem({ ...blob.ref, offset: 0, namedBy: [first.prefix], bytes: blob.bytes });
    await tablet.exchange([await tablet.run([first]), part]);
    const second = await tablet.file({ blobs: [blob.ref] });
    expect(receiptOf(await tablet.exchange([await tablet.run([second])]), second)).toBe("complete");
  });
});
