/** What the district said survives the database; a torn end is cut; the file is one village's. */
import { beforeEach, describe, expect, test } from "vitest";
import type { Bytes } from "../base/bytes.ts";
import { concatBytes, toHex, utf8 } from "../base/bytes.ts";
import { encodeNotice } from "../protocol/notice.ts";
import { encodeSigned } from "../protocol/signed.ts";
import { encodeStand } from "../protocol/stand.ts";
import { firstSyncState } from "../sync/custody.ts";
import type { Changes, NoticeIn, SyncState } from "../sync/ports.ts";
import { makeLogPort } from "./log/log-port.ts";
import type { DiskHook, MemoryMedium } from "./memory/memory-disks.ts";
import { MemoryDatabase, MemoryJournalDisk, loseDatabase, makeMemoryMedium } from "./memory/memory-disks.ts";
import { sha256 } from "./memory/test-tablet.ts";
import { NoticeFile, noticeFileName } from "./notice-file.ts";
import { dropNotices, fileNotices, restoreNotices } from "./notices.ts";
import { StoreFailure } from "./ports.ts";

const village = 3_329_091_002;
const initialState = firstSyncState(utf8("ring"));

function signedWord(body: Bytes): Bytes {
  return encodeSigned({ body, keyId: new Uint8Array(8), signature: new Uint8Array(64) });
}

async function notice(fill: number): Promise<NoticeIn> {
  const body = encodeNotice({
    village,
    applicationId: new Uint8Array(16).fill(fill),
    inEffect: new Uint8Array(32),
    stage: "ready",
    targets: [],
    at: fill,
  });
  return { id: await sha256(body), signed: signedWord(body) };
}

function stand(position: number, epoch = 1): Bytes {
  const notices = { village, position, hash: new Uint8Array(8).fill(position) };
  const intakeHash = new Uint8Array(16);
  return signedWord(encodeStand({ epoch, intake: 0, intakeHash, safeThrough: 0, time: position, notices }));
}

let medium: MemoryMedium;

const fileOf = (hook?: DiskHook): NoticeFile => new NoticeFile(new MemoryJournalDisk(medium, hook));
const database = (): MemoryDatabase => new MemoryDatabase(medium);
const portOf = (notices: NoticeFile | undefined, hook?: DiskHook) =>
  makeLogPort({
    database: new MemoryDatabase(medium, hook),
    journalOnly: new Map(),
    initialState,
    notices,
    purge: undefined,
  });

function told(state: SyncState, notices: readonly NoticeIn[], position: number): Changes {
  const next = { ...state, epoch: 1, stand: stand(position), cursor: { epoch: 1, position } };
  return { state: next, custody: new Map(), notices, fields: [], slipsTold: [] };
}

const shown = (): readonly string[] => [...medium.rows.notices.keys()].toSorted();
const idsOf = (notices: readonly NoticeIn[]): readonly string[] => notices.map(({ id }) => toHex(id)).toSorted();

beforeEach(() => {
  medium = makeMemoryMedium();
});

