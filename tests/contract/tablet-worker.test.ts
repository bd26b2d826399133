/** The tablet's worker against a real district, without browser and network: from enrolment code to green. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from "vitest";
import type { Bytes } from "../../src/base/bytes.ts";
import { concatBytes, toHex } from "../../src/base/bytes.ts";
import { unwrap } from "../../src/base/result.ts";
import { encryptBlob } from "../../src/crypto/blobs.ts";
import type { Attachment } from "../../src/domain/application/content.ts";
import type { Draft } from "../../src/domain/draft/draft.ts";
import { sampleFiling } from "../../src/domain/sample/sample-filing.ts";
import { endpoints } from "../../src/protocol/endpoints.ts";
import { errorBody } from "../../src/protocol/errors.ts";
import { findConfiguration } from "../../src/server/configuration/publish.ts";
import { openDataFolder } from "../../src/server/data-folder.ts";
import type { District } from "../../src/server/district.ts";
import { SILENT_LOG } from "../../src/server/district.ts";
import { enrol, issueCode } from "../../src/server/enrolment/enrol.ts";
import { receiveBundle } from "../../src/server/inbox/receive.ts";
import type { OpenedDistrict } from "../../src/server/open-district.ts";
import { openDistrict } from "../../src/server/open-district.ts";
import {
  MemoryBlobDisk,
  MemoryDatabase,
  MemoryIdentityFile,
  MemoryJournalDisk,
  loseDatabase,
  makeMemoryMedium,
} from "../../src/store/memory/memory-disks.ts";
import type { MemoryMedium } from "../../src/store/memory/memory-disks.ts";
import { memorySettings } from "../../src/store/settings.ts";
import type { Settings } from "../../src/store/settings.ts";
import { makeWorkerApi } from "../../src/worker/api.ts";
import { systemClock, systemRandom, systemTimer } from "../../src/worker/open-sync.ts";
import type { SignedStatement, WorkerApi } from "../../src/worker/worker-api.ts";
import type { HttpAnswer, World } from "../../src/worker/world.ts";
import { makeTestRandom } from "../support/memory-district.ts";

/** Argon2 and a real district's fsyncs, on a machine that is busy with other tests. */
const waitMsMax = 30_000;
vi.setConfig({ testTimeout: waitMsMax, hookTimeout: waitMsMax });

const village = "33.29.01.2010";
/** What is filed is the same in every run. */
const chance = makeTestRandom();
const statement: SignedStatement = {
  version: "1",
  signedBy: "signature",
  signaturePng: Uint8Array.of(1, 2, 3),
  witness: undefined,
};

let folder: string;
let opened: OpenedDistrict;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "loket-worker-"));
  opened = unwrap(
    await openDistrict({
      regency: "33.29",
      folder: openDataFolder(folder),
      configDir: fileURLToPath(new URL("../../kiosk-config", import.meta.url)),
      configuration: "publish",
      recoveryPassphrase: undefined,
      clock: systemClock,
      random: systemRandom,
      log: SILENT_LOG,
    }),
  );
});

afterAll(async () => {
  await opened.close();
  rmSync(folder, { recursive: true, force: true });
});

type Link = { isUp: boolean };

async function* oneChunk(bytes: Bytes): AsyncIterable<Uint8Array> {
  yield bytes;
}

async function answerOf(district: District, path: string, body: Bytes): Promise<HttpAnswer> {
  if (path === endpoints.configuration) {
    const signed = await findConfiguration(district, district.configuration.version);
    return { kind: "answer", status: 200, body: signed ?? new Uint8Array(0) };
  }
  const enrolled = await enrol(district, body);
  if (enrolled.ok) return { kind: "answer", status: 200, body: enrolled.value };
  const problem = errorBody(enrolled.code);
  const text = new TextEncoder().encode(JSON.stringify(problem.body));
  return { kind: "answer", status: problem.status, body: text };
}

