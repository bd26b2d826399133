import { describe, expect, test } from "vitest";
import type { Bytes } from "../base/bytes.ts";
import { toHex } from "../base/bytes.ts";
import type { ToldChanges } from "../protocol/reply.ts";
import type { Held } from "./apply-reply.ts";
import { applyReply, needsUnsafe } from "./apply-reply.ts";
import { isGreen, isOutstanding } from "./custody.ts";
import type { Changes, Custody, EntryMeta } from "./ports.ts";
import { bytesOf, received, sampleMeta, sampleReply, sampleState } from "../../tests/fixtures/sync-samples.ts";

const NOW = 40_000;
const nothing = { notices: [], slips: [] };
const prefix = (seed: number): Bytes => bytesOf(seed, 32).slice(0, 16);
const key = (seed: number): string => toHex(bytesOf(seed, 32));
const held = (entries: readonly EntryMeta[], change: Partial<Held> = {}): Held => ({
  state: sampleState(),
  entries,
  notices: [],
  ...change,
});
function custodyOf(changes: Changes, seed: number): Custody {
  const custody = changes.custody.get(key(seed));
  if (!custody) throw new Error("unchanged");
  return custody;
}

describe("receipts (DESIGN §2)", () => {
  test("only a receipt that says complete turns an entry green", () => {
    const entries = [sampleMeta(1), sampleMeta(2), sampleMeta(3)];
    const receipts = [
      { digest: prefix(1), state: "held", counter: 1, intake: 0 },
      { digest: prefix(2), state: "complete", counter: 2, intake: 1 },
      { digest: prefix(3), state: "quarantined", counter: 3, intake: 2 },
    ] as const;
    const changes = applyReply(held(entries), sampleReply({}, { receipts }), nothing, NOW);
    expect([1, 2, 3].map((seed) => isGreen(custodyOf(changes, seed)))).toEqual([false, true, false]);
    expect([1, 2, 3].map((seed) => isOutstanding(custodyOf(changes, seed)))).toEqual([true, false, false]);
  });

  test("silence is not a receipt: a reply that does not name an entry leaves it as it was", () => {
    const changes = applyReply(held([sampleMeta(1)]), sampleReply(), nothing, NOW);
    expect(changes.custody.size).toBe(0);
  });

  test("of two words of one epoch the one with the higher counter stays", () => {
    const entry = sampleMeta(1, { custody: received({ state: "complete", counter: 5 }) });
    const older = { digest: prefix(1), state: "held", counter: 4, intake: 0 } as const;
    expect(applyReply(held([entry]), sampleReply({}, { receipts: [older] }), nothing, NOW).custody.size).toBe(0);
    const newer = { ...older, state: "quarantined", counter: 6, intake: 5 } as const;
    const changes = applyReply(held([entry]), sampleReply({}, { receipts: [newer] }), nothing, NOW);
    expect(custodyOf(changes, 1).receipt?.state).toBe("quarantined");
  });

  test("the reason of setting aside is kept, also when a brief answer repeats the word without it", () => {
    const said = { digest: prefix(1), state: "quarantined", counter: 6, intake: 5 } as const;
    const told = applyReply(
      held([sampleMeta(1)]),
      sampleReply({}, { receipts: [{ ...said, reason: "conflict" }] }),
      nothing,
      NOW,
    );
    const custody = custodyOf(told, 1);
    expect(custody.receipt?.reason).toBe("conflict");
    const again = sampleReply({}, { receipts: [said] });
    expect(applyReply(held([sampleMeta(1, { custody })]), again, nothing, NOW).custody.size).toBe(0);
    const opened = sampleReply({}, { receipts: [{ ...said, state: "complete", counter: 7 }] });
    const after = applyReply(held([sampleMeta(1, { custody })]), opened, nothing, NOW);
    expect(custodyOf(after, 1).receipt).toEqual({ state: "complete", counter: 7, intake: 5, epoch: 1, at: 50_000 });
  });

  test("a tablet of an older version that knows the state learns the reason", () => {
    const entry = sampleMeta(1, { custody: received({ state: "quarantined", counter: 6 }) });
    const receipt = { digest: prefix(1), state: "quarantined", counter: 6, intake: 5, reason: "conflict" } as const;
    const changes = applyReply(held([entry]), sampleReply({}, { receipts: [receipt] }), nothing, NOW);
    expect(custodyOf(changes, 1).receipt).toMatchObject({ reason: "conflict", at: 1000 });
  });

  test("a newer epoch is newer than any counter", () => {
    const entry = sampleMeta(1, { custody: received({ counter: 99, epoch: 1 }) });
    const receipts = [{ digest: prefix(1), state: "complete", counter: 2, intake: 1 }] as const;
    const changes = applyReply(held([entry]), sampleReply({ epoch: 2 }, { receipts }), nothing, NOW);
    expect(custodyOf(changes, 1).receipt).toMatchObject({ counter: 2, epoch: 2, intake: 1 });
  });

  test("the same word again keeps the time it was first said", () => {
    const entry = sampleMeta(1, { custody: received({ at: 1000, counter: 5, intake: 5 }) });
    const receipts = [{ digest: prefix(1), state: "complete", counter: 6, intake: 5 }] as const;
    const changes = applyReply(held([entry]), sampleReply({ time: 90_000 }, { receipts }), nothing, NOW);
    expect(custodyOf(changes, 1).receipt?.at).toBe(1000);
  });
});

