/**
 * What every store of the district must do, as one suite: run against SQLite on disk and against the store in memory.
 * Whoever adds another store calls `describeStorage` with it and changes nothing here.
 */
import { createHash } from "node:crypto";
import { describe, expect, it } from "vitest";
import type { Bytes } from "../../src/base/bytes.ts";
import { copyBytes } from "../../src/base/bytes.ts";
import { INTAKE_HASH_START } from "../../src/crypto/hash.ts";
import type { CasePlace, Storage } from "../../src/server/storage/ports.ts";
import type { CaseRow, EntryRow } from "../../src/server/storage/rows.ts";

export type OpenedStorage = {
  readonly storage: Storage;
  /** The process dies now: uncommitted work is lost, committed work stays. */
  crash(): Promise<void>;
};

const bytes = (length: number, fill: number): Bytes => new Uint8Array(length).fill(fill);

const sha256 = (a: Bytes, b: Bytes): Bytes => copyBytes(createHash("sha256").update(a).update(b).digest());

function entry(fill: number, change: Partial<Omit<EntryRow, "counter">> = {}): Omit<EntryRow, "counter"> {
  return {
    digest: bytes(32, fill),
    state: "held",
    intake: 0,
    device: bytes(16, 1),
    village: 3329091002,
    signingKeyId: bytes(8, 1),
    logId: bytes(8, 1),
    seq: fill,
    kind: "application",
    applicationId: bytes(16, fill),
    base: null,
    priority: 0,
    shared: bytes(3, fill),
    own: bytes(4, fill),
    envelope: bytes(5, fill),
    receivedAt: 1000 + fill,
    bySerial: 1,
    standing: "unopened",
    reason: null,
    ...change,
  };
}

function caseRow(fill: number, change: Partial<CaseRow> = {}): CaseRow {
  return {
    applicationId: bytes(16, fill),
    slipCode: `CODE${fill}`,
    village: 3329091002,
    serviceId: "ktp-el-lost",
    stage: "received",
    priority: 0,
    version: 1,
    receivedAt: fill,
    changedAt: fill,
    inEffect: bytes(32, fill),
    summary: bytes(1, fill),
    content: bytes(1, fill),
    nikIndex: bytes(0, 0),
    ...change,
  };
}

/** Runs a test over a store of its own, which is closed whatever becomes of it. */
export function usingStorage(open: () => Promise<OpenedStorage>) {
  return async (work: (opened: OpenedStorage) => Promise<void>): Promise<void> => {
    const opened = await open();
    try {
      await work(opened);
    } finally {
      await opened.storage.close();
    }
  };
}