describe("the file of notices", () => {
  test("holds a notice before the database, and so before any screen", async () => {
    const steps: string[] = [];
    const hook: DiskHook = (step) => {
      steps.push(step);
      return undefined;
    };
    const log = portOf(fileOf(hook), hook);
    await log.apply(told(await log.loadState(), [await notice(1)], 1));
    expect(steps.filter((step) => step === "journal.flushed" || step === "database.transact")).toEqual([
      "journal.flushed",
      "database.transact",
    ]);
  });

  test("brings notices and stand back when the database is empty, to be shown to the district", async () => {
    const both = [await notice(1), await notice(2)];
    const log = portOf(fileOf());
    await log.apply(told(await log.loadState(), both.slice(0, 1), 1));
    await log.apply(told(await log.loadState(), both.slice(1), 2));
    loseDatabase(medium);
    await restoreNotices(database(), fileOf(), initialState);
    const again = portOf(fileOf());
    expect(shown()).toEqual(idsOf(both));
    expect(medium.rows.cases.size).toBe(2);
    expect(await again.listNotices()).toEqual(both);
    expect(await again.loadState()).toMatchObject({ stand: stand(2), epoch: 0, cursor: { epoch: 0, position: 0 } });
  });

  test("brings back what a database that lost its last commits has forgotten, and keeps its state", async () => {
    const log = portOf(fileOf());
    await log.apply(told(await log.loadState(), [await notice(1)], 1));
    const [rows, state] = [new Map(medium.rows.notices), new Map(medium.rows.state)];
    await log.apply(told(await log.loadState(), [await notice(2)], 2));
    medium.rows.notices.clear();
    for (const [key, row] of rows) medium.rows.notices.set(key, row);
    for (const [key, row] of state) medium.rows.state.set(key, row);
    await restoreNotices(database(), fileOf(), initialState);
    expect(shown()).toHaveLength(2);
    expect(await portOf(fileOf()).loadState()).toMatchObject({
      stand: stand(2),
      epoch: 1,
      cursor: { epoch: 1, position: 1 },
    });
  });

  test("cuts a torn end, whatever byte it broke at, and goes on behind what is whole", async () => {
    await fileOf().keep([await notice(1)], stand(1));
    const whole = medium.files.get(noticeFileName) ?? new Uint8Array(0);
    for (let torn = 1; torn < 60; torn += 7) {
      medium.files.set(noticeFileName, concatBytes(whole, whole.slice(0, torn)));
      await fileOf().keep([await notice(2)], undefined);
      expect(idsOf((await fileOf().read()).notices)).toEqual(idsOf([await notice(1), await notice(2)]));
    }
  });

  test("after a failed write looks at the disk again before it writes", async () => {
    let isBroken = true;
    const file = fileOf((step) => {
      if (step === "journal.append" && isBroken) return Promise.resolve({ torn: 10 });
      if (step === "journal.flushed" && isBroken) throw new StoreFailure("storage-full", "test");
      return undefined;
    });
    await expect(file.keep([await notice(1)], stand(1))).rejects.toThrow("storage-full");
    isBroken = false;
    await file.keep([await notice(1)], stand(1));
    expect((await fileOf().read()).notices).toEqual([await notice(1)]);
  });

  test("holds each notice once, and no stand that says nothing new of the stream", async () => {
    const file = fileOf();
    await file.keep([await notice(1)], stand(1));
    const size = medium.files.get(noticeFileName)?.byteLength;
    await file.keep([await notice(1)], stand(1));
    await fileOf().keep([await notice(1)], stand(1));
    expect(medium.files.get(noticeFileName)?.byteLength).toBe(size);
    await file.keep([], stand(1, 2));
    expect((await fileOf().read()).stand).toEqual(stand(1, 2));
  });

  test("a disk too full for it keeps no receipt waiting: all but the notices is applied, and the failure is told", async () => {
    const log = portOf(
      fileOf((step) => {
        if (step === "journal.append") throw new StoreFailure("storage-full", "test");
        return undefined;
      }),
    );
    const changes = told(await log.loadState(), [await notice(1)], 1);
    await expect(log.apply(changes)).rejects.toThrow("storage-full");
    expect(shown()).toEqual([]);
    expect(await log.loadState()).toMatchObject({ epoch: 1, cursor: { epoch: 0, position: 0 }, revision: 1 });
  });

  test("takes in at a start what came while nobody could write to it", async () => {
    const log = portOf(undefined);
    await log.apply(told(await log.loadState(), [await notice(1)], 1));
    expect((await fileOf().read()).notices).toEqual([]);
    await fileNotices(database(), fileOf());
    expect(await fileOf().read()).toMatchObject({ notices: [await notice(1)], stand: stand(1) });
  });

  test("goes with the old village's notices when the tablet moves", async () => {
    const log = portOf(fileOf());
    await log.apply(told(await log.loadState(), [await notice(1)], 1));
    await dropNotices(database(), fileOf());
    await restoreNotices(database(), fileOf(), initialState);
    expect([shown(), medium.rows.cases.size]).toEqual([[], 0]);
  });
});
