/** The desk of what was set aside: each kind of poison has its reason, everything else flows, and trying again helps once the cause is mended. */
import { describe, expect, it } from "vitest";
import { brebes } from "../../../tests/fixtures/kiosk-config.ts";
import type { MemoryDistrict } from "../../../tests/support/memory-district.ts";
import { makeMemoryDistrict, otherVillage } from "../../../tests/support/memory-district.ts";
import type { FiledEntry, TestTablet } from "../../../tests/support/test-tablet.ts";
import { enrolTablet, makeFiling, receiptOf } from "../../../tests/support/test-tablet.ts";
import { definite } from "../../base/assert.ts";
import { toHex, utf8 } from "../../base/bytes.ts";
import { openLeaseMs, reopenMsMax } from "../../base/limits.ts";
import { activeKey } from "../../crypto/district-words.ts";
import { applicationIdOf, sha256 } from "../../crypto/hash.ts";
import { seal } from "../../crypto/sealing.ts";
import { encodeBlobPartItem } from "../../protocol/bundle.ts";
import { envelopeAad } from "../../protocol/entry.ts";
import { tags } from "../../protocol/tags.ts";
import { openPending } from "../inbox/open.ts";
import type { ReadEnvelope } from "../inbox/read-envelope.ts";
import { readEnvelope } from "../inbox/read-envelope.ts";
import { markLooked, readDesk } from "./desk.ts";
import { findSetAside, reopenEntries } from "./reopen.ts";

async function world(): Promise<{ readonly district: MemoryDistrict; readonly tablet: TestTablet }> {
  const district = await makeMemoryDistrict({ configuration: brebes() });
  return { district, tablet: await enrolTablet(district) };
}

const send = async (tablet: TestTablet, ...entries: readonly FiledEntry[]) =>
  tablet.exchange(await Promise.all(entries.map((entry) => tablet.run([entry]))));
const readerOf =
  (district: MemoryDistrict): ReadEnvelope =>
  (entry) =>
    readEnvelope(district, entry);
const rowOf = (district: MemoryDistrict, { digest }: FiledEntry) =>
  district.storage.transaction((tx) => tx.entries.find(digest));

/** A filing of a service and version this district has not published. */
async function fileNewerForm(tablet: TestTablet, seed: number): Promise<FiledEntry> {
  const secret = new Uint8Array(16).fill(seed);
  return tablet.file({
    applicationId: await applicationIdOf(secret),
    content: makeFiling(secret, { serviceId: "service-of-tomorrow", configVersion: 9 }),
  });
}

/** An envelope whose content has a format that nobody has invented yet. */
async function fileNewerFormat(district: MemoryDistrict, tablet: TestTablet): Promise<FiledEntry> {
  const place = { applicationId: new Uint8Array(16).fill(8), seq: 40 };
  const { entry, device } = await tablet.file(place);
  const { key } = definite(activeKey(district.keys.keyring, "seal"), "a sealing key");
  const aad = envelopeAad({ regency: district.regency, device }, entry);
  const envelope = await seal(key, new Uint8Array(64).fill(99), aad, utf8(tags.envelope));
  return tablet.file({ ...place, envelope });
}

describe("poison", () => {
  // Failures F4.
  it("of every kind is held with its reason, and nothing else waits for it", async () => {
    const { district, tablet } = await world();
    const bytes = new Uint8Array(30).fill(1);
    const blob = { hash: await sha256(bytes), size: bytes.byteLength };
    const newer = await fileNewerForm(tablet, 1);
    const format = await fileNewerFormat(district, tablet);
    const broken = await tablet.file({ envelope: new Uint8Array(64) });
    const withoutPhoto = await tablet.file({ blobs: [blob] });
    const good = await tablet.file();
    const reply = await send(tablet, newer, format, broken, withoutPhoto, good);
    expect([newer, format, broken, withoutPhoto, good].map((entry) => receiptOf(reply, entry))).toEqual([
      "complete",
      "complete",
      "complete",
      "held",
      "complete",
    ]);
    await openPending(district, 10);
    const desk = await readDesk(district);
    expect(desk.items.map(({ digest, reason }) => [digest, reason])).toEqual([
      [toHex(newer.digest), "form-unknown"],
      [toHex(format.digest), "format-unknown"],
      [toHex(broken.digest), "cannot-open"],
    ]);
    expect(desk.waiting).toMatchObject([{ digest: toHex(withoutPhoto.digest), missing: 1, photos: 1 }]);
    const after = await tablet.exchange([
      encodeBlobPartItem({ ...blob, offset: 0, namedBy: [withoutPhoto.prefix], bytes }),
    ]);
    expect(receiptOf(after, withoutPhoto)).toBe("complete");
    expect((await readDesk(district)).waiting).toEqual([]);
    const told = await tablet.exchange([]);
    expect([receiptOf(told, newer), receiptOf(told, format)]).toEqual(["quarantined", "quarantined"]);
    expect((await district.storage.transaction((tx) => tx.status())).cases).toBe(2);
  });

  it("is asked for its known service even under a version this district lost: that one is worked", async () => {
    const { district, tablet } = await world();
    const secret = new Uint8Array(16).fill(4);
    const entry = await tablet.file({
      applicationId: await applicationIdOf(secret),
      content: makeFiling(secret, { configVersion: 9 }),
    });
    await send(tablet, entry);
    await openPending(district, 10);
    expect((await rowOf(district, entry))?.standing).toBe("opened");
  });
});