function makeTestWorld(medium: MemoryMedium, settings: Settings, link: Link): World {
  const { district } = opened;
  const ask = async (path: string, body: Bytes): Promise<HttpAnswer> =>
    link.isUp ? answerOf(district, path, body) : { kind: "offline" };
  return {
    settings,
    database: new MemoryDatabase(medium),
    openDatabase: () => Promise.resolve(),
    journalDisk: new MemoryJournalDisk(medium),
    blobs: new MemoryBlobDisk(medium),
    identityFile: new MemoryIdentityFile(medium),
    canAppend: true,
    clock: systemClock,
    timer: systemTimer,
    random: systemRandom,
    origin: "https://loket.example",
    http: { get: (path) => ask(path, new Uint8Array(0)), post: (path, _type, body) => ask(path, body) },
    facts: () =>
      Promise.resolve({
        appVersion: "test",
        browserVersion: "Chrome/156",
        storageUsedBytes: 1,
        storageQuotaBytes: 1e10,
        persisted: true,
        backgroundSync: true,
        opfs: true,
        locks: true,
      }),
    transport: {
      async exchange(bundle) {
        if (!link.isUp) return { ok: false, kind: "transport", begun: false };
        const reply = await receiveBundle(district, oneChunk(concatBytes(...bundle)));
        if (reply.status !== 200) return { ok: false, kind: "http", status: reply.status };
        return { ok: true, body: concatBytes(...reply.body) };
      },
    },
    exchangeLock: { tryHold: (work) => work() },
    withLogLock: (work) => work(),
    isAlone: () => Promise.resolve(true),
    tellOthers: () => undefined,
    onOthersChange: () => undefined,
    hurryOthers: () => undefined,
    onOthersHurry: () => undefined,
  };
}

type TestTablet = { medium: MemoryMedium; settings: Settings; link: Link; api: WorkerApi };

function startTablet(
  medium = makeMemoryMedium(),
  settings = memorySettings(),
  link: Link = { isUp: true },
): TestTablet {
  return { medium, settings, link, api: makeWorkerApi(makeTestWorld(medium, settings, link)).api };
}

const restart = ({ medium, settings, link }: TestTablet): TestTablet => startTablet(medium, settings, link);

/** A draft of a complete sample application, its photos on the tablet's disk. */
async function makeDraft(tablet: TestTablet, id: string): Promise<Draft> {
  const { configuration } = opened.district;
  const service = configuration.services.find((each) => each.id === "birth-certificate") ?? configuration.services[0];
  if (!service) throw new Error("no service");
  const none = new Uint8Array(0);
  const filing = sampleFiling(service, configuration, chance.fraction, {
    filedAt: Date.now(),
    attach: (requirementId, page) => ({ requirementId, page, blob: none, key: none, size: 0, mime: "image/png" }),
  });
  return {
    id: id.padEnd(32, "0"),
    serviceId: service.id,
    configVersion: configuration.version,
    answers: filing.answers,
    attachments: await Promise.all(filing.attachments.map((attachment) => takePhoto(tablet, attachment))),
    missing: filing.missing,
    position: { step: "sign" },
    createdAt: 1,
    updatedAt: 1,
    startedBy: { id: "x", name: "Petugas" },
  };
}

/** Another picture for the same page of the same requirement. */
async function takePhoto(tablet: TestTablet, attachment: Attachment): Promise<Attachment> {
  const blob = await encryptBlob(systemRandom.bytes(5000), systemRandom);
  tablet.medium.blobs.set(toHex(blob.hash), blob.bytes);
  return { ...attachment, blob: blob.hash, key: blob.key, size: blob.bytes.byteLength };
}

async function enrolledTablet(): Promise<TestTablet> {
  const tablet = startTablet();
  const { code } = await issueCode(opened.district, village);
  unwrap(await tablet.api.enrol(code));
  unwrap(await tablet.api.createOfficer("Bu Rini", "246802"));
  return tablet;
}

async function file(tablet: TestTablet, id: string) {
  const draft = await makeDraft(tablet, id);
  unwrap(await tablet.api.saveDraft(draft));
  return { draft, slip: unwrap(await tablet.api.submit(draft.id, statement)) };
}

describe("enrolment", () => {
  test("a code makes a tablet of its village, and the configuration comes with it", async () => {
    const tablet = startTablet();
    expect(await tablet.api.state()).toEqual({ kind: "new" });
    const { code } = await issueCode(opened.district, village);
    expect(await tablet.api.enrol(code)).toMatchObject({ ok: true, value: { code: village } });
    const state = await tablet.api.state();
    expect(state).toMatchObject({
      kind: "no-vault",
      village: { text: expect.stringMatching(/^(Desa|Kelurahan) .+, Kec\. /) },
    });
    expect((await tablet.api.configuration()).ok).toBe(true);
    expect(await restart(tablet).api.state()).toEqual(state);
  });

  test("an unknown code says so, and no link says so", async () => {
    const tablet = startTablet();
    expect(await tablet.api.enrol("AAAA-BBBB-CCCC-1")).toMatchObject({ ok: false, code: "code-unknown" });
    tablet.link.isUp = false;
    expect(await tablet.api.enrol("AAAA-BBBB-CCCC-1")).toMatchObject({ ok: false, code: "offline" });
  });
});