/** The contract. `open` gives a fresh, empty store of regency 33.29. */
export function describeStorage(name: string, open: () => Promise<OpenedStorage>): void {
  const using = usingStorage(open);

  describe(name, () => {
    it("gives back an entry as it was put in", () =>
      using(async ({ storage }) => {
        await storage.transaction((tx) => tx.entries.insert([entry(1)], []));
        const found = await storage.transaction((tx) => tx.entries.find(bytes(32, 1)));
        expect(found).toEqual({ ...entry(1), counter: 1 });
      }));

    it("leaves no trace of a transaction that threw", () =>
      using(async ({ storage }) => {
        const failing = storage.transaction(async (tx) => {
          await tx.entries.insert([entry(1)], [{ hash: bytes(32, 9), digest: bytes(32, 1), size: 10 }]);
          throw new Error("planted");
        });
        await expect(failing).rejects.toThrow("planted");
        expect(await storage.transaction((tx) => tx.entries.find(bytes(32, 1)))).toBeUndefined();
        expect(await storage.transaction((tx) => tx.blobs.namedBy(bytes(32, 9)))).toEqual([]);
      }));

    it("holds a digest once: a second insert is an error, never a second row", () =>
      using(async ({ storage }) => {
        await storage.transaction((tx) => tx.entries.insert([entry(1)], []));
        await expect(storage.transaction((tx) => tx.entries.insert([entry(1)], []))).rejects.toThrow();
        expect((await storage.transaction((tx) => tx.status())).entriesHeld).toBe(1);
      }));

    it("runs transactions one after the other", () =>
      using(async ({ storage }) => {
        const order: string[] = [];
        const slow = storage.transaction(async (tx) => {
          order.push("slow begins");
          await tx.status();
          await Promise.resolve();
          order.push("slow ends");
        });
        const quick = storage.transaction(async () => {
          order.push("quick");
        });
        await Promise.all([slow, quick]);
        expect(order).toEqual(["slow begins", "slow ends", "quick"]);
      }));

    it("keeps what was committed and loses what was not when the process dies", () =>
      using(async ({ storage, crash }) => {
        await storage.transaction((tx) => tx.entries.insert([entry(1)], []));
        let release: () => void = () => undefined;
        const held = new Promise<void>((resolve) => (release = resolve));
        const dying = storage.transaction(async (tx) => {
          await tx.entries.insert([entry(2)], []);
          await held;
        });
        await Promise.resolve();
        const crashed = crash();
        release();
        await expect(dying).rejects.toThrow();
        await crashed;
        expect(await storage.transaction((tx) => tx.entries.find(bytes(32, 1)))).toBeDefined();
        expect(await storage.transaction((tx) => tx.entries.find(bytes(32, 2)))).toBeUndefined();
      }));

    it("refuses a transaction that is used after its end", () =>
      using(async ({ storage }) => {
        const escaped = await storage.transaction(async (tx) => tx);
        await expect(escaped.status()).rejects.toThrow("over");
      }));

    it("gives every change that a tablet is told a higher counter, and other changes none", () =>
      using(async ({ storage }) => {
        await storage.transaction((tx) => tx.entries.insert([entry(1), entry(2)], []));
        await storage.transaction((tx) => tx.entries.change(bytes(32, 1), { state: "complete" }));
        await storage.transaction((tx) => tx.entries.change(bytes(32, 2), { standing: "opened" }));
        const changed = await storage.transaction((tx) => tx.entries.listChanged(bytes(16, 1), 1, 10));
        expect(changed.map((row) => [row.digest[0], row.state, row.counter])).toEqual([
          [2, "held", 2],
          [1, "complete", 3],
        ]);
      }));

    it("finds custody by whole digests and by 16 bytes of them", () =>
      using(async ({ storage }) => {
        await storage.transaction((tx) => tx.entries.insert([entry(0), entry(255)], []));
        const found = await storage.transaction((tx) =>
          tx.entries.custody([bytes(16, 255), bytes(16, 0), bytes(16, 7)]),
        );
        expect(found.map((row) => row.digest[0])).toEqual([255, 0]);
      }));

    it("lists the unopened urgent first, without those a living attempt holds", () =>
      using(async ({ storage }) => {
        const rows = [entry(1), entry(2, { priority: 1 }), entry(3), entry(4, { standing: "opened" })];
        const listed = await storage.transaction(async (tx) => {
          await tx.entries.insert(rows, []);
          await tx.attempts.put({ digest: bytes(32, 3), owner: "a", leaseUntil: 500, count: 1 });
          return [await tx.entries.listUnopened(400, 10), await tx.entries.listUnopened(500, 10)];
        });
        expect(listed.map((list) => list.map((row) => row.digest[0]))).toEqual([
          [2, 1],
          [2, 1, 3],
        ]);
      }));

    it("numbers the intake in order and knows the running hash of each number", () =>
      using(async ({ storage }) => {
        await storage.transaction(async (tx) => {
          expect(await tx.intake.last()).toEqual({ intake: 0, hash: INTAKE_HASH_START });
          await tx.intake.append([
            { intake: 1, hash: bytes(16, 1), digest: bytes(32, 1) },
            { intake: 2, hash: bytes(16, 2), digest: bytes(32, 2) },
          ]);
        });
        await storage.transaction(async (tx) => {
          expect(await tx.intake.last()).toEqual({ intake: 2, hash: bytes(16, 2) });
          expect(await tx.intake.hashAt(0)).toEqual(INTAKE_HASH_START);
          expect(await tx.intake.hashAt(1)).toEqual(bytes(16, 1));
          expect(await tx.intake.hashAt(3)).toBeUndefined();
          expect(await tx.intake.listAfter(1, 10)).toEqual([{ intake: 2, digest: bytes(32, 2) }]);
        });
      }));

    it("never gives one intake number twice", () =>
      using(async ({ storage }) => {
        const first = { intake: 1, hash: bytes(16, 1), digest: bytes(32, 1) };
        await storage.transaction((tx) => tx.intake.append([first]));
        const again = storage.transaction((tx) => tx.intake.append([{ ...first, digest: bytes(32, 2) }]));
        await expect(again).rejects.toThrow();
      }));

    it("knows which blobs of which entries are missing", () =>
      using(async ({ storage }) => {
        await storage.transaction(async (tx) => {
          await tx.entries.insert(
            [entry(1), entry(2)],
            [
              { hash: bytes(32, 10), digest: bytes(32, 1), size: 5 },
              { hash: bytes(32, 11), digest: bytes(32, 1), size: 6 },
              { hash: bytes(32, 10), digest: bytes(32, 2), size: 5 },
            ],
          );
          await tx.blobs.insert({ hash: bytes(32, 10), size: 5, storedAt: 1 });
          await tx.blobs.insert({ hash: bytes(32, 10), size: 5, storedAt: 2 });
        });
        await storage.transaction(async (tx) => {
          const missing = await tx.blobs.listMissing([bytes(32, 1), bytes(32, 2)]);
          expect(missing).toEqual([{ hash: bytes(32, 11), digest: bytes(32, 1), size: 6 }]);
          expect((await tx.blobs.namedBy(bytes(32, 10))).length).toBe(2);
          expect(await tx.blobs.findComplete([bytes(32, 10), bytes(32, 11)])).toEqual([bytes(32, 10)]);
          expect((await tx.blobs.findNamed([bytes(32, 11), bytes(32, 12)])).length).toBe(1);
        });
      }));

    it("counts what is held of each log", () =>
      using(async ({ storage }) => {
        const twin = entry(9, { seq: 4, logId: bytes(8, 1) });
        await storage.transaction((tx) =>
          tx.entries.insert([entry(1), entry(4), twin, entry(2, { logId: bytes(8, 2) })], []),
        );
        await storage.transaction(async (tx) => {
          const logs = await tx.entries.heldLogs();
          expect(logs.map((log) => [log.logId[0], log.held, log.seqMax])).toEqual([
            [1, 2, 4],
            [2, 1, 2],
          ]);
          expect(await tx.entries.heldLogsOf(bytes(16, 1))).toEqual(logs);
          expect(await tx.entries.heldLogsOf(bytes(16, 2))).toEqual([]);
          expect(await tx.entries.heldSeqs(bytes(16, 1), bytes(8, 1))).toEqual([1, 4]);
          expect((await tx.entries.findPlaces(bytes(16, 1), bytes(8, 1), [4])).length).toBe(2);
        });
        const undone = storage.transaction(async (tx) => {
          await tx.entries.insert([entry(7)], []);
          throw new Error("undone");
        });
        await expect(undone).rejects.toThrow("undone");
        await storage.transaction((tx) => tx.entries.insert([entry(6), entry(8, { seq: 1 })], []));
        const counted = (await storage.transaction((tx) => tx.entries.heldLogs())).map((log) => [log.held, log.seqMax]);
        expect(counted).toEqual([
          [3, 6],
          [1, 2],
        ]);
      }));

    it("lists the places of one log in order, and counts those claimed twice", () =>
      using(async ({ storage }) => {
        const rows = [entry(3), entry(1), entry(2), entry(9, { seq: 2 }), entry(4, { logId: bytes(8, 2) })];
        await storage.transaction(async (tx) => {
          await tx.entries.insert(rows, []);
          const [device, logId] = [bytes(16, 1), bytes(8, 1)];
          expect(await tx.entries.countPlaces(device, logId, 1)).toEqual({ seqs: 1, entries: 1 });
          expect(await tx.entries.countPlaces(device, logId, 3)).toEqual({ seqs: 3, entries: 4 });
          expect((await tx.entries.listPlaces(device, logId, 2)).map((place) => place.seq)).toEqual([1, 2, 2]);
        });
      }));

    it("keeps one stream of notices per village and a notice in its place", () =>
      using(async ({ storage }) => {
        const notice = (id: number, village: number) => ({
          id: bytes(32, id),
          village,
          applicationId: bytes(16, id),
          stage: "accepted",
          signed: bytes(9, id),
          at: 5,
          origin: "published" as const,
        });
        await storage.transaction(async (tx) => {
          expect(await tx.notices.append(notice(1, 3329091002))).toBe(1);
          expect(await tx.notices.append(notice(2, 3329091003))).toBe(1);
          expect(await tx.notices.append(notice(3, 3329091002))).toBe(2);
          expect(await tx.notices.append(notice(1, 3329091002))).toBe(1);
          const after = await tx.notices.listAfter(3329091002, 1, 10);
          const first = sha256(new Uint8Array(32), bytes(32, 1));
          const runningHash = sha256(first, bytes(32, 3));
          expect(after).toEqual([{ ...notice(3, 3329091002), position: 2, runningHash }]);
          const hashes = [0, 1, 2, 3].map((position) => tx.notices.hashAt(3329091002, position));
          expect(await Promise.all(hashes)).toEqual([new Uint8Array(32), first, runningHash, undefined]);
        });
      }));

    it("pages through cases by their place: nobody twice, nobody passed over, whatever comes and goes meanwhile", () =>
      using(async ({ storage }) => {
        const cases = [
          caseRow(5, { receivedAt: 1, priority: 1 }),
          caseRow(4, { receivedAt: 9, priority: 1 }),
          caseRow(1, { receivedAt: 2 }),
          caseRow(2, { receivedAt: 2 }),
          caseRow(3, { receivedAt: 3, stage: "accepted" }),
          caseRow(6, { receivedAt: 8 }),
        ];
        const stages = ["received", "accepted"];
        const page = (after: CasePlace | undefined) =>
          storage.transaction(async (tx) =>
            (await tx.cases.list({ stages }, { order: "waiting", limit: 2, after })).map((row) => ({
              priority: row.priority,
              at: row.receivedAt,
              applicationId: row.applicationId,
            })),
          );
        const put = (...rows: readonly CaseRow[]) =>
          storage.transaction(async (tx) => {
            for (const row of rows) await tx.cases.put(row);
          });
        await put(...cases.toReversed(), caseRow(7, { stage: "rejected" }));
        const first = await page(undefined);
        await put(caseRow(8, { receivedAt: 0 }), caseRow(4, { receivedAt: 9, priority: 1, stage: "rejected" }));
        const second = await page(first.at(-1));
        const third = await page(second.at(-1));
        expect([first, second, third].map((places) => places.map((place) => place.applicationId[0]))).toEqual([
          [5, 4],
          [8, 1],
          [2, 3],
        ]);
        expect((await page(third.at(-1))).map((place) => place.applicationId[0])).toEqual([6]);
      }));

    it("lists cases by their newest change where that is asked for, and counts them by stage", () =>
      using(async ({ storage }) => {
        await storage.transaction(async (tx) => {
          await tx.cases.put(caseRow(1, { changedAt: 5 }));
          await tx.cases.put(caseRow(2, { changedAt: 5, stage: "rejected" }));
          await tx.cases.put(caseRow(3, { changedAt: 7, stage: "rejected", priority: 1 }));
          const ids = async (after: CasePlace | undefined) =>
            (await tx.cases.list({}, { order: "changed", limit: 2, after })).map((row) => row.applicationId[0]);
          expect(await ids(undefined)).toEqual([3, 2]);
          expect(await ids({ priority: 0, at: 5, applicationId: bytes(16, 2) })).toEqual([1]);
          const counts = await tx.cases.countByStage({});
          expect(new Map(counts.map(({ stage, count }) => [stage, count]))).toEqual(
            new Map([
              ["received", 1],
              ["rejected", 2],
            ]),
          );
          expect(await tx.cases.list({ stages: [] }, { order: "changed", limit: 2, after: undefined })).toEqual([]);
        });
      }));
  });
}
