/** The rules of taking in a bundle, over the store in memory and with real keys. */
import { describe, expect, it } from "vitest";
import { concatBytes, toHex } from "../../base/bytes.ts";
import { DAY_MS, dailyEntriesMax, revokedEntriesMax } from "../../base/limits.ts";
import { sha256 } from "../../crypto/hash.ts";
import { encodeBlobPartItem, encodeOffersItem } from "../../protocol/bundle.ts";
import { frameItem } from "../../protocol/framing.ts";
import { makeMemoryDistrict, otherVillage } from "../../../tests/support/memory-district.ts";
import type { MemoryDistrict } from "../../../tests/support/memory-district.ts";
import type { FiledEntry, TestTablet } from "../../../tests/support/test-tablet.ts";
import {
  chunksOf,
  enrolTablet,
  makeTablet,
  makeTabletKeys,
  readReply,
  receiptOf,
  standOf,
} from "../../../tests/support/test-tablet.ts";
import { deviceOf, enrol, issueCode } from "../enrolment/enrol.ts";
import { enrolmentBytes } from "../../../tests/support/test-tablet.ts";
import { receiveBundle } from "./receive.ts";

async function world(): Promise<{ readonly district: MemoryDistrict; readonly tablet: TestTablet }> {
  const district = await makeMemoryDistrict();
  return { district, tablet: await enrolTablet(district) };
}

const held = (district: MemoryDistrict) =>
  district.storage.transaction(async (tx) => (await tx.status()).entriesHeld);

const rowOf = (district: MemoryDistrict, entry: FiledEntry) =>
  district.storage.transaction((tx) => tx.entries.find(entry.digest));

async function makeBlob(length: number, fill = 1) {
  const bytes = new Uint8Array(length).fill(fill);
  return { bytes, ref: { hash: await sha256(bytes), size: length } };
}

describe("custody", () => {
  it("receipts an entry without blobs as complete, with an intake number", async () => {
    const { tablet } = await world();
    const entry = await tablet.file();
    const reply = await tablet.exchange([await tablet.run([entry])]);
    expect(receiptOf(reply, entry)).toBe("complete");
    expect(reply.receipts[0]?.intake).toBe(1);
    expect(standOf(reply)).toMatchObject({ epoch: 1, intake: 1, safeThrough: 0 });
    expect(reply.problem).toBeUndefined();
  });

  it("holds a digest once, however often and by whatever road it comes", async () => {
    const { district, tablet } = await world();
    const neighbour = await enrolTablet(district);
    const entry = await tablet.file();
    const run = await tablet.run([entry]);
    await tablet.exchange([run, run]);
    const again = await tablet.exchange([await tablet.run([entry], "each")]);
    const carried = await neighbour.exchange([run]);
    expect([receiptOf(again, entry), receiptOf(carried, entry)]).toEqual(["complete", "complete"]);
    expect(await held(district)).toBe(1);
    expect(standOf(carried).intake).toBe(1);
  });

  it("commits two connections that bring the same entry at the same time as one", async () => {
    const { district, tablet } = await world();
    const entry = await tablet.file();
    const run = await tablet.run([entry]);
    const replies = await Promise.all([tablet.exchange([run]), tablet.exchange([run])]);
    expect(replies.map((reply) => receiptOf(reply, entry))).toEqual(["complete", "complete"]);
    expect(await held(district)).toBe(1);
  });

  it("wants what was offered and is lacking, and receipts what is held", async () => {
    const { tablet } = await world();
    const [known, unknown] = [await tablet.file(), await tablet.file()];
    await tablet.exchange([await tablet.run([known])]);
    const reply = await tablet.exchange([encodeOffersItem([known.digest, unknown.digest])]);
    expect(receiptOf(reply, known)).toBe("complete");
    expect(receiptOf(reply, unknown)).toBeUndefined();
    expect(reply.wantedEntries.map(toHex)).toEqual([toHex(unknown.prefix)]);
  });

  it("never names an entry whose transaction failed", async () => {
    const { district, tablet } = await world();
    const entry = await tablet.file();
    const broken: MemoryDistrict = {
      ...district,
      storage: {
        ...district.storage,
        transaction: (work) =>
          district.storage.transaction(async (tx) => {
            const before = await tx.status();
            const value = await work(tx);
            // The commit of whatever stored an entry fails, as with a dying disk.
            if ((await tx.status()).entriesHeld > before.entriesHeld) throw new Error("planted: commit failed");
            return value;
          }),
      },
    };
    const attempt = receiveBundle(broken, chunksOf([await tablet.header(), await tablet.run([entry])]));
    await expect(attempt).rejects.toThrow("planted");
    const reply = await tablet.exchange([encodeOffersItem([entry.digest])]);
    expect(receiptOf(reply, entry)).toBeUndefined();
    expect(reply.wantedEntries.length).toBe(1);
  });

  it("tells a state change again until the tablet shows that it arrived", async () => {
    const { district, tablet } = await world();
    const entry = await tablet.file();
    await tablet.exchange([await tablet.run([entry])]);
    await district.storage.transaction((tx) => tx.entries.change(entry.digest, { state: "quarantined" }));
    district.clock.advance(1000);
    const first = await tablet.exchange([]);
    const second = await tablet.exchange([]);
    const third = await tablet.exchange([], { stand: second.stand });
    expect([first, second, third].map((reply) => receiptOf(reply, entry))).toEqual([
      "quarantined",
      "quarantined",
      undefined,
    ]);
  });
});

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

