/** Who may file and how much: nothing authentic is refused, what may not count is held and set aside. */
import { describe, expect, it } from "vitest";
import { toHex } from "../../base/bytes.ts";
import {
  budgetRaiseMs,
  dailyEntriesMax,
  DAY_MS,
  revokedEntriesMax,
  slippedBudgetFactor,
  unusualDays,
} from "../../base/limits.ts";
import { encodeOffersItem } from "../../protocol/bundle.ts";
import type { MemoryDistrict } from "../../../tests/support/memory-district.ts";
import { makeMemoryDistrict, otherVillage, testVillage } from "../../../tests/support/memory-district.ts";
import type { FiledEntry, TestTablet } from "../../../tests/support/test-tablet.ts";
import {
  enrolmentBytes,
  enrolTablet,
  makeTablet,
  makeTabletKeys,
  receiptOf,
} from "../../../tests/support/test-tablet.ts";
import { deviceOf, enrol, issueCode } from "../enrolment/enrol.ts";
import { raiseBudget } from "../health/budgets.ts";
import { readDevice, readRegencyHealth } from "../health/facts.ts";
import { budgetDay } from "./budget.ts";

async function world(): Promise<{ readonly district: MemoryDistrict; readonly tablet: TestTablet }> {
  const district = await makeMemoryDistrict();
  return { district, tablet: await enrolTablet(district) };
}

const held = (district: MemoryDistrict) => district.storage.transaction(async (tx) => (await tx.status()).entriesHeld);

const rowOf = (district: MemoryDistrict, entry: FiledEntry) =>
  district.storage.transaction((tx) => tx.entries.find(entry.digest));

describe("who may file", () => {
  it("holds and sets aside an entry filed for a village the key has no right to", async () => {
    const { district, tablet } = await world();
    const entry = await tablet.file({ village: otherVillage.number });
    expect(receiptOf(await tablet.exchange([await tablet.run([entry])]), entry)).toBe("quarantined");
    expect((await rowOf(district, entry))?.reason).toBe("village-right");
  });

  // Failures F34.
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

  it("gives a revoked device receipts and wants, the keyring to believe them by, and nothing else", async () => {
    const { district, tablet } = await world();
    await district.ledger.append({ kind: "revoked", serial: 1, reason: "stolen", held: [], at: 1 });
    const unknown = await tablet.file();
    const reply = await tablet.exchange([encodeOffersItem([unknown.digest])], { keyringNumber: 0 });
    expect(reply.wantedEntries.length).toBe(1);
    expect(reply.keyring).toEqual(district.keys.signedKeyring);
    expect([reply.notices, reply.fields]).toEqual([[], []]);
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
    const { code } = await issueCode(district, testVillage.code);
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
      tx.budgets.put({ serial: 1, day, entries: dailyEntriesMax, bytes: 0, runs: 1, deferred: 0 }),
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

  it("lets pass what a slip has announced, and is no open door for whoever signs slips with a stolen key", async () => {
    const { district, tablet } = await world();
    const logId = new Uint8Array(8).fill(9);
    const head = { device: tablet.device, logId, seq: 2 ** 32 - 1, runningHash: new Uint8Array(8) };
    await district.ledger.append({ kind: "heads", heads: [{ ...head, source: "slip", at: 1 }] });
    const after = async (entries: number): Promise<string | undefined> => {
      const day = budgetDay(district.clock.now());
      await district.storage.transaction((tx) =>
        tx.budgets.put({ serial: 1, day, entries, bytes: 0, runs: 1, deferred: 0 }),
      );
      const entry = await tablet.file({ logId });
      return receiptOf(await tablet.exchange([await tablet.run([entry])]), entry);
    };
    expect(await after(dailyEntriesMax)).toBe("complete");
    expect(await after(dailyEntriesMax * slippedBudgetFactor)).toBeUndefined();
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

  it("that staff raise lets the same device send on, and a device that was deferred is shown as unusual", async () => {
    const { district, tablet } = await world();
    const day = budgetDay(district.clock.now());
    await district.storage.transaction((tx) =>
      tx.budgets.put({ serial: 1, day, entries: dailyEntriesMax, bytes: 0, runs: 1, deferred: 0 }),
    );
    const entry = await tablet.file();
    const run = await tablet.run([entry]);
    const device = toHex(tablet.device);
    const unusual = async (): Promise<readonly boolean[]> => {
      const detail = await readDevice(district, device);
      const { villages } = await readRegencyHealth(district);
      return [detail?.isUnusual === true, villages.some((village) => village.isUnusual)];
    };
    expect(await unusual()).toEqual([false, false]);
    await tablet.exchange([run]);
    expect(await unusual()).toEqual([true, true]);
    expect((await readDevice(district, device))?.budget).toMatchObject({ entriesMax: dailyEntriesMax, deferred: 1 });
    expect(await raiseBudget(district, device, "Bu Sri")).toBe(true);
    expect(receiptOf(await tablet.exchange([run]), entry)).toBe("complete");
    expect((await readDevice(district, device))?.budget).toMatchObject({ raise: { by: "Bu Sri" } });
    district.clock.advance(budgetRaiseMs);
    expect((await readDevice(district, device))?.budget.raise).toBeUndefined();
    district.clock.advance((unusualDays + 1) * DAY_MS);
    expect(await unusual()).toEqual([false, false]);
    expect(await raiseBudget(district, "00".repeat(16), "Bu Sri")).toBe(false);
  });
});
