import { describe, expect, it } from "vitest";
import { bytesOf, received, sampleMeta, sampleReply, sampleState } from "../../tests/fixtures/sync-samples.ts";
import type { Receipt } from "../protocol/reply.ts";
import { applyReply } from "./apply-reply.ts";
import { isGreen } from "./custody.ts";
import type { EntryMeta } from "./ports.ts";
import { asOfThen } from "./take-courier-reply.ts";

const prefix = (seed: number) => bytesOf(seed, 32).slice(0, 16);
const complete = (seed: number): Receipt => ({ digest: prefix(seed), state: "complete", counter: 3, intake: 3 });
const newest = sampleState({ lastReplyAt: 90_000, stand: bytesOf(7, 100), configVersion: 9 });
const photo = { hash: bytesOf(50, 32), size: 10 };

function custodyAfter(entry: EntryMeta, reply: ReturnType<typeof sampleReply>) {
  const held = { state: newest, entries: [entry], notices: [] };
  const changes = applyReply(held, asOfThen(reply, held), { notices: [], slips: [] }, undefined);
  return { custody: [...changes.custody.values()][0] ?? entry.custody, state: changes.state };
}

describe("a carried reply older than what the wire has said since", () => {
  const late = { time: 60_000 };

  it("still turns green what it receipts", () => {
    const { custody } = custodyAfter(sampleMeta(1), sampleReply(late, { receipts: [complete(1)] }));
    expect(isGreen(custody)).toBe(true);
  });

  it("does not take back what has been received since, nor ask for it again", () => {
    const entry = sampleMeta(1, { blobs: [photo], custody: received() });
    const reply = sampleReply(late, {
      wantedEntries: [prefix(1)],
      wantedBlobs: [{ hash: photo.hash, offset: 0 }],
    });
    const { custody, state } = custodyAfter(entry, reply);
    expect(custody).toEqual(entry.custody);
    expect(state.wantedBlobs).toEqual([]);
  });

  it("does not turn green what the district has asked for since", () => {
    const custody = { delivery: "wanted", receipt: undefined, safe: false } as const;
    const after = custodyAfter(sampleMeta(1, { custody }), sampleReply(late, { receipts: [complete(1)] }));
    expect(after.custody).toEqual(custody);
  });

  it("leaves the newer stand and configuration, and the measured clock", () => {
    const { state } = custodyAfter(sampleMeta(1), sampleReply(late));
    expect(state).toMatchObject({
      stand: newest.stand,
      configVersion: 9,
      lastReplyAt: 90_000,
      clockOffsetMs: undefined,
    });
  });
});

describe("a carried reply that is the newest word", () => {
  it("counts whole: what it wants is sent", () => {
    const reply = sampleReply({ time: 95_000 }, { wantedEntries: [prefix(1)] });
    const { custody, state } = custodyAfter(sampleMeta(1), reply);
    expect(custody.delivery).toBe("wanted");
    expect(state.stand).toEqual(reply.body.stand);
  });

  it("of a higher epoch voids what was not safe, whatever its time", () => {
    const { custody } = custodyAfter(sampleMeta(1, { custody: received() }), sampleReply({ epoch: 2, time: 1 }));
    expect(custody.delivery).toBe("unsure");
  });
});
