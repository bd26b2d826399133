/** The rules of taking in a courier file, over the store in memory and with real keys. */
import { describe, expect, it, vi } from "vitest";
import { makeMemoryDistrict, otherVillage, testVillage } from "../../../tests/support/memory-district.ts";
import type { MemoryDistrict } from "../../../tests/support/memory-district.ts";
import type { FiledEntry, TestTablet } from "../../../tests/support/test-tablet.ts";
import { enrolTablet, readReply, receiptOf } from "../../../tests/support/test-tablet.ts";
import type { Bytes } from "../../base/bytes.ts";
import { concatBytes, equalBytes } from "../../base/bytes.ts";
import { DAY_MS } from "../../base/limits.ts";
import { unwrap } from "../../base/result.ts";
import { sha256 } from "../../crypto/hash.ts";
import type { BundleBody } from "../../protocol/bundle.ts";
import { encodeBlobPartItem } from "../../protocol/bundle.ts";
import { courierEnd, courierHead, parseCourierReply, readerOfReplies } from "../../protocol/courier.ts";
import { FrameCollector } from "../../protocol/courier-frames.ts";
import { frameItem } from "../../protocol/framing.ts";
import { itemTypes } from "../../protocol/item-types.ts";
import type { ReplyBody } from "../../protocol/reply.ts";
import { importCourier } from "./import-courier.ts";

async function* inChunks(file: Uint8Array, size = 700): AsyncIterable<Uint8Array> {
  for (let at = 0; at < file.byteLength; at += size) yield file.subarray(at, at + size);
}

async function bundleOf(
  tablet: TestTablet,
  items: readonly Bytes[],
  change?: Partial<BundleBody>,
): Promise<readonly Bytes[]> {
  return [await tablet.header(change), ...items].map(frameItem);
}

const fileOf = (entries: number, ...bundles: readonly (readonly Bytes[])[]): Bytes =>
  concatBytes(courierHead("bundles", entries), ...bundles.flat(), courierEnd());

async function importFile(district: MemoryDistrict, file: Uint8Array) {
  return unwrap(await importCourier(district, inChunks(file)));
}

/** The replies in a reply file that are for this tablet. */
function repliesFor(tablet: TestTablet, file: Bytes | undefined): readonly ReplyBody[] {
  const reader = readerOfReplies();
  return [...reader.push(file ?? new Uint8Array(0)), ...reader.end()]
    .filter(({ type }) => type === itemTypes.courierReply)
    .map(({ bytes }) => unwrap(parseCourierReply(bytes)))
    .filter(({ device }) => equalBytes(device, tablet.device))
    .map(({ reply }) => readReply(reply));
}

const held = (district: MemoryDistrict) => district.storage.transaction(async (tx) => (await tx.status()).entriesHeld);
const deviceRow = (district: MemoryDistrict, { device }: TestTablet) =>
  district.storage.transaction((tx) => tx.devices.find(device));

async function world(): Promise<{ readonly district: MemoryDistrict; readonly tablet: TestTablet }> {
  const district = await makeMemoryDistrict();
  return { district, tablet: await enrolTablet(district) };
}

async function three(tablet: TestTablet): Promise<readonly FiledEntry[]> {
  return [await tablet.file(), await tablet.file(), await tablet.file()];
}

