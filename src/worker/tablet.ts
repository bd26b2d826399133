/**
 * The opened tablet: identity read, journal and database merged, before anything is shown or sent (DESIGN §2). One value
 * that every part of this room takes. Knows no screen and no vault.
 */
import type { Bytes } from "../base/bytes.ts";
import { equalBytes, toHex } from "../base/bytes.ts";
import { keyId, sha256 } from "../crypto/hash.ts";
import type { SigningKey } from "../crypto/signing.ts";
import { openKeyring } from "../crypto/district-words.ts";
import { certificateBytesMax, parseCertificate } from "../protocol/certificate.ts";
import type { Keyring } from "../protocol/keyring.ts";
import { parseSigned } from "../protocol/signed.ts";
import type { Scope } from "../protocol/tags.ts";
import type { Enrolment, Identity } from "../store/identity.ts";
import { readIdentity, writeIdentity } from "../store/identity.ts";
import type { JournalScope } from "../store/journal/journal.ts";
import { Journal } from "../store/journal/journal.ts";
import type { AppendPorts } from "../store/log/append.ts";
import type { JournalOnly, MergeReport } from "../store/log/merge.ts";
import { mergeAtStart } from "../store/log/merge.ts";
import { NoticeFile } from "../store/notice-file.ts";
import { fileNotices, restoreNotices } from "../store/notices.ts";
import { StoreFailure } from "../store/ports.ts";
import { firstSyncState } from "../sync/custody.ts";
import type { SyncState } from "../sync/ports.ts";
import type { World } from "./world.ts";

/** The living key of an enrolled tablet and what it may say of itself. */
export type Enrolled = {
  readonly enrolment: Enrolment;
  readonly signingKey: SigningKey;
  readonly signingKeyId: Bytes;
  readonly scope: Scope;
  readonly journalScope: JournalScope;
  /** Signed certificate of the living key; undefined while that key waits for one. */
  readonly certificate: Bytes | undefined;
};

export type Tablet = AppendPorts & {
  readonly world: World;
  readonly merge: MergeReport;
  readonly notices: NoticeFile;
  /** Undefined before enrolment, or when the signing key was lost with the settings. */
  enrolled(): Enrolled | undefined;
  identity(): Identity | undefined;
  /** Flushes the identity file, then believes it. */
  keepIdentity(identity: Identity): Promise<void>;
  /** Reads the living key again: after enrolment. */
  refresh(): Promise<void>;
};

/** Opens the tablet's store and merges it; `wereKeysLost` by the settings is an incident. Throws `StoreFailure` when the database cannot be opened. */
export async function openTablet(world: World, wereKeysLost = false): Promise<Tablet> {
  const isAlone = async (): Promise<boolean> => world.canAppend && (await world.isAlone());
  let identity = await readIdentity(world.identityFile);
  const journal = new Journal(world.journalDisk, sha256, world.random, isAlone, writerOf(identity));
  const isEnrolled = identity?.enrolment !== undefined;
  const merge = await journal.catchUp(async (contents) => {
    await openDatabase(world);
    const now = world.clock.now();
    return mergeAtStart({ database: world.database, sha256, contents, isEnrolled, wereKeysLost, now });
  });
  const notices = new NoticeFile(world.noticeDisk);
  if (identity?.enrolment) await mergeNotices(world, notices, firstStateOf(identity.enrolment));
  const journalOnly = new Map<string, JournalOnly>(merge.journalOnly.map((left) => [left.row.key, left]));
  let enrolled = await findEnrolled(world, identity);
  return {
    world,
    merge,
    journal,
    notices,
    journalOnly,
    sha256,
    database: world.database,
    blobs: world.blobs,
    enrolled: () => enrolled,
    identity: () => identity,
    async keepIdentity(next) {
      await writeIdentity(world.identityFile, next);
      identity = next;
    },
    async refresh() {
      identity = await readIdentity(world.identityFile);
      enrolled = await findEnrolled(world, identity);
    },
  };
}

