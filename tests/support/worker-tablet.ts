/** The tablet's worker over disks in memory against a real district in a folder: without browser and network. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll } from "vitest";
import { definite } from "../../src/base/assert.ts";
import type { Bytes } from "../../src/base/bytes.ts";
import { concatBytes, toHex, fromHex } from "../../src/base/bytes.ts";
import { unwrap } from "../../src/base/result.ts";
import { villageNumber } from "../../src/domain/areas/areas.ts";
import { publishNotice } from "../../src/server/notices/publish.ts";
import { encryptBlob } from "../../src/crypto/blobs.ts";
import type { Attachment } from "../../src/domain/application/content.ts";
import type { Draft } from "../../src/domain/draft/draft.ts";
import { sampleFiling } from "../../src/domain/sample/sample-filing.ts";
import { carriedExchange, endpoints } from "../../src/protocol/endpoints.ts";
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
  MemoryBallast,
  MemoryBlobDisk,
  MemoryDatabase,
  MemoryIdentityFile,
  MemoryJournalDisk,
  makeMemoryMedium,
} from "../../src/store/memory/memory-disks.ts";
import type { MemoryMedium } from "../../src/store/memory/memory-disks.ts";
import type { Database } from "../../src/store/ports.ts";
import { MemoryLetters } from "../../src/store/letters.ts";
import type { LetterStore } from "../../src/store/letters.ts";
import { memorySettings } from "../../src/store/settings.ts";
import type { Settings } from "../../src/store/settings.ts";
import { makeWorkerApi } from "../../src/worker/api.ts";
import { nobodyElse } from "../../src/worker/locks.ts";
import { systemClock, systemRandom, systemTimer } from "../../src/worker/open-sync.ts";
import { memoryTallies } from "../../src/worker/tallies.ts";
import type { SignedStatement, WorkerApi } from "../../src/worker/worker-api.ts";
import type { Http, HttpAnswer, World } from "../../src/worker/world.ts";
import { makeTestRandom } from "./memory-district.ts";

/** Argon2 and a real district's fsyncs, on a machine that is busy with other tests. */
export const waitMsMax = 30_000;

export const village = "33.29.01.2010";
/** What is filed is the same in every run. */
const chance = makeTestRandom();
export const statement: SignedStatement = {
  version: "1",
  signedBy: "signature",
  signaturePng: Uint8Array.of(1, 2, 3),
  witness: undefined,
};

let opened: OpenedDistrict;

/** The district of this test file. */
export const theDistrict = (): District => opened.district;

/** Call once in a test file: opens a district on a fresh folder, which goes with it. */
export function useDistrict(): void {
  let folder = "";
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
}

/** `onSent` hears the bytes of every bundle that leaves. */
type Link = { isUp: boolean; onSent?: (bytes: number) => void };

async function* oneChunk(bytes: Bytes): AsyncIterable<Uint8Array> {
  yield bytes;
}

async function answerOf(district: District, path: string, body: Bytes): Promise<HttpAnswer> {
  if (path === endpoints.configuration) {
    const signed = await findConfiguration(district, district.configuration.version);
    return { kind: "answer", status: 200, body: signed ?? new Uint8Array(0) };
  }
  if (path === carriedExchange) {
    const reply = await receiveBundle(district, oneChunk(body), { road: "courier" });
    return { kind: "answer", status: reply.status, body: concatBytes(...reply.body) };
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
    noticeDisk: new MemoryJournalDisk(medium),
    blobs: new MemoryBlobDisk(medium),
    identityFile: new MemoryIdentityFile(medium),
    ballast: new MemoryBallast(),
    canAppend: true,
    clock: systemClock,
    timer: systemTimer,
    random: systemRandom,
    origin: "https://loket.example",
    http: { get: (path) => ask(path, new Uint8Array(0)), post: (path, _type, body) => ask(path, body) },
    tallies: memoryTallies(),
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
        const bytes = concatBytes(...bundle);
        link.onSent?.(bytes.byteLength);
        const reply = await receiveBundle(district, oneChunk(bytes));
        if (reply.status !== 200) return { ok: false, kind: "http", status: reply.status };
        return { ok: true, body: concatBytes(...reply.body) };
      },
    },
    ...nobodyElse,
  };
}

export type TestTablet = {
  medium: MemoryMedium;
  settings: Settings;
  link: Link;
  database: Database;
  http: Http;
  letters: LetterStore;
  api: WorkerApi;
};

export function startTablet(
  medium = makeMemoryMedium(),
  settings = memorySettings(),
  link: Link = { isUp: true },
  letters: LetterStore = new MemoryLetters(),
): TestTablet {
  const world = makeTestWorld(medium, settings, link);
  return {
    medium,
    settings,
    link,
    database: world.database,
    http: world.http,
    letters,
    api: makeWorkerApi(world, letters).api,
  };
}

export const restart = ({ medium, settings, link, letters }: TestTablet): TestTablet =>
  startTablet(medium, settings, link, letters);

/** A draft of a complete sample application, its photos on the tablet's disk. */
export async function makeDraft(tablet: TestTablet, id: string): Promise<Draft> {
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
export async function takePhoto(tablet: TestTablet, attachment: Attachment): Promise<Attachment> {
  const blob = await encryptBlob(systemRandom.bytes(5000), systemRandom);
  tablet.medium.blobs.set(toHex(blob.hash), blob.bytes);
  return { ...attachment, blob: blob.hash, key: blob.key, size: blob.bytes.byteLength };
}

export async function enrolledTablet(): Promise<TestTablet> {
  const tablet = startTablet();
  const { code } = await issueCode(opened.district, village);
  unwrap(await tablet.api.enrol(code));
  unwrap(await tablet.api.createOfficer("Bu Rini", "246802"));
  return tablet;
}

export async function file(tablet: TestTablet, id: string) {
  const draft = await makeDraft(tablet, id);
  unwrap(await tablet.api.saveDraft(draft));
  return { draft, slip: unwrap(await tablet.api.submit(draft.id, statement)) };
}

/** Files an application, and the district calls it ready. */
export async function fileAndHear(tablet: TestTablet, id: string): Promise<void> {
  const { slip } = await file(tablet, id);
  for (let tries = 0; tries < 3; tries += 1) await tablet.api.syncNow();
  const { district } = opened;
  const notice = {
    village: definite(villageNumber(village), "a village"),
    applicationId: definite(fromHex(slip.applicationId), "hex"),
    inEffect: new Uint8Array(32),
    stage: "ready",
    targets: [],
    at: district.clock.now(),
  };
  await district.storage.transaction((tx) => publishNotice(tx, district, notice));
  await tablet.api.syncNow();
}