describe("a courier file", () => {
  it("is taken in bundle by bundle, and each is answered with receipts", async () => {
    const { district, tablet } = await world();
    const [a, b, c] = await three(tablet);
    if (!a || !b || !c) throw new Error("three entries");
    const file = fileOf(
      3,
      await bundleOf(tablet, [await tablet.run([a, b])]),
      await bundleOf(tablet, [await tablet.run([c], "each")]),
    );
    const imported = await importFile(district, file);
    expect(imported).toMatchObject({ promised: 3, refusedBundles: 0, damagedBytes: 0, isWhole: true, quarantined: 0 });
    expect(imported.fates.get(testVillage.number)?.get("taken")).toBe(3);
    const [first, second] = repliesFor(tablet, imported.reply);
    expect(first && [a, b].map((entry) => receiptOf(first, entry))).toEqual(["complete", "complete"]);
    expect(second && receiptOf(second, c)).toBe("complete");
    expect(await held(district)).toBe(3);
  });

  it("imported twice, and by file and network at once, doubles nothing and receipts all the same", async () => {
    const { district, tablet } = await world();
    const entries = await three(tablet);
    const run = await tablet.run(entries);
    const file = fileOf(3, await bundleOf(tablet, [run]));
    const [once, , wire] = await Promise.all([
      importFile(district, file),
      importFile(district, file),
      tablet.exchange([run]),
    ]);
    const again = await importFile(district, file);
    expect(again.fates.get(testVillage.number)?.get("known")).toBe(3);
    expect(again.fates.get(testVillage.number)?.get("taken") ?? 0).toBe(0);
    for (const reply of [...repliesFor(tablet, once.reply), ...repliesFor(tablet, again.reply), wire])
      expect(entries.map((entry) => receiptOf(reply, entry))).toEqual(["complete", "complete", "complete"]);
    expect(await held(district)).toBe(3);
  });

  it("brings what other tablets filed, each under its own village", async () => {
    const { district, tablet } = await world();
    const other = await enrolTablet(district, otherVillage.code);
    const own = await tablet.file();
    const carried = await other.file({ village: otherVillage.number });
    const file = fileOf(2, await bundleOf(tablet, [await tablet.run([own]), await other.run([carried], "each")]));
    const imported = await importFile(district, file);
    expect([testVillage, otherVillage].map(({ number }) => imported.fates.get(number)?.get("taken"))).toEqual([1, 1]);
    expect(repliesFor(other, imported.reply)).toEqual([]);
  });

  it("names what it lacks: heads in it count like those of an exchange", async () => {
    const { district, tablet } = await world();
    const logId = Uint8Array.of(5, 5, 5, 5, 5, 5, 5, 5);
    const head = { logId, seq: 4, runningHash: new Uint8Array(8) };
    await importFile(district, fileOf(0, await bundleOf(tablet, [], { heads: [head] })));
    expect(district.ledger.state.findHead(tablet.device, logId)?.seq).toBe(4);
  });

  it("brings photos in a later bundle than their entry", async () => {
    const { district, tablet } = await world();
    const photo = Uint8Array.from({ length: 40_000 }, (_, i) => i & 255);
    const hash = await sha256(photo);
    const entry = await tablet.file({ blobs: [{ hash, size: photo.byteLength }] });
    const part = (from: number, to: number): Bytes =>
      encodeBlobPartItem({
        hash,
        offset: from,
        size: photo.byteLength,
        namedBy: [entry.prefix],
        bytes: photo.slice(from, to),
      });
    const first = await bundleOf(tablet, [await tablet.run([entry]), part(0, 30_000)]);
    const half = await importFile(district, fileOf(1, first));
    expect(half.withoutPhotos).toBe(1);
    const whole = await importFile(district, fileOf(1, first, await bundleOf(tablet, [part(30_000, 40_000)])));
    expect(whole.withoutPhotos).toBe(0);
    const last = repliesFor(tablet, whole.reply).at(-1);
    expect(last && receiptOf(last, entry)).toBe("complete");
  });

  it("is read no further than the bundle that is being taken in, however long it is", async () => {
    const { district, tablet } = await world();
    const bundles = 30;
    const filler = Array.from({ length: 20 }, () =>
      frameItem(
        encodeBlobPartItem({
          hash: new Uint8Array(32),
          offset: 0,
          size: 30_000,
          namedBy: [],
          bytes: new Uint8Array(30_000),
        }),
      ),
    );
    let read = 0;
    async function* endless(): AsyncIterable<Uint8Array> {
      for (let at = 0; at < bundles; at += 1)
        for (const piece of [...(await bundleOf(tablet, [])), ...filler]) {
          read += piece.byteLength;
          yield piece;
        }
    }
    const readAtHeader: number[] = [];
    const { refresh } = district.ledger;
    vi.spyOn(district.ledger, "refresh").mockImplementation(async () => {
      readAtHeader.push(read);
      return refresh.call(district.ledger);
    });
    await importCourier(district, endless());
    const oneBundle = read / bundles;
    expect(readAtHeader).toHaveLength(bundles);
    for (const [at, length] of readAtHeader.entries()) expect(length).toBeLessThan((at + 1) * oneBundle);
  });

  it("is no file of bundles when nothing of ours is in it", async () => {
    const { district } = await world();
    expect(await importCourier(district, inChunks(new Uint8Array(5000).fill(80)))).toMatchObject({ code: "malformed" });
    expect(await importCourier(district, inChunks(new Uint8Array(0)))).toMatchObject({ code: "malformed" });
  });
});