describe("bad input", () => {
  it("skips a run with a bad signature, says why, and keeps everything before and after it", async () => {
    const { district, tablet } = await world();
    const [a, b, c] = [await tablet.file(), await tablet.file(), await tablet.file()];
    const broken = await tablet.run([b]);
    broken[broken.byteLength - 1] = (broken.at(-1) ?? 0) ^ 1;
    const reply = await tablet.exchange([await tablet.run([a]), broken, await tablet.run([c])]);
    expect([a, b, c].map((entry) => receiptOf(reply, entry))).toEqual(["complete", undefined, "complete"]);
    expect(reply.problem).toBe("signature-invalid");
    expect(await held(district)).toBe(2);
  });

  it("refuses a bundle whose header signature is wrong, with a code of the table", async () => {
    const { district, tablet } = await world();
    const header = await tablet.header();
    header[header.byteLength - 1] = (header.at(-1) ?? 0) ^ 1;
    const received = await receiveBundle(district, chunksOf([header, await tablet.run([await tablet.file()])]));
    expect(received.status).toBe(403);
    expect(await held(district)).toBe(0);
  });

  it("refuses what is no bundle at all", async () => {
    const { district } = await world();
    async function* html(): AsyncIterable<Uint8Array> {
      yield new TextEncoder().encode("<html>");
    }
    expect((await receiveBundle(district, html())).status).toBe(400);
  });

  it("keeps the items before one that is too large, and says so in a signed reply", async () => {
    const { tablet, district } = await world();
    const entry = await tablet.file();
    const items = [await tablet.header(), await tablet.run([entry]), new Uint8Array(40_000)];
    const received = await receiveBundle(district, chunksOf(items));
    const reply = readReply(concatBytes(...received.body));
    expect(receiptOf(reply, entry)).toBe("complete");
    expect(reply.problem).toBe("item-too-large");
  });

  it("keeps every whole item of a bundle that breaks off", async () => {
    const { tablet, district } = await world();
    const [a, b] = [await tablet.file(), await tablet.file()];
    const items = [await tablet.header(), await tablet.run([a]), await tablet.run([b])];
    const bytes = concatBytes(...items.map(frameItem));
    async function* cut(): AsyncIterable<Uint8Array> {
      yield bytes.subarray(0, bytes.byteLength - 10);
      throw new Error("connection reset");
    }
    await receiveBundle(district, cut());
    expect(await held(district)).toBe(1);
    expect(receiptOf(await tablet.exchange([encodeOffersItem([a.digest])]), a)).toBe("complete");
  });
});

