import { beforeEach, describe, expect, test } from "vitest";
import { utf8 } from "../../base/bytes.ts";
import { closedNoticesBackMs } from "../../base/limits.ts";
import { unwrap } from "../../base/result.ts";
import { encodeNotice } from "../../protocol/notice.ts";
import { encodeSigned } from "../../protocol/signed.ts";
import { firstSyncState } from "../../sync/custody.ts";
import type { Changes, Custody, LogPort, SyncState } from "../../sync/ports.ts";
import type { MemoryMedium } from "../memory/memory-disks.ts";
import { MemoryDatabase, loseDatabase, makeMemoryMedium } from "../memory/memory-disks.ts";
import type { TestTablet } from "../memory/test-tablet.ts";
import { enrolMedium, scope, sha256, startTablet } from "../memory/test-tablet.ts";
import { StoreFailure } from "../ports.ts";
import { purgeEntries } from "../purge.ts";
import type { EntryRow } from "../tables.ts";
import { makeLogPort } from "./log-port.ts";
import { bytesOfHex } from "./rows.ts";

const initialState = firstSyncState(utf8("ring"));
const complete: Custody = {
  delivery: "received",
  receipt: { state: "complete", counter: 1, intake: 7, epoch: 1, at: 1000 },
  safe: false,
};

let medium: MemoryMedium;
let tablet: TestTablet;
let log: LogPort;
let rows: readonly EntryRow[];

function openPort(): LogPort {
  const { database, journal, journalOnly, blobs } = tablet.ports;
  const purge = (digests: readonly Uint8Array<ArrayBuffer>[]) =>
    purgeEntries({ database, journal, blobs, scope }, digests);
  return makeLogPort({ database, journalOnly, initialState, notices: undefined, purge });
}

function changes(state: SyncState, more: Partial<Changes> = {}): Changes {
  return { state, custody: new Map(), notices: [], fields: [], slipsTold: [], ...more };
}

function notice(stage: string, at: number) {
  const applicationId = rows[0] ? bytesOfHex(rows[0].applicationId) : new Uint8Array(16);
  const body = encodeNotice({ village: 1, applicationId, inEffect: new Uint8Array(32), stage, targets: [], at });
  const signed = encodeSigned({ body, keyId: new Uint8Array(8), signature: new Uint8Array(64) });
  return sha256(body).then((id) => ({ id, signed }));
}

beforeEach(async () => {
  medium = makeMemoryMedium();
  enrolMedium(medium);
  tablet = await startTablet(medium, "first");
  rows = [unwrap(await tablet.submit("budi")), unwrap(await tablet.submit("siti"))];
  log = openPort();
});