describe("a damaged courier file", () => {
  it("gives every whole item, and says how many are missing", async () => {
    const { district, tablet } = await world();
    const entries = await three(tablet);
    const runs = await Promise.all(entries.map((entry) => tablet.run([entry])));
    const file = fileOf(3, await bundleOf(tablet, runs));
    const [, second, third] = runs.map((run) => frameItem(run).byteLength);
    const middle = file.byteLength - courierEnd().byteLength - (third ?? 0) - (second ?? 0);
    file.fill(0, middle, middle + 60);
    const imported = await importFile(district, file);
    expect(imported).toMatchObject({ promised: 3, isWhole: true });
    expect(imported.damagedBytes).toBeGreaterThan(0);
    expect(imported.fates.get(testVillage.number)?.get("taken")).toBe(2);
  });

  it("that is cut gives what came before", async () => {
    const { district, tablet } = await world();
    const entries = await three(tablet);
    const runs = await Promise.all(entries.map((entry) => tablet.run([entry])));
    const file = fileOf(3, await bundleOf(tablet, runs));
    const imported = await importFile(district, file.subarray(0, file.byteLength - 100));
    expect(imported).toMatchObject({ promised: 3, isWhole: false });
    expect(imported.fates.get(testVillage.number)?.get("taken")).toBe(2);
  });

  it("of which a header is broken loses no entry behind it: they prove themselves", async () => {
    const { district, tablet } = await world();
    const [a, b] = await three(tablet);
    if (!a || !b) throw new Error("two entries");
    const second = await bundleOf(tablet, [await tablet.run([b])]);
    second[0]?.fill(0, 0, 30);
    const imported = await importFile(district, fileOf(2, await bundleOf(tablet, [await tablet.run([a])]), second));
    expect(imported.fates.get(testVillage.number)?.get("taken")).toBe(2);
  });

  it("with a run whose bytes were changed refuses that run alone", async () => {
    const { district, tablet } = await world();
    const [a, b] = await three(tablet);
    if (!a || !b) throw new Error("two entries");
    const bad = await tablet.run([a]);
    bad.set([(bad.at(-1) ?? 0) ^ 1], bad.byteLength - 1);
    const imported = await importFile(district, fileOf(2, await bundleOf(tablet, [bad, await tablet.run([b])])));
    expect(Object.fromEntries(imported.fates.get(testVillage.number) ?? [])).toMatchObject({ taken: 1, refused: 1 });
  });
});

describe("a file that comes late", () => {
  it("does not overwrite what the tablet has reported since", async () => {
    const { district, tablet } = await world();
    const run = await tablet.run([await tablet.file()]);
    const { stand } = await tablet.exchange([]);
    const file = fileOf(1, await bundleOf(tablet, [run], { stand, report: { drafts: 1, clock: 5 } }));
    district.clock.advance(DAY_MS);
    await tablet.exchange([], { stand, report: { drafts: 2 } });
    const before = await deviceRow(district, tablet);
    district.clock.advance(DAY_MS);
    await importFile(district, file);
    const after = await deviceRow(district, tablet);
    expect(after).toMatchObject({ report: before?.report, lastSeenAt: before?.lastSeenAt, clockDriftMs: 0 });
  });

  it("is news of a tablet that has not been heard of since, but not of its clock", async () => {
    const { district, tablet } = await world();
    const { stand } = await tablet.exchange([], { report: { drafts: 1, clock: district.clock.now() } });
    district.clock.advance(DAY_MS);
    await importFile(district, fileOf(0, await bundleOf(tablet, [], { stand, report: { drafts: 7, clock: 5 } })));
    const row = await deviceRow(district, tablet);
    expect(row).toMatchObject({ lastSeenAt: district.clock.now(), clockDriftMs: 0 });
    expect(row?.report).toContain('"drafts":7');
  });
});

describe("the receipts as QR codes", () => {
  it("are one photo for a few entries, and their stand does not prove that the whole reply arrived", async () => {
    const { district, tablet } = await world();
    const entries = await three(tablet);
    const imported = await importFile(district, fileOf(3, await bundleOf(tablet, [await tablet.run(entries)])));
    const frames = imported.frames ?? [];
    expect(frames).toHaveLength(1);
    const brief = repliesFor(tablet, new FrameCollector().add(frames[0] ?? "")?.file)[0];
    expect(brief && entries.map((entry) => receiptOf(brief, entry))).toEqual(["complete", "complete", "complete"]);
    const toldBefore = (await deviceRow(district, tablet))?.toldThrough;
    await tablet.exchange([], { stand: brief?.stand });
    expect((await deviceRow(district, tablet))?.toldThrough).toBe(toldBefore);
    const [whole] = repliesFor(tablet, (await importFile(district, fileOf(0, await bundleOf(tablet, [])))).reply);
    await tablet.exchange([], { stand: whole?.stand });
    expect((await deviceRow(district, tablet))?.toldThrough).toBeGreaterThan(toldBefore ?? 0);
  });
});