describe("wanted overrides any receipt (DESIGN §2)", () => {
  test("a wanted entry is sent again, even if the same reply says complete", () => {
    const receipts = [{ digest: prefix(1), state: "complete", counter: 2, intake: 1 }] as const;
    const reply = sampleReply({}, { receipts, wantedEntries: [prefix(1)] });
    const changes = applyReply(held([sampleMeta(1)]), reply, nothing, NOW);
    expect(custodyOf(changes, 1)).toMatchObject({ delivery: "wanted", receipt: undefined });
  });

  test("an entry whose blob is wanted is held, not complete", () => {
    const hash = bytesOf(7, 32);
    const entry = sampleMeta(1, { custody: received(), blobs: [{ hash, size: 100 }] });
    const reply = sampleReply({}, { wantedBlobs: [{ hash, offset: 10 }] });
    expect(needsUnsafe(sampleState(), reply, [])).toBe(true);
    const changes = applyReply(held([entry]), reply, nothing, NOW);
    expect(custodyOf(changes, 1).receipt).toMatchObject({ state: "held", intake: 0 });
    expect(changes.state.wantedBlobs).toEqual([{ hash, offset: 10 }]);
  });

  test("the newest offset of a blob replaces the older one, and a complete entry wants nothing", () => {
    const hash = bytesOf(7, 32);
    const entry = sampleMeta(1, { custody: received({ state: "held", intake: 0 }), blobs: [{ hash, size: 100 }] });
    const state = sampleState({ wantedBlobs: [{ hash, offset: 10 }] });
    const further = applyReply(
      held([entry], { state }),
      sampleReply({}, { wantedBlobs: [{ hash, offset: 60 }] }),
      nothing,
      NOW,
    );
    expect(further.state.wantedBlobs).toEqual([{ hash, offset: 60 }]);
    const receipts = [{ digest: prefix(1), state: "complete", counter: 9, intake: 3 }] as const;
    expect(applyReply(held([entry], { state }), sampleReply({}, { receipts }), nothing, NOW).state.wantedBlobs).toEqual(
      [],
    );
  });
});

describe("epoch and safe (DESIGN §2)", () => {
  test("when the epoch rises, receipts of everything not safe fall and it is offered again", () => {
    const entries = [sampleMeta(1, { custody: received() }), sampleMeta(2, { custody: { ...received(), safe: true } })];
    expect(needsUnsafe(sampleState(), sampleReply({ epoch: 2 }), [])).toBe(true);
    const changes = applyReply(held(entries), sampleReply({ epoch: 2 }), nothing, NOW);
    expect(custodyOf(changes, 1)).toMatchObject({ delivery: "unsure", receipt: { intake: 0, epoch: 1 } });
    expect(isGreen(custodyOf(changes, 1))).toBe(false);
    expect(changes.custody.has(key(2))).toBe(false);
  });

  test("intake numbers of the older epoch are void before safeThrough is applied", () => {
    const entry = sampleMeta(1, { custody: received({ intake: 3 }) });
    const changes = applyReply(held([entry]), sampleReply({ epoch: 2, safeThrough: 10 }), nothing, NOW);
    expect(custodyOf(changes, 1).safe).toBe(false);
  });

  test("up to safeThrough entries are safe, beyond it not", () => {
    const entries = [3, 4].map((seed) => sampleMeta(seed, { custody: received({ intake: seed }) }));
    const reply = sampleReply({ safeThrough: 3 });
    expect(needsUnsafe(sampleState(), reply, [])).toBe(true);
    const changes = applyReply(held(entries), reply, nothing, NOW);
    expect(custodyOf(changes, 3).safe).toBe(true);
    expect(changes.custody.has(key(4))).toBe(false);
  });

  test("safe once is safe for good: a lower safeThrough takes nothing back", () => {
    const entry = sampleMeta(1, { custody: { ...received(), safe: true } });
    const state = sampleState({ safeThrough: 5 });
    const changes = applyReply(held([entry], { state }), sampleReply({ safeThrough: 0 }), nothing, NOW);
    expect(changes.custody.size).toBe(0);
    expect(changes.state.safeThrough).toBe(5);
    expect(
      applyReply(held([entry], { state }), sampleReply({ epoch: 2, safeThrough: 1 }), nothing, NOW).state.safeThrough,
    ).toBe(1);
  });

  test("erased counts as safe and is offered no more", () => {
    const receipts = [{ digest: prefix(1), state: "erased", counter: 9, intake: 0 }] as const;
    const changes = applyReply(held([sampleMeta(1)]), sampleReply({}, { receipts }), nothing, NOW);
    expect(custodyOf(changes, 1).safe).toBe(true);
    expect(isOutstanding(custodyOf(changes, 1))).toBe(false);
  });
});