describe("the vault", () => {
  let tablet: TestTablet;
  beforeEach(async () => {
    tablet = await enrolledTablet();
  });

  test("after a restart the tablet is locked, and only the right PIN opens what was kept", async () => {
    const draft = await makeDraft(tablet, "aa");
    unwrap(await tablet.api.saveDraft(draft));
    const { api } = restart(tablet);
    const state = await api.state();
    if (state.kind !== "locked") throw new Error(state.kind);
    expect(await api.listDrafts()).toMatchObject({ ok: false, code: "locked" });
    const [officer] = state.officers;
    expect(await api.unlock(officer?.id ?? "", "000000")).toMatchObject({ ok: false, code: "pin-wrong" });
    unwrap(await api.unlock(officer?.id ?? "", "246802"));
    expect(unwrap(await api.listDrafts())).toEqual([draft]);
  });

  test("nothing clear of a draft or a filed application lies on the tablet's disk", async () => {
    const { draft } = await file(tablet, "ab");
    const answers = Object.values(draft.answers).filter((value) => typeof value === "string" && value.length >= 8);
    expect(answers.length).toBeGreaterThan(3);
    const disk = Buffer.concat([
      ...tablet.medium.files.values(),
      ...tablet.medium.blobs.values(),
      ...Object.values(tablet.medium.rows).flatMap((rows) =>
        [...rows.entries()].filter(([, row]) => !("signed" in row)).flatMap(([, row]) => [Buffer.from(flatten(row))]),
      ),
    ]).toString("latin1");
    for (const value of answers) expect(disk.includes(String(value))).toBe(false);
  });
});

function flatten(value: unknown): Uint8Array {
  if (value instanceof Uint8Array) return value;
  if (value instanceof Map) return Buffer.concat([...value.values()].map(flatten));
  if (typeof value === "object" && value !== null) return Buffer.concat(Object.values(value).map(flatten));
  return Buffer.from(String(value));
}

describe("KIRIM", () => {
  test("what is filed without signal is saved, survives a restart, and turns green with its photos and not before", async () => {
    const tablet = await enrolledTablet();
    tablet.link.isUp = false;
    const { slip } = await file(tablet, "ba");
    expect(slip).toMatchObject({ state: "saved", serviceId: "birth-certificate" });
    expect(slip.url).toContain(`https://loket.example/t/${slip.code.replaceAll("-", "")}#`);
    const again = restart(tablet);
    expect(await again.api.outbox()).toMatchObject([{ state: "saved", label: undefined, slipCode: slip.code }]);
    tablet.link.isUp = true;
    for (let tries = 0; tries < 5; tries += 1) await again.api.syncNow();
    expect(await again.api.outbox()).toMatchObject([{ state: "complete", photosMissing: 0 }]);
    expect(await again.api.syncStatus()).toMatchObject({ unreceipted: 0, lastOutcome: "ok" });
  });

  test("the same draft twice is one entry, and its draft is gone", async () => {
    const tablet = await enrolledTablet();
    const { draft, slip } = await file(tablet, "bb");
    expect(unwrap(await tablet.api.submit(draft.id, statement)).applicationId).toBe(slip.applicationId);
    expect(await tablet.api.saveDraft(draft)).toMatchObject({ ok: false, code: "already-submitted" });
    expect(await tablet.api.outbox()).toHaveLength(1);
    expect(unwrap(await tablet.api.listDrafts())).toEqual([]);
  });

  test("an incomplete draft is not filed", async () => {
    const tablet = await enrolledTablet();
    const draft = await makeDraft(tablet, "bc");
    unwrap(await tablet.api.saveDraft({ ...draft, attachments: [], missing: [] }));
    expect(await tablet.api.submit(draft.id, statement)).toMatchObject({ ok: false, code: "application-incomplete" });
    expect(await tablet.api.outbox()).toEqual([]);
  });

  test("a lost database comes back whole and is received once", async () => {
    const tablet = await enrolledTablet();
    await file(tablet, "bd");
    for (let tries = 0; tries < 5; tries += 1) await tablet.api.syncNow();
    loseDatabase(tablet.medium);
    const again = restart(tablet);
    for (let tries = 0; tries < 5; tries += 1) await again.api.syncNow();
    expect(await again.api.outbox()).toMatchObject([{ state: "complete" }]);
  });
});

