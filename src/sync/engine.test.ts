import { describe, expect, test } from "vitest";
import { bytesOf, sampleMeta } from "../../tests/fixtures/sync-samples.ts";
import { firstSyncState, sentCustody } from "./custody.ts";
import { makeEngine } from "./engine.ts";
import { makeWakes } from "./wakes.ts";
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
      listOutstanding: async () => [sent.length === 0 ? meta : { ...meta, custody: sentCustody(meta.custody) }],
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
        else if (ms < 25_000) now += ms;
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

// Failures F3.
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

test.each<[string, Answer, number, boolean]>([
  ["a connection that was refused at once", { ok: false, kind: "transport", begun: false }, 0, true],
  ["a failure after a second", { ok: false, kind: "transport", begun: false }, 1_000, false],
  ["a cut", { ok: false, kind: "transport", begun: true }, 0, false],
  ["a 503", { ok: false, kind: "http", status: 503 }, 0, false],
])("after %s the entry travels again unasked, or not", async (_, answer, elapsedMs, isSentAgain) => {
  let now = 0;
  const bundles: number[] = [];
  const tablet = makeTablet([], {
    clock: { now: () => now, monotonicMs: () => now },
    transport: {
      exchange: async (items) => {
        bundles.push(items.reduce((sum, item) => sum + item.byteLength, 0));
        now += elapsedMs;
        return answer;
      },
    },
  });
  await tablet.engine.exchangeOnce(signal());
  await tablet.engine.exchangeOnce(signal());
  await tablet.engine.exchangeOnce(signal());
  expect(tablet.sent.map(({ digests }) => digests)).toEqual([[bytesOf(1, 32)], [], []]);
  const [first = 0, ...later] = bundles;
  expect(later.map((bytes) => bytes === first)).toEqual([isSentAgain, isSentAgain]);
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

// Failures F9.
test("drain ends before a wait that would pass its time", async () => {
  const { engine, passed } = makeTablet([]);
  expect(await engine.drain(signal(), { untilMs: 20_000 })).toEqual({ kind: "offline", begun: false });
  expect(passed()).toBeLessThan(20_000);
});

/** Time passes only when `pass` is called. */
function makeTime() {
  let now = 0;
  let timers: { readonly at: number; readonly end: () => void }[] = [];
  const settle = async (): Promise<void> => {
    for (let turn = 0; turn < 200; turn += 1) await Promise.resolve();
  };
  return {
    clock: { now: () => now, monotonicMs: () => now },
    timer: {
      sleep: (ms: number, until?: AbortSignal) =>
        new Promise<void>((resolve) => {
          if (until?.aborted) resolve();
          until?.addEventListener("abort", () => resolve(), { once: true });
          timers.push({ at: now + ms, end: resolve });
        }),
    },
    async pass(ms: number) {
      await settle();
      now += ms;
      const due = timers.filter(({ at }) => at <= now);
      timers = timers.filter(({ at }) => at > now);
      for (const { end } of due) end();
      await settle();
    },
  };
}

/** A connection that takes everything and never says a word. */
const silent: Ports["transport"] = {
  exchange: (_, given) =>
    new Promise((resolve) => {
      given.addEventListener("abort", () => resolve({ ok: false, kind: "transport", begun: true }), { once: true });
    }),
};

describe("a connection that is dead without saying so", () => {
  test("is given up by itself after a time that fits a small bundle", async () => {
    const time = makeTime();
    const { engine } = makeTablet([], { ...time, transport: silent });
    let outcome: unknown;
    void engine.exchangeOnce(signal()).then((ended) => (outcome = ended));
    await time.pass(20_000);
    expect(outcome).toBeUndefined();
    await time.pass(10_000);
    expect(outcome).toEqual({ kind: "offline", begun: true });
  });

  test("is waited for as long as an answer is on its way", async () => {
    const time = makeTime();
    const speaks: Ports["transport"] = {
      exchange: (items, given, onAnswer) => {
        onAnswer();
        return silent.exchange(items, given, onAnswer);
      },
    };
    const { engine } = makeTablet([], { ...time, transport: speaks });
    let outcome: unknown;
    void engine.exchangeOnce(signal()).then((ended) => (outcome = ended));
    await time.pass(160_000);
    expect(outcome).toBeUndefined();
    await time.pass(10_000);
    expect(outcome).toEqual({ kind: "offline", begun: true });
  });

  test("ends with a tap or another network once it takes longer than planned, and not before", async () => {
    for (const reason of ["tap", "online"] as const) {
      const time = makeTime();
      const outcomes: unknown[] = [];
      const { engine } = makeTablet([], {
        ...time,
        transport: silent,
        notify: (event) => void (event.kind === "exchange-finished" && outcomes.push(event.outcome)),
      });
      const wakes = makeWakes(time.timer);
      void engine.run(signal(), wakes);
      await time.pass(1_000);
      wakes.wake(reason);
      await time.pass(1_000);
      expect(outcomes, reason).toEqual([]);
      await time.pass(10_000);
      wakes.wake("visible");
      await time.pass(0);
      expect(outcomes, reason).toEqual([]);
      wakes.wake(reason);
      await time.pass(0);
      expect(outcomes, reason).toEqual([{ kind: "offline", begun: true }]);
    }
  });
});

test("a disk that never answers keeps the lock from nobody for ever", async () => {
  const time = makeTime();
  const never = new Promise<never>(() => undefined);
  const { engine } = makeTablet([], { ...time, report: () => never });
  const ended: unknown[] = [];
  void engine.exchangeOnce(signal()).then((outcome) => ended.push(outcome));
  await time.pass(11_000);
  engine.hurry();
  await time.pass(1_000);
  expect(ended).toEqual([{ kind: "failed", why: "hangs" }]);
  void engine.exchangeOnce(signal()).then((outcome) => ended.push(outcome));
  await time.pass(190_000);
  await time.pass(1_000);
  expect(ended).toHaveLength(2);
});

test("whoever waits for the end of an exchange is told when another context has the lock", async () => {
  const { engine, events } = makeTablet([], { lock: { tryHold: async () => undefined } });
  await engine.exchangeOnce(signal());
  expect(events).toEqual([{ kind: "exchange-finished", outcome: { kind: "busy" } }]);
});
