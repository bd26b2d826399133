import { describe, expect, test } from "vitest";
import { bytesOf, sampleMeta } from "../../tests/fixtures/sync-samples.ts";
import { firstSyncState } from "./custody.ts";
import { makeEngine } from "./engine.ts";
import type { Changes, EntryMeta, LoggedEntry, Ports, Sent, SyncEvent } from "./ports.ts";

import { utf8 } from "../base/bytes.ts";
import { ok } from "../base/result.ts";
import { encodeOwnHeader, encodeSharedHeader } from "../protocol/entry.ts";

type Answer = Awaited<ReturnType<Ports["transport"]["exchange"]>>;

/** A tablet with one entry, whose link gives these answers in turn; then it stays silent. */
function makeTablet(answers: readonly Answer[], change: Partial<Ports> = {}) {
  const meta: EntryMeta = sampleMeta(1);
  const sent: Sent[] = [];
  const applied: Changes[] = [];
  const events: SyncEvent[] = [];
  let now = 0;
  const left = [...answers];
  const shared = encodeSharedHeader({
    village: 1,
    signingKeyId: bytesOf(1, 8),
    logId: meta.logId,
    sealingKeyId: bytesOf(2, 8),
    dictionaryId: 0,
  });
  const own = encodeOwnHeader({
    kind: "application",
    applicationId: meta.applicationId,
    seq: 1,
    priority: 0,
    base: undefined,
    blobs: [],
  });
  const logged: LoggedEntry = {
    digest: meta.digest,
    device: meta.device,
    entry: { shared, own, envelope: bytesOf(3, 200) },
    signature: bytesOf(4, 64),
  };
  const ports: Ports = {
    log: {
      loadState: async () => firstSyncState(bytesOf(5, 8)),
      listOutstanding: async () => [meta],
      listUnsafe: async () => [meta],
      findByPrefix: async () => [meta],
      read: async () => logged,
      heads: async () => [],
      markSent: async (what) => void sent.push(what),
      apply: async (changes) => {
        applied.push(changes);
        return "applied";
      },
      listNotices: async () => [],
      listSlips: async () => [],
      purge: async () => undefined,
      listSafe: async () => [],
    },
    blobs: { read: async () => undefined },
    transport: { exchange: async () => left.shift() ?? { ok: false, kind: "transport", begun: false } },
    signer: {
      device: meta.device,
      signingKey: bytesOf(6, 33),
      certificate: undefined,
      sign: async () => bytesOf(7, 64),
    },
    verifier: {
      regency: "33.29",
      verifyDistrict: async () => false,
      openKeyring: async () => ok({ number: 1, keys: [], dictionaries: [] }),
      sha256: async (bytes) => bytesOf(bytes.byteLength, 32),
    },
    lock: { tryHold: (work) => work() },
    clock: { now: () => now, monotonicMs: () => now },
    timer: {
      sleep: async (ms, signal) => {
        if (!signal) now += ms;
        else if (ms < 100_000) now += ms;
        else await new Promise<void>((resolve) => signal.addEventListener("abort", () => resolve(), { once: true }));
      },
    },
    random: { bytes: (length) => bytesOf(8, length), fraction: () => 0.5 },
    configVersion: async () => 0,
    report: async () => undefined,
    notify: (event) => void events.push(event),
    ...change,
  };
  return { engine: makeEngine(ports), sent, applied, events, passed: () => now };
}
const signal = (): AbortSignal => new AbortController().signal;

describe("an exchange that brings no verified reply leaves everything as it was", () => {
  test.each<[string, Answer, object]>([
    ["a captive portal's 200", { ok: true, body: utf8("<html>Masuk</html>") }, { kind: "portal" }],
    ["an empty 200", { ok: true, body: new Uint8Array(0) }, { kind: "portal" }],
    ["a 503", { ok: false, kind: "http", status: 503 }, { kind: "server", status: 503 }],
    ["a cut", { ok: false, kind: "transport", begun: true }, { kind: "offline", begun: true }],
  ])("%s", async (_, answer, outcome) => {
    const { engine, applied } = makeTablet([answer]);
    expect(await engine.exchangeOnce(signal())).toEqual(outcome);
    expect(applied).toEqual([]);
  });
});

test("what goes on the wire is marked before it leaves, so that a cut is answered by an offer", async () => {
  const order: string[] = [];
  const { engine, sent } = makeTablet([], {
    transport: {
      exchange: async () => {
        order.push(`sent after ${sent.length} marks`);
        return { ok: false, kind: "transport", begun: true };
      },
    },
  });
  await engine.exchangeOnce(signal());
  expect(order).toEqual(["sent after 1 marks"]);
  expect(sent[0]?.digests).toEqual([bytesOf(1, 32)]);
});

test("another context that holds the lock is left alone", async () => {
  const { engine, sent } = makeTablet([], { lock: { tryHold: async () => undefined } });
  expect(await engine.exchangeOnce(signal())).toEqual({ kind: "busy" });
  expect(sent).toEqual([]);
});

test("a storage that fails is an outcome, not the end of the loop", async () => {
  const { engine } = makeTablet([], {
    report: async () => {
      throw new Error("disk");
    },
  });
  expect(await engine.exchangeOnce(signal())).toMatchObject({ kind: "failed" });
});

test("drain ends before a wait that would pass its time", async () => {
  const { engine, passed } = makeTablet([]);
  expect(await engine.drain(signal(), { untilMs: 20_000 })).toEqual({ kind: "offline", begun: false });
  expect(passed()).toBeLessThan(20_000);
});