describe("opening again", () => {
  it("after the form was published makes the case, tells the tablet, and brings what was set aside with it", async () => {
    const { district, tablet } = await world();
    const first = await fileNewerForm(tablet, 1);
    const correction = await tablet.file({
      kind: "correction",
      applicationId: first.applicationId,
      base: first.digest,
      content: {
        kind: "correction",
        answers: {},
        attachments: [],
        officer: { id: "o", name: "Pak Karto" },
        filedAt: 1,
      },
    });
    await send(tablet, first, correction);
    await openPending(district, 10);
    expect((await readDesk(district)).reasons).toEqual([
      { reason: "base-set-aside", count: 1 },
      { reason: "form-unknown", count: 1 },
    ]);
    const still = await reopenEntries(district, readerOf(district), await findSetAside(district, "form-unknown"));
    expect(still).toMatchObject({ opened: [], still: [{ reason: "form-unknown" }] });
    const known = { ...brebes().services[0], id: "service-of-tomorrow" } as (typeof district.configuration.services)[0];
    const configuration = { ...district.configuration, version: 9, services: [known] };
    const newer = await makeMemoryDistrict({ ...district, configuration });
    const done = await reopenEntries(newer, readerOf(newer), await findSetAside(newer, "form-unknown"));
    expect(done).toEqual({ opened: [first.digest], still: [], skipped: 0 });
    await openPending(newer, 10);
    expect(await readDesk(newer)).toMatchObject({ reasons: [], items: [] });
    const reply = await tablet.exchange([]);
    expect([receiptOf(reply, first), receiptOf(reply, correction)]).toEqual(["complete", "complete"]);
    expect((await newer.storage.transaction((tx) => tx.cases.find(first.applicationId)))?.version).toBe(2);
  });

  it("lets count what a person has confirmed, and never what was erased", async () => {
    const { district, tablet } = await world();
    const foreign = await tablet.file({ village: otherVillage.number });
    const erased = await tablet.file();
    await district.ledger.append({ kind: "erased", digests: [], applicationIds: [erased.applicationId], at: 1 });
    await send(tablet, foreign, erased);
    const answer = await reopenEntries(district, readerOf(district), [foreign.digest, erased.digest]);
    expect(answer).toEqual({ opened: [foreign.digest], still: [], skipped: 1 });
    expect((await readDesk(district)).items).toMatchObject([{ reason: "erased-application", canReopen: false }]);
  });

  it("is done by one at a time, and not for ever", async () => {
    const { district, tablet } = await world();
    const entries = [await fileNewerForm(tablet, 1), await fileNewerForm(tablet, 2), await fileNewerForm(tablet, 3)];
    await send(tablet, ...entries);
    await openPending(district, 10);
    const [one, two, three] = entries.map(({ digest }) => digest);
    const slow: ReadEnvelope = async (entry) => {
      // While this one is read, somebody else asks for it too, and time passes.
      const other = await reopenEntries(district, readerOf(district), one ? [one] : []);
      expect(other.skipped).toBe(1);
      district.clock.advance(reopenMsMax);
      return readEnvelope(district, entry);
    };
    const answer = await reopenEntries(
      district,
      slow,
      [one, two, three].filter((digest) => digest !== undefined),
    );
    expect([answer.still.length, answer.skipped]).toEqual([1, 2]);
  });

  it("that died half way changes nothing, and can be said again", async () => {
    const { district, tablet } = await world();
    const entry = await fileNewerForm(tablet, 1);
    await send(tablet, entry);
    await openPending(district, 10);
    const before = await rowOf(district, entry);
    const dies: ReadEnvelope = () => {
      void district.storage.crash();
      return new Promise(() => undefined);
    };
    void reopenEntries(district, dies, [entry.digest]);
    await new Promise((resolve) => setTimeout(resolve, 20));
    expect(await rowOf(district, entry)).toEqual(before);
    district.clock.advance(openLeaseMs);
    expect(await reopenEntries(district, readerOf(district), [entry.digest])).toMatchObject({ skipped: 0 });
  });
});

it("a note of who looked is kept, readable to staff and to nobody who reads the disk", async () => {
  const { district, tablet } = await world();
  const entry = await fileNewerForm(tablet, 1);
  await send(tablet, entry);
  await openPending(district, 10);
  const note = "Sudah ditelepon, Bu Siti benar";
  expect(await markLooked(district, entry.digest, { by: "Bu Sri", note })).toBe(true);
  expect((await readDesk(district)).items).toMatchObject([{ look: { by: "Bu Sri", note } }]);
  const [stored] = await district.storage.transaction((tx) => tx.looks.findMany([entry.digest]));
  expect(Buffer.from(stored?.note ?? []).toString("latin1")).not.toContain("Siti");
  expect(await markLooked(district, new Uint8Array(32), { by: "Bu Sri", note })).toBe(false);
});
