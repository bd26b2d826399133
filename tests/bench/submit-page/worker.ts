/**
 * A tablet's own submit beside the three things it cannot do without, on one disk in turn: the worker's production code over
 * the real disks. Enrols at the district that serves it.
 */
import { Dexie } from "dexie";
import { definite } from "../../../src/base/assert.ts";
import type { Bytes } from "../../../src/base/bytes.ts";
import { toHex } from "../../../src/base/bytes.ts";
import { unwrap } from "../../../src/base/result.ts";
import { prepareSealing } from "../../../src/crypto/sealing.ts";
import type { Filing } from "../../../src/domain/application/content.ts";
import { parseConfiguration } from "../../../src/domain/configuration/parse-configuration.ts";
import type { Configuration } from "../../../src/domain/configuration/configuration.ts";
import type { Draft } from "../../../src/domain/draft/draft.ts";
import { sampleFiling } from "../../../src/domain/sample/sample-filing.ts";
import type { Keyring } from "../../../src/protocol/keyring.ts";
import { DexieDatabase } from "../../../src/store/dexie/dexie-database.ts";
import { putDraft } from "../../../src/store/drafts.ts";
import { encodeLinePayload } from "../../../src/store/journal/segment.ts";
import { rowOfLine } from "../../../src/store/log/rows.ts";
import { DroppableBallast } from "../../../src/store/opfs/ballast.ts";
import { OpfsBlobDisk, OpfsIdentityFile, OpfsJournalDisk, OpfsNoticeDisk } from "../../../src/store/opfs/disks.ts";
import type { Write } from "../../../src/store/tables.ts";
import { FRESH_CUSTODY } from "../../../src/sync/custody.ts";
import { freezeEntry } from "../../../src/worker/build-entry.ts";
import { configurationText, fetchConfiguration } from "../../../src/worker/configuration.ts";
import { enrolTablet } from "../../../src/worker/enrol.ts";
import { holdWorkerLock } from "../../../src/worker/locks.ts";
import { makeWorld, systemRandom } from "../../../src/worker/open-sync.ts";
import { submitVisit } from "../../../src/worker/submit.ts";
import type { Tablet } from "../../../src/worker/tablet.ts";
import { currentKeyring, openTablet, rememberLog } from "../../../src/worker/tablet.ts";
import { draftPlace } from "../../../src/worker/vault-items.ts";
import { VaultSession } from "../../../src/worker/vault-session.ts";

export type SubmitCommand = { readonly code: string; readonly entries: number; readonly rounds: number };
declare global {
  /** The type library of pages does not know what only workers have. */
  interface FileSystemFileHandle {
    createSyncAccessHandle(): Promise<SyncFile>;
  }
}
type SyncFile = {
  getSize(): number;
  write(bytes: Uint8Array, options: { readonly at: number }): number;
  flush(): void;
};

/** Milliseconds, one of each per round. */
export type SubmitTimes = {
  readonly submit: readonly number[];
  readonly put: readonly number[];
  readonly append: readonly number[];
  readonly sealing: readonly number[];
};

type Parts = {
  readonly tablet: Tablet;
  readonly vault: VaultSession;
  readonly config: Configuration;
  readonly keyring: Keyring;
};

const rowsAtOnce = 250;
const serviceId = "birth-certificate";

self.addEventListener("message", (event: MessageEvent<SubmitCommand>) => {
  measure(event.data).then(
    (times) => postMessage({ times }),
    (error: unknown) => postMessage({ error: error instanceof Error ? (error.stack ?? error.message) : String(error) }),
  );
});

async function measure({ code, entries, rounds }: SubmitCommand): Promise<SubmitTimes> {
  holdWorkerLock();
  const filled = await openEnrolled(code);
  await prepareSealing();
  await fill(filled, entries);
  // As on the next morning: old segments are known to be finished, the day's log is a new one.
  const parts = { ...filled, tablet: await openTablet(filled.tablet.world) };
  const bare = await openBare();
  const times = { submit: [] as number[], put: [] as number[], append: [] as number[], sealing: [] as number[] };
  for (let round = 0; round < rounds; round += 1) {
    const draft = await keepDraft(parts);
    times.submit.push(
      await time(async () => {
        unwrap(
          await submitVisit(parts, draft, {
            version: "1",
            signedBy: "cross",
            signaturePng: undefined,
            witness: parts.vault.officer,
          }),
        );
      }),
    );
    let line: Line | undefined;
    times.sealing.push(await time(async () => void (line = await seal(parts, makeFiling(parts.config)))));
    const { payload } = definite(line, "a sealed line");
    times.put.push(await time(() => bare.put(payload)));
    times.append.push(await time(async () => bare.append(payload)));
  }
  return times;
}

