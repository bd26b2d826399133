/** The rules of the ledger: append-only, proven from end to end, never believed when somebody touched it. */
import { mkdtempSync, rmSync } from "node:fs";
import { open, readFile, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import type { Bytes } from "../../base/bytes.ts";
import { makeTestRandom, testRegency } from "../../../tests/support/memory-district.ts";
import { makeKeys } from "../keys/make-keys.ts";
import { makeMemoryLedgerFile, openLedgerFile } from "./ledger-file.ts";
import type { AnnouncedHead, LedgerRecord } from "./ledger.ts";
import { openLedger } from "./open-ledger.ts";

const folder = mkdtempSync(join(tmpdir(), "loket-ledger-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
let files = 0;
const newPath = (): string => join(folder, `ledger-${(files += 1)}`);

const keys = await makeKeys({ regency: testRegency, random: makeTestRandom() });
const trust = { regency: testRegency, keys };
const openAt = async (path: string) => openLedger(trust, await openLedgerFile(path), 1);
const bytes = (length: number, fill: number): Bytes => new Uint8Array(length).fill(fill);
const head = (seq: number, fill = 1): AnnouncedHead => ({
  device: bytes(16, 1),
  logId: bytes(8, 2),
  seq,
  runningHash: bytes(8, fill),
  source: "exchange",
  at: 5,
});

/** One record of every kind. */
const everyKind: readonly LedgerRecord[] = [
  { kind: "epoch", epoch: 2, why: "restore", at: 5 },
  { kind: "keyring", number: 2, signed: bytes(40, 3), at: 6 },
  { kind: "enrolled", codeHash: bytes(32, 4), signingKeyId: bytes(8, 5), certificates: [], answer: bytes(9, 6), at: 7 },
  { kind: "revoked", serial: 3, reason: "stolen", held: [bytes(16, 7)], at: 8 },
  { kind: "erased", digests: [bytes(16, 8)], applicationIds: [bytes(16, 9)], at: 9 },
  { kind: "heads", heads: [head(4)] },
];

describe("the ledger", () => {
  it("begins at epoch 1 and says the same after every start", async () => {
    const path = newPath();
    const first = await openAt(path);
    expect(first.state.epoch).toBe(1);
    await first.append(...everyKind);
    await first.close();
    const { state } = await openAt(path);
    expect(state.epoch).toBe(2);
    expect(state.findSpentCode(bytes(32, 4))?.answer).toEqual(bytes(9, 6));
    expect([state.isErasedDigest(bytes(32, 8)), state.isErasedApplication(bytes(16, 9))]).toEqual([true, true]);
    expect(state.findHead(bytes(16, 1), bytes(8, 2))).toEqual(head(4));
  });

  it("lets the epoch and heads rise only", async () => {
    const ledger = await openLedger(trust, makeMemoryLedgerFile(), 1);
    await ledger.append({ kind: "epoch", epoch: 5, why: "restore", at: 1 }, { kind: "heads", heads: [head(9)] });
    await ledger.append({ kind: "epoch", epoch: 3, why: "restore", at: 1 }, { kind: "heads", heads: [head(2)] });
    expect([ledger.state.epoch, ledger.state.findHead(bytes(16, 1), bytes(8, 2))?.seq]).toEqual([5, 9]);
  });

  it("knows a device whose log was told in two ways", async () => {
    const ledger = await openLedger(trust, makeMemoryLedgerFile(), 1);
    await ledger.append({ kind: "heads", heads: [head(4, 1)] });
    expect(ledger.state.forkedAt(bytes(16, 1))).toBe(0);
    await ledger.append({ kind: "heads", heads: [head(4, 2)] });
    expect(ledger.state.forkedAt(bytes(16, 1))).toBeGreaterThan(0);
  });

  it("forgets a last record that a crash cut short, and goes on from there", async () => {
    const path = newPath();
    const first = await openAt(path);
    await first.append({ kind: "epoch", epoch: 2, why: "restore", at: 5 });
    await first.append({ kind: "epoch", epoch: 3, why: "restore", at: 5 });
    await first.close();
    const file = await open(path, "r+");
    await file.truncate((await file.stat()).size - 3);
    await file.close();
    const again = await openAt(path);
    expect(again.state.epoch).toBe(2);
    await again.append({ kind: "epoch", epoch: 7, why: "restore", at: 6 });
    await again.close();
    expect((await openAt(path)).state.epoch).toBe(7);
  });

  it.each([
    ["a changed byte", (content: Uint8Array) => content.with(20, (content[20] ?? 0) ^ 1)],
    ["a record taken out", (content: Uint8Array) => content.slice(content.indexOf(0x58, 1))],
    ["strange bytes behind it", (content: Uint8Array) => Uint8Array.from([...content, 1, 2, 3])],
  ])("refuses to open with %s", async (_what, harm) => {
    const path = newPath();
    const ledger = await openAt(path);
    await ledger.append(...everyKind);
    await ledger.close();
    await writeFile(path, harm(await readFile(path)));
    await expect(openAt(path)).rejects.toThrow();
  });

  it("refuses to open when another district has signed it", async () => {
    const file = makeMemoryLedgerFile();
    await openLedger(trust, file, 1);
    const stranger = await makeKeys({ regency: testRegency, random: makeTestRandom(2) });
    await expect(openLedger({ regency: testRegency, keys: stranger }, file, 1)).rejects.toThrow("signed");
  });

  it("is shared by two processes: each sees what the other appended, and no record is lost", async () => {
    const path = newPath();
    const [one, two] = [await openAt(path), await openAt(path)];
    for (const step of [1, 2, 3, 4]) await (step % 2 === 0 ? one : two).append({ kind: "heads", heads: [head(step)] });
    await two.append({ kind: "epoch", epoch: 2, why: "restore", at: 5 });
    await one.refresh();
    expect([one.state.epoch, one.state.findHead(bytes(16, 1), bytes(8, 2))?.seq]).toEqual([2, 4]);
    await Promise.all([one.close(), two.close()]);
    expect((await openAt(path)).state.epoch).toBe(2);
  });

  it("decides once: whoever comes second sees what the first has written", async () => {
    const ledger = await openLedger(trust, makeMemoryLedgerFile(), 1);
    const raise = () =>
      ledger.appendOnce(async (state) => ({
        records: state.epoch === 1 ? [{ kind: "epoch", epoch: 2, why: "restore", at: 1 }] : [],
        value: state.epoch,
      }));
    expect(await Promise.all([raise(), raise()])).toEqual([1, 2]);
  });
});