describe("a damaged browser", () => {
  test("a tablet that lost database and keys is no new tablet: it files on with a new key, and nothing is lost", async () => {
    const tablet = await enrolledTablet();
    tablet.link.isUp = false;
    await file(tablet, "da");
    loseDatabase(tablet.medium);
    const again = startTablet(tablet.medium, memorySettings(), { isUp: true });
    expect(await again.api.state()).toMatchObject({ kind: "no-vault" });
    expect(await again.api.outbox()).toMatchObject([{ state: "saved", label: undefined }]);
    expect(await again.api.syncStatus()).toMatchObject({ unreceipted: 1, keyWaitsForCertificate: true });
    unwrap(await again.api.createOfficer("Bu Rini", "135790"));
    await expect.poll(async () => (await again.api.configuration()).ok, { timeout: waitMsMax }).toBe(true);
    await file(again, "db");
    expect(await again.api.outbox()).toHaveLength(2);
    const { code } = await issueCode(opened.district, village);
    unwrap(await again.api.enrol(code));
    for (let tries = 0; tries < 6; tries += 1) await again.api.syncNow();
    expect(await again.api.syncStatus()).toMatchObject({ keyWaitsForCertificate: false });
    expect((await again.api.outbox()).map((item) => item.state)).toEqual(["complete", "complete"]);
  });
});

describe("Ada yang salah", () => {
  test("what was filed can be corrected and withdrawn as the same application", async () => {
    const tablet = await enrolledTablet();
    const { slip } = await file(tablet, "ca");
    expect(unwrap(await tablet.api.mendable())).toMatchObject([{ applicationId: slip.applicationId, name: slip.name }]);
    const draft = unwrap(await tablet.api.startCorrection(slip.applicationId));
    const [first, ...kept] = draft.attachments;
    if (!first) throw new Error("no attachment");
    unwrap(await tablet.api.saveDraft({ ...draft, attachments: [await takePhoto(tablet, first), ...kept] }));
    expect(unwrap(await tablet.api.submit(draft.id, statement)).applicationId).toBe(slip.applicationId);
    unwrap(await tablet.api.withdraw(slip.applicationId, "Salah orang"));
    unwrap(await tablet.api.withdraw(slip.applicationId, "Salah orang"));
    const kinds = (await tablet.api.outbox()).map((item) => item.kind).toSorted();
    expect(kinds).toEqual(["application", "correction", "withdrawal"]);
    expect(unwrap(await tablet.api.mendable())).toEqual([]);
    for (let tries = 0; tries < 5; tries += 1) await tablet.api.syncNow();
    expect((await tablet.api.outbox()).every((item) => item.state === "complete")).toBe(true);
  });

  test("a neighbour's slip is checked by the keys the district certified for the village", async () => {
    const [here, there] = [await enrolledTablet(), await enrolledTablet()];
    const { slip } = await file(there, "cd");
    await here.api.syncNow();
    expect(await here.api.checkSlip(slip.url)).toMatchObject({ ok: true, value: { isGenuine: true, here: undefined } });
    const forged = `${slip.url.slice(0, -4)}${slip.url.endsWith("AAAA") ? "BBBB" : "AAAA"}`;
    expect(await here.api.checkSlip(forged)).toMatchObject({ ok: false, code: "signature-invalid" });
  });

  test("a slip of this tablet is read back, a forged one is not", async () => {
    const tablet = await enrolledTablet();
    const { slip } = await file(tablet, "cc");
    expect(await tablet.api.checkSlip(slip.url)).toMatchObject({
      ok: true,
      value: { here: { state: expect.any(String) } },
    });
    const forged = `${slip.url.slice(0, -4)}${slip.url.endsWith("AAAA") ? "BBBB" : "AAAA"}`;
    expect((await tablet.api.checkSlip(forged)).ok).toBe(false);
  });
});