describe("who may file", () => {
  it("holds and sets aside an entry filed for a village the key has no right to", async () => {
    const { district, tablet } = await world();
    const entry = await tablet.file({ village: otherVillage.number });
    expect(receiptOf(await tablet.exchange([await tablet.run([entry])]), entry)).toBe("quarantined");
    expect((await rowOf(district, entry))?.reason).toBe("village-right");
  });

  it("holds and sets aside what comes under a revoked certificate, within a small budget of its own", async () => {
    const { district, tablet } = await world();
    await district.ledger.append({ kind: "revoked", serial: 1, reason: "stolen", held: [], at: 1 });
    const entries: FiledEntry[] = [];
    for (let i = 0; i <= revokedEntriesMax; i += 1) entries.push(await tablet.file());
    const runs = await Promise.all(entries.map((entry) => tablet.run([entry])));
    const reply = await tablet.exchange(runs);
    expect(reply.receipts.length).toBe(revokedEntriesMax);
    expect(new Set(reply.receipts.map((receipt) => receipt.state))).toEqual(new Set(["quarantined"]));
    expect(reply.later.length).toBe(1);
    expect((await rowOf(district, entries[0] ?? expect.fail()))?.reason).toBe("after-revocation");
  });

  it("gives a revoked device receipts and wants, and nothing else", async () => {
    const { district, tablet } = await world();
    await district.ledger.append({ kind: "revoked", serial: 1, reason: "stolen", held: [], at: 1 });
    const unknown = await tablet.file();
    const reply = await tablet.exchange([encodeOffersItem([unknown.digest])], { keyringNumber: 0 });
    expect(reply.wantedEntries.length).toBe(1);
    expect([reply.keyring, reply.notices, reply.fields]).toEqual([undefined, [], []]);
  });

  it("keeps both of two entries that claim one place of a log and flags the device", async () => {
    const { district, tablet } = await world();
    const [a, b] = [await tablet.file({ seq: 5 }), await tablet.file({ seq: 5 })];
    const reply = await tablet.exchange([await tablet.run([a]), await tablet.run([b])]);
    expect([a, b].map((entry) => receiptOf(reply, entry))).toEqual(["complete", "complete"]);
    const row = await district.storage.transaction((tx) => tx.devices.find(tablet.device));
    expect(row?.forkedAt).toBe(district.clock.now());
  });

  it("puts runs of an unknown key on the shelf and takes them in when the key is certified", async () => {
    const { district } = await world();
    const keys = await makeTabletKeys();
    const device = await deviceOf(keys.signing.publicKey);
    const waiting = makeTablet({ district, ...keys, device, certificate: undefined });
    const entry = await waiting.file();
    const reply = await waiting.exchange([await waiting.run([entry])]);
    expect(receiptOf(reply, entry)).toBeUndefined();
    expect(reply.later.map(toHex)).toEqual([toHex(entry.prefix)]);
    expect(reply.problem).toBe("certificate-invalid");
    expect(await held(district)).toBe(0);
    const enrolled = await enrolTablet(district, undefined, keys);
    expect(await held(district)).toBe(1);
    expect(receiptOf(await enrolled.exchange([encodeOffersItem([entry.digest])]), entry)).toBe("complete");
  });

  it("certifies older keys at enrolment, so that what they signed counts", async () => {
    const { district, tablet } = await world();
    const [lost, fresh] = [await makeTabletKeys(), await makeTabletKeys()];
    const device = await deviceOf(lost.signing.publicKey);
    const before = makeTablet({ district, ...lost, device, certificate: undefined });
    const entry = await before.file();
    const run = await before.run([entry], "each");
    await tablet.exchange([run]);
    const { code } = await issueCode(district, "33.29.01.2001");
    await enrol(district, await enrolmentBytes(code, fresh, [lost.signing.publicKey]));
    expect((await rowOf(district, entry))?.state).toBe("complete");
  });

  it("receipts an erased digest as erased and does not store it again", async () => {
    const { district, tablet } = await world();
    const entry = await tablet.file();
    await district.ledger.append({ kind: "erased", digests: [entry.prefix], applicationIds: [], at: 1 });
    expect(receiptOf(await tablet.exchange([await tablet.run([entry])]), entry)).toBe("erased");
    expect(await held(district)).toBe(0);
  });

  it("sets aside later entries of an erased application unopened", async () => {
    const { district, tablet } = await world();
    const entry = await tablet.file();
    await district.ledger.append({ kind: "erased", digests: [], applicationIds: [entry.applicationId], at: 1 });
    expect(receiptOf(await tablet.exchange([await tablet.run([entry])]), entry)).toBe("quarantined");
    expect((await rowOf(district, entry))?.reason).toBe("erased-application");
  });
});