describe("the log port", () => {
  test("lists what was appended as new, and gives it back whole", async () => {
    expect((await log.listOutstanding()).map((meta) => meta.custody.delivery)).toEqual(["new", "new"]);
    const read = await log.read(bytesOfHex(rows[0]?.key ?? ""));
    expect(read?.entry.envelope).toEqual(utf8(`sealed budi ${rows[0]?.logId}`));
    expect(await log.findByPrefix([bytesOfHex((rows[1]?.key ?? "").slice(0, 32))])).toMatchObject([{ seq: 2 }]);
  });

  test("what was put on the wire is unsure from then on, and its blobs are no longer wanted", async () => {
    const wanted = { hash: new Uint8Array(32).fill(1), offset: 0 };
    await log.apply(changes({ ...initialState, wantedBlobs: [wanted] }));
    await log.markSent({ digests: [bytesOfHex(rows[0]?.key ?? "")], blobs: [wanted.hash] });
    expect((await log.loadState()).wantedBlobs).toEqual([]);
    expect((await log.loadState()).revision).toBe(2);
    expect((await log.listOutstanding()).map(({ seq, custody }) => [seq, custody.delivery]).toSorted()).toEqual([
      [1, "unsure"],
      [2, "new"],
    ]);
  });

  test("a reply is kept whole, or not at all when another sender was faster", async () => {
    const custody = new Map([[rows[0]?.key ?? "", complete]]);
    expect(await log.apply(changes(initialState, { custody }))).toBe("applied");
    expect((await log.listOutstanding()).map((meta) => meta.seq)).toEqual([2]);
    const late = new Map([[rows[1]?.key ?? "", complete]]);
    expect(await log.apply(changes(initialState, { custody: late }))).toBe("outdated");
    expect((await log.listOutstanding()).map((meta) => meta.seq)).toEqual([2]);
  });

  test("safe once is safe for good", async () => {
    const key = rows[0]?.key ?? "";
    await log.apply(changes(initialState, { custody: new Map([[key, { ...complete, safe: true }]]) }));
    await log.apply(changes(await log.loadState(), { custody: new Map([[key, complete]]) }));
    expect((await log.listSafe()).map((meta) => meta.seq)).toEqual([1]);
  });

  test("a log that holds something not safe is announced with its newest entry, safe or not", async () => {
    const key = rows[1]?.key ?? "";
    await log.apply(changes(initialState, { custody: new Map([[key, { ...complete, safe: true }]]) }));
    expect(await log.heads()).toEqual([
      { logId: bytesOfHex(rows[1]?.logId ?? ""), seq: 2, runningHash: rows[1]?.runningHash, device: rows[1]?.device },
    ]);
  });

  test("purged is gone from disk and journal for good, and its row stays as a stub", async () => {
    const custody = new Map(rows.map((row) => [row.key, { ...complete, safe: true }]));
    await log.apply(changes(initialState, { custody }));
    await log.purge(rows.map((row) => bytesOfHex(row.key)));
    expect(await log.listSafe()).toEqual([]);
    expect(await log.read(bytesOfHex(rows[0]?.key ?? ""))).toBeUndefined();
    expect(medium.rows.entries.size).toBe(2);
    loseDatabase(medium);
    expect((await startTablet(medium, "second")).report.rebuilt).toBe(0);
  });

  test("what is not safe is not purged, whoever asks", async () => {
    await log.purge([bytesOfHex(rows[0]?.key ?? "")]);
    expect(await log.read(bytesOfHex(rows[0]?.key ?? ""))).toBeDefined();
  });

  test("entries the database could not take are sent from the journal, with a custody of their own", async () => {
    loseDatabase(medium);
    tablet = await startTablet(medium, "second", (step) => {
      if (step === "database.transact") throw new StoreFailure("storage-full", step);
      return undefined;
    });
    const { journalOnly } = tablet.ports;
    log = makeLogPort({
      database: new MemoryDatabase(medium),
      journalOnly,
      initialState,
      notices: undefined,
      purge: undefined,
    });
    expect((await log.listOutstanding()).map(({ custody }) => custody.delivery)).toEqual(["unsure", "unsure"]);
    expect(await log.heads()).toMatchObject([{ seq: 2 }]);
    await log.apply(changes(initialState, { custody: new Map([[rows[0]?.key ?? "", complete]]) }));
    expect((await log.listOutstanding()).map((meta) => meta.seq)).toEqual([2]);
  });

  test("a full disk cannot remember what goes on the wire, and lets it go all the same", async () => {
    const full = new MemoryDatabase(medium, (step) => {
      if (step === "database.transact") throw new StoreFailure("storage-full", step);
      return undefined;
    });
    log = makeLogPort({
      database: full,
      journalOnly: tablet.ports.journalOnly,
      initialState,
      notices: undefined,
      purge: undefined,
    });
    await log.markSent({ digests: rows.map((row) => bytesOfHex(row.key)), blobs: [] });
    expect((await log.listOutstanding()).map((meta) => meta.custody.delivery)).toEqual(["new", "new"]);
  });

  test("a decision of the district ends the copy in the vault, a mere receipt does not", async () => {
    const key = rows[0]?.applicationId ?? "";
    medium.rows.copies.set(key, { key, sealed: utf8("x"), at: 0 });
    await log.apply(changes(initialState, { notices: [await notice("received", 1)] }));
    expect(medium.rows.copies.size).toBe(1);
    await log.apply(changes(await log.loadState(), { notices: [await notice("correction-asked", 2)] }));
    expect(medium.rows.copies.size).toBe(0);
    expect((await log.loadState()).asks).toHaveLength(1);
    const [asked] = (await log.loadState()).asks;
    if (!asked) throw new Error("nothing asked");
    await log.apply(changes(await log.loadState(), { fields: [{ notice: asked, sealed: utf8("sealed") }] }));
    expect((await log.loadState()).asks).toEqual([]);
    expect(await log.listNotices()).toHaveLength(2);
  });

  test("a closing the district may have lost is shown back, for as long as it may have lost it", async () => {
    await log.apply(changes(initialState, { notices: [await notice("accepted", 1), await notice("rejected", 2)] }));
    expect(await log.listNotices()).toHaveLength(2);
    const later = { ...(await log.loadState()), lastReplyAt: closedNoticesBackMs + 3 };
    await log.apply(changes(later));
    expect(await log.listNotices()).toEqual([]);
  });
});