/** A damaged head names no key; its lines carry their signatures themselves, by whichever key it was. */
function writerOf(identity: Identity | undefined): JournalScope | undefined {
  const signingKey = identity?.signingKeys.at(-1);
  const enrolment = identity?.enrolment;
  return enrolment && signingKey && { regency: enrolment.regency, device: enrolment.device, signingKey };
}

/**
 * The journal has been read by now: should a damaged database come back empty at the second try, nothing is lost with
 * it (failures F18: the first open says "unknown error", the second one succeeds and holds nothing).
 */
async function openDatabase(world: World): Promise<void> {
  try {
    await world.openDatabase();
  } catch (error) {
    if (!(error instanceof StoreFailure)) throw error;
    await world.openDatabase();
  }
}

/** The union of the file of notices and the database. What a full disk does not take is told again by the district. */
async function mergeNotices(world: World, notices: NoticeFile, firstState: SyncState): Promise<void> {
  try {
    await restoreNotices(world.database, notices, firstState);
    if (world.canAppend) await world.exchangeLock.tryHold(() => fileNotices(world.database, notices));
  } catch (error) {
    if (!(error instanceof StoreFailure)) throw error;
  }
}

/** The state of the exchange, as the last reply left it or as enrolment began it. */
export async function loadSyncState(tablet: Tablet, enrolment: Enrolment): Promise<SyncState> {
  const row = await tablet.database.get("state", "sync");
  return row?.key === "sync" ? row.sync : firstStateOf(enrolment);
}

/** What an enrolled tablet knows of the district before the first reply. */
export function firstStateOf(enrolment: Enrolment): SyncState {
  return { ...firstSyncState(enrolment.keyring), stand: enrolment.stand, configVersion: enrolment.configVersion };
}

/** The district's keys as this tablet knows them now, or undefined when they do not verify against the pinned root. */
export async function currentKeyring(tablet: Tablet, enrolment: Enrolment): Promise<Keyring | undefined> {
  const { keyring } = await loadSyncState(tablet, enrolment);
  const last = lastRing.get(tablet);
  if (last && equalBytes(last.signed, keyring)) return last.ring;
  const opened = await openKeyring(keyring, enrolment.rootKey, enrolment.regency);
  if (!opened.ok) return undefined;
  lastRing.set(tablet, { signed: keyring, ring: opened.value });
  return opened.value;
}

/** The ring that was verified last: every submit asks for it, and it changes once in years. */
const lastRing = new WeakMap<Tablet, { readonly signed: Bytes; readonly ring: Keyring }>();

/** Adds the log that is about to get its first entry, so that the identity file knows it before it is used. */
export async function rememberLog(tablet: Tablet, logId: Bytes): Promise<void> {
  const identity = tablet.identity();
  const name = toHex(logId);
  if (!identity || identity.logIds.some((known) => toHex(known) === name)) return;
  await tablet.keepIdentity({ ...identity, logIds: [...identity.logIds, logId] });
}

async function findEnrolled(world: World, identity: Identity | undefined): Promise<Enrolled | undefined> {
  const signingKey = await world.settings.read("signingKey");
  const enrolment = identity?.enrolment;
  if (!signingKey || !enrolment) return undefined;
  const scope = { regency: enrolment.regency, device: enrolment.device };
  return {
    enrolment,
    signingKey,
    signingKeyId: await keyId(signingKey.publicKey),
    scope,
    journalScope: { ...scope, signingKey: signingKey.publicKey },
    certificate: certifies(enrolment.certificate, signingKey.publicKey) ? enrolment.certificate : undefined,
  };
}

function certifies(signed: Bytes, signingKey: Bytes): boolean {
  const outer = parseSigned(signed, certificateBytesMax);
  const certificate = outer.ok ? parseCertificate(outer.value.body) : outer;
  return certificate.ok && equalBytes(certificate.value.signingKey, signingKey);
}