describe("budget", () => {
  it("defers above the daily budget, naming whole runs, and takes them the next day", async () => {
    const { district, tablet } = await world();
    const day = Math.floor(district.clock.now() / DAY_MS);
    await district.storage.transaction((tx) =>
      tx.budgets.put({ serial: 1, day, entries: dailyEntriesMax, bytes: 0, runs: 1 }),
    );
    const entry = await tablet.file();
    const run = await tablet.run([entry]);
    const today = await tablet.exchange([run]);
    expect(receiptOf(today, entry)).toBeUndefined();
    expect(today.later.map(toHex)).toEqual([toHex(entry.prefix)]);
    expect(today.laterMs).toBeGreaterThan(0);
    district.clock.advance(DAY_MS);
    expect(receiptOf(await tablet.exchange([run]), entry)).toBe("complete");
  });

  it("counts what was stored, and known digests cost nothing", async () => {
    const { district, tablet } = await world();
    const run = await tablet.run([await tablet.file(), await tablet.file()]);
    await tablet.exchange([run]);
    await tablet.exchange([run]);
    const day = Math.floor(district.clock.now() / DAY_MS);
    const row = await district.storage.transaction((tx) => tx.budgets.find(1, day));
    expect([row?.entries, row?.runs]).toEqual([2, 1]);
  });
});

describe("epoch", () => {
  it("rises when a tablet shows a signed (number, hash) that this store does not have", async () => {
    const { district, tablet } = await world();
    const entry = await tablet.file();
    const before = await tablet.exchange([await tablet.run([entry])]);
    // The database is put back by somebody who told nobody; keys and ledger stayed.
    const rolledBack = await makeMemoryDistrict({
      keys: district.keys,
      ledgerFile: district.ledgerFile,
      clock: district.clock,
    });
    const again = makeTablet({ ...tablet, district: rolledBack });
    const reply = await again.exchange([encodeOffersItem([entry.digest])], { stand: before.stand });
    expect(standOf(reply)).toMatchObject({ epoch: 2, intake: 0 });
    expect(reply.wantedEntries.length).toBe(1);
    expect(rolledBack.ledger.state.epoch).toBe(2);
    expect(standOf(await again.exchange([], { stand: reply.stand })).epoch).toBe(2);
  });

  it("does not rise for a stand nobody of this district signed", async () => {
    const { tablet } = await world();
    const other = await world();
    const foreign = await other.tablet.exchange([await other.tablet.run([await other.tablet.file()])]);
    expect(standOf(await tablet.exchange([], { stand: foreign.stand })).epoch).toBe(1);
  });
});

describe("heads", () => {
  it("are in the ledger before the reply, and survive the database", async () => {
    const { district, tablet } = await world();
    const logId = new Uint8Array(8).fill(5);
    await tablet.exchange([], { heads: [{ logId, seq: 3, runningHash: new Uint8Array(8).fill(1) }] });
    const reopened = await makeMemoryDistrict({ keys: district.keys, ledgerFile: district.ledgerFile });
    expect(reopened.ledger.state.findHead(tablet.device, logId)?.seq).toBe(3);
  });
});