async function time(work: () => Promise<unknown>): Promise<number> {
  const beganMs = performance.now();
  await work();
  return performance.now() - beganMs;
}

async function openEnrolled(code: string): Promise<Parts> {
  const world = makeWorld({
    database: new DexieDatabase(),
    journal: new OpfsJournalDisk(),
    notices: new OpfsNoticeDisk(),
    blobs: new OpfsBlobDisk(),
    identity: new OpfsIdentityFile(),
    ballast: new DroppableBallast(),
    canAppend: true,
  });
  const tablet = await openTablet(world);
  unwrap(await enrolTablet(tablet, code));
  unwrap(await fetchConfiguration(tablet));
  const vault = new VaultSession(world);
  unwrap(await vault.createOfficer("Siti Aminah", "281946"));
  const config = unwrap(parseConfiguration(JSON.parse(unwrap(await configurationText(tablet.database, undefined)))));
  const { enrolment } = definite(tablet.enrolled(), "an enrolled tablet");
  return { tablet, vault, config, keyring: definite(await currentKeyring(tablet, enrolment), "a keyring") };
}

function makeFiling(config: Configuration): Filing {
  const service = definite(
    config.services.find(({ id }) => id === serviceId),
    serviceId,
  );
  return sampleFiling(service, config, () => systemRandom.fraction(), { filedAt: Date.now() });
}

type Line = { readonly digest: Bytes; readonly payload: Bytes };

/** What becomes of one filing without any disk: compressed, sealed, hashed, signed. */
async function seal({ tablet, config, keyring }: Parts, filing: Filing): Promise<Line> {
  const enrolled = definite(tablet.enrolled(), "an enrolled tablet");
  const unsealed = { kind: "application", isUrgent: false, content: filing, blobs: [] } as const;
  const { digest, entry, signature } = unwrap(
    await freezeEntry(enrolled, { keyring, config }, unsealed, tablet.journal.place),
  );
  const draftId = systemRandom.bytes(16);
  return {
    digest,
    payload: encodeLinePayload({ entry, signature, draftId, appendedAt: Date.now(), label: undefined }),
  };
}

/** Entries of this tablet in journal and database, as many submits would have left them; rows are put many at once. */
async function fill(parts: Parts, count: number): Promise<void> {
  const { tablet } = parts;
  const { journalScope, scope } = definite(tablet.enrolled(), "an enrolled tablet");
  const filing = makeFiling(parts.config);
  await rememberLog(tablet, tablet.journal.place.logId);
  let writes: Write[] = [];
  for (let at = 1; at <= count; at += 1) {
    const { digest, payload } = await seal(parts, filing);
    const { journal } = tablet;
    const runningHash = unwrap(await journal.append(journalScope, journal.place, digest, payload));
    const row = unwrap(rowOfLine({ digest, payload, runningHash, device: scope.device }, FRESH_CUSTODY));
    writes.push({ table: "entries", put: row }, { table: "lines", put: { key: row.key, payload } });
    if (at % rowsAtOnce !== 0 && at !== count) continue;
    const full = writes;
    writes = [];
    await tablet.database.transact([], () => full);
    postMessage({ filled: at });
  }
}

/** A complete draft under the vault, as the wizard leaves it. Gives its id. */
async function keepDraft({ tablet, vault, config }: Parts): Promise<string> {
  const { answers, attachments, missing } = makeFiling(config);
  const draft: Draft = {
    id: toHex(systemRandom.bytes(16)),
    serviceId,
    configVersion: config.version,
    answers,
    attachments,
    missing,
    position: { step: "sign" },
    createdAt: 1,
    updatedAt: 1,
    startedBy: { id: "x", name: "Petugas" },
  };
  const sealed = unwrap(await vault.seal(draftPlace(draft.id), draft));
  unwrap(await putDraft(tablet.database, draft.id, sealed, Date.now()));
  return draft.id;
}

type Bare = { put(bytes: Bytes): Promise<void>; append(bytes: Bytes): void };

/** A Dexie table and an OPFS file that nobody else uses. */
async function openBare(): Promise<Bare> {
  const database = new Dexie("bare", { chromeTransactionDurability: "strict" });
  database.version(1).stores({ rows: "key" });
  await database.open();
  const folder = await navigator.storage.getDirectory();
  const file = await (await folder.getFileHandle("bare", { create: true })).createSyncAccessHandle();
  return {
    async put(bytes) {
      await database.table("rows").put({ key: toHex(systemRandom.bytes(16)), bytes });
    },
    append(bytes) {
      file.write(bytes, { at: file.getSize() });
      file.flush();
    },
  };
}
