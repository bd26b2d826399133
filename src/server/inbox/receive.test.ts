/** The rules of taking in a bundle, over the store in memory and with real keys. */
import { describe, expect, it } from "vitest";
import { concatBytes, toHex } from "../../base/bytes.ts";
import { encodeOffersItem } from "../../protocol/bundle.ts";
import { frameItem } from "../../protocol/framing.ts";
import { makeMemoryDistrict, otherVillage, testVillage } from "../../../tests/support/memory-district.ts";
import type { MemoryDistrict } from "../../../tests/support/memory-district.ts";
import type { TestTablet } from "../../../tests/support/test-tablet.ts";
import {
  chunksOf,
  enrolTablet,
  makeTablet,
  makeTabletKeys,
  readReply,
  receiptOf,
  standOf,
} from "../../../tests/support/test-tablet.ts";
import { budgetDay, findBudget } from "./budget.ts";
import { receiveBundle } from "./receive.ts";

async function world(): Promise<{ readonly district: MemoryDistrict; readonly tablet: TestTablet }> {
  const district = await makeMemoryDistrict();
  return { district, tablet: await enrolTablet(district) };
}

const held = (district: MemoryDistrict) => district.storage.transaction(async (tx) => (await tx.status()).entriesHeld);

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

  // Failures F28.
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

  it("takes what a certified key has signed from whoever brings it, within that key's own budget", async () => {
    const { district, tablet } = await world();
    const nobody = makeTablet({
      district,
      ...(await makeTabletKeys()),
      device: new Uint8Array(16),
      certificate: undefined,
    });
    const entry = await tablet.file();
    const reply = await nobody.exchange([await tablet.run([entry], "each")]);
    expect(await held(district)).toBe(1);
    expect(reply.receipts).toEqual([]);
    const { serial = 0 } = district.ledger.state.certificatesOfVillage(testVillage.number)[0]?.certificate ?? {};
    const used = await district.storage.transaction((tx) => findBudget(tx, serial, budgetDay(district.clock.now())));
    expect(used.entries).toBe(1);
  });

  // Failures F23.
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

  // Failures F32.
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

describe("bad input", () => {
  // Failures F29.
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

  it("takes nothing that a certified tablet signed in another device's name", async () => {
    const { district, tablet } = await world();
    const other = await enrolTablet(district);
    const { signing, vault, certificate } = tablet;
    const impostor = makeTablet({ district, signing, vault, device: other.device, certificate });
    const forged = await impostor.file();
    const reply = await tablet.exchange([await impostor.run([forged])]);
    expect(reply.problem).toBe("certificate-invalid");
    expect(receiptOf(reply, forged)).toBeUndefined();
    expect(await held(district)).toBe(0);
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

  it("of another tablet are believed from its village only", async () => {
    const { district, tablet } = await world();
    const [neighbour, stranger] = [await enrolTablet(district), await enrolTablet(district, otherVillage.code)];
    const logId = new Uint8Array(8).fill(5);
    const announce = async (from: TestTablet, seq: number): Promise<number | undefined> => {
      await from.exchange([], {
        heads: [{ device: tablet.device, logId, seq, runningHash: new Uint8Array(8).fill(1) }],
      });
      return district.ledger.state.findHead(tablet.device, logId)?.seq;
    };
    expect(await announce(stranger, 3)).toBeUndefined();
    expect(await announce(neighbour, 2)).toBe(2);
  });
});