describe("notices, cursor, clock", () => {
  test("the cursor never goes back within an epoch and follows a new one", () => {
    const state = sampleState({ cursor: { epoch: 1, position: 9 } });
    const at = (epoch: number, position: number) =>
      applyReply(held([], { state }), sampleReply({ epoch }, { cursor: { epoch, position } }), nothing, NOW).state
        .cursor;
    expect(at(1, 4)).toEqual({ epoch: 1, position: 9 });
    expect(at(1, 12)).toEqual({ epoch: 1, position: 12 });
    expect(at(2, 0)).toEqual({ epoch: 2, position: 0 });
  });

  test("when the epoch rises every notice is owed, until a fully read bundle has shown it", () => {
    const notices = [1, 2].map((seed) => ({ id: bytesOf(seed, 32), signed: bytesOf(seed, 40) }));
    const risen = applyReply(held([], { notices }), sampleReply({ epoch: 2 }), nothing, NOW).state;
    expect(risen.noticesOwed.map(toHex)).toEqual([key(1), key(2)]);
    const told = { notices: notices.slice(0, 1), slips: [] };
    const cut = applyReply(held([], { state: risen }), sampleReply({ epoch: 2 }, { problem: "malformed" }), told, NOW);
    expect(cut.state.noticesOwed).toHaveLength(2);
    expect(
      applyReply(held([], { state: risen }), sampleReply({ epoch: 2 }), told, NOW).state.noticesOwed.map(toHex),
    ).toEqual([key(2)]);
  });

  test("what the district tells again under the new epoch is not lost there, and not shown back", () => {
    const notices = [1, 2, 3].map((seed) => ({ id: bytesOf(seed, 32), signed: bytesOf(seed, 40) }));
    const retold = { ...sampleReply({ epoch: 2 }), notices: notices.slice(0, 1) };
    const risen = applyReply(held([], { notices }), retold, nothing, NOW).state;
    expect(risen.noticesOwed.map(toHex)).toEqual([key(2), key(3)]);
    const more = { ...sampleReply({ epoch: 2 }, { problem: "malformed" }), notices: notices.slice(1, 2) };
    expect(applyReply(held([], { state: risen }), more, nothing, NOW).state.noticesOwed.map(toHex)).toEqual([key(3)]);
  });

  test("drift is measured against district time", () => {
    expect(applyReply(held([]), sampleReply({ time: 50_000 }), nothing, NOW).state.clockOffsetMs).toBe(10_000);
  });
});

describe("how far changes are known", () => {
  const at = (position: number, epoch = 1) => ({ state: sampleState({ changesThrough: { epoch, position } }) });
  const nextOf = (change: Partial<Held>, changes: ToldChanges, { epoch = 1, isCarried = false } = {}) =>
    applyReply(held([], change), sampleReply({ epoch }, { changes }), nothing, isCarried ? undefined : NOW).state
      .changesThrough;

  test("moves on with a reply that begins where this state stands, and never back", () => {
    expect(nextOf(at(5), { after: 5, through: 9 })).toEqual({ epoch: 1, position: 9 });
    expect(nextOf(at(9), { after: 5, through: 7 })).toEqual({ epoch: 1, position: 9 });
  });

  test("stays when the database fell back since it asked: what lies between would never be told", () => {
    expect(nextOf(at(3), { after: 5, through: 9 })).toEqual({ epoch: 1, position: 3 });
  });

  test("begins with the first reply by wire, and anew with a new epoch", () => {
    expect(nextOf({}, { after: 4, through: 9 })).toEqual({ epoch: 1, position: 9 });
    expect(nextOf({}, { after: 4, through: 9 }, { isCarried: true })).toBeUndefined();
    expect(nextOf(at(50), { after: 4, through: 9 }, { epoch: 2 })).toEqual({ epoch: 2, position: 9 });
  });
});
