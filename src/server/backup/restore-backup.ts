/**
 * Puts a backup in place of the data, with no server running. The mark stands from the first change until the epoch has
 * risen: a restore that was cut off is said again, and nothing is served before. The ledger and the keys stay.
 */
import { closeSync, existsSync, fsyncSync, openSync, renameSync, rmSync, writeSync } from "node:fs";
import type { Clock } from "../../base/clock.ts";
import { assert } from "../../base/assert.ts";
import { concatBytes, fromHex } from "../../base/bytes.ts";
import type { Result } from "../../base/result.ts";
import { err, ok } from "../../base/result.ts";
import type { DataFolder } from "../data-folder.ts";
import { findRunning, isRestoring } from "../data-folder.ts";
import type { RestoreGap } from "../../protocol/staff/staff-api.ts";
import { noteRestore } from "../health/after-restore.ts";
import type { Ledger } from "../ledger/ledger.ts";
import { openBlobFiles } from "../storage/blob-files.ts";
import type { BackupRow } from "../storage/rows.ts";
import type { BlobStore } from "../storage/ports.ts";
import { keepGenerations } from "../storage/backup-facts.ts";
import { openSqliteStorage } from "../storage/sqlite/open-storage.ts";
import { readPieces, syncFolderOf } from "./archive.ts";
import type { Manifest } from "./manifest.ts";
import { blobFolder, databaseName } from "./manifest.ts";
import type { VerifiedBackup } from "./verify-backup.ts";
import { extractTo, verifyBackup } from "./verify-backup.ts";

export type RestoreParts = {
  readonly regency: string;
  readonly folder: DataFolder;
  readonly ledger: Ledger;
  readonly clock: Clock;
};

export type Restored = {
  readonly id: string;
  readonly intake: number;
  readonly epoch: number;
  readonly blobs: number;
  /** It was older than every backup that counted: tablets may have forgotten some of what is missing. */
  readonly isOlder: boolean;
  /** Every announced place that it does not hold. */
  readonly gaps: readonly RestoreGap[];
};

export type RestoreFailure = "backup-damaged" | "other-regency" | "server-running";

/** No certificate brings a blob back: the part it is put together in belongs to nobody. */
const NO_SERIAL = 0;

/**
 * Replaces database and blobs by what the archive at `path` holds. Failures, nothing changed: `backup-damaged`,
 * `other-regency`, `server-running` (detail: process ids). A crash half way leaves the mark: say it again.
 */
export async function restoreBackup(parts: RestoreParts, path: string): Promise<Result<Restored, RestoreFailure>> {
  const { folder, ledger, clock } = parts;
  const verified = await verifyBackup(path);
  if (!verified.ok) return verified;
  const { manifest } = verified.value;
  if (manifest.regency !== parts.regency) return err("other-regency", manifest.regency);
  const wasCutOff = isRestoring(folder);
  setMark(folder);
  // After the mark: a server that started meanwhile has seen it, or is seen here.
  const running = findRunning(folder, clock.now());
  if (running.length > 0) {
    if (!wasCutOff) clearMark(folder);
    return err("server-running", running.join(", "));
  }
  const generations = await knownGenerations(parts);
  await putBlobs(await openBlobFiles(folder.blobs), path, verified.value);
  putDatabase(folder, path, verified.value);
  const open = await rememberGenerations(parts, manifest, generations);
  const epoch = await raiseEpoch(ledger, clock.now());
  clearMark(folder);
  return ok({ id: manifest.id, intake: manifest.intake, epoch, blobs: manifest.blobs.length, ...open });
}

function setMark(folder: DataFolder): void {
  const file = openSync(folder.restoreMark, "w", 0o600);
  writeSync(file, "a restore is under way or was cut off; run it again\n");
  fsyncSync(file);
  closeSync(file);
  syncFolderOf(folder.restoreMark);
}

function clearMark(folder: DataFolder): void {
  rmSync(folder.restoreMark, { force: true });
  syncFolderOf(folder.restoreMark);
}

/** What the data that goes away knew of other backups: they can still be restored and keep counting. */
async function knownGenerations({ folder, regency }: RestoreParts): Promise<readonly BackupRow[]> {
  if (!existsSync(folder.database)) return [];
  try {
    const storage = openSqliteStorage(folder.database, regency);
    try {
      return await storage.transaction((tx) => tx.backups.list());
    } finally {
      await storage.close();
    }
  } catch {
    // A database too damaged to read is one of the reasons to restore.
    return [];
  }
}

async function putBlobs(store: BlobStore, path: string, { manifest, files }: VerifiedBackup): Promise<void> {
  for (const { sha256 } of manifest.blobs) {
    const hash = fromHex(sha256);
    const file = files.get(blobFolder + sha256);
    assert(hash !== undefined && file !== undefined, "a verified backup has every blob it names");
    if (await store.has(hash)) continue;
    const bytes = concatBytes(...readPieces(path, file.offset, file.size));
    const put = await store.appendPart(hash, NO_SERIAL, 0, bytes);
    const finished = put.ok ? await store.finish(hash, NO_SERIAL) : put;
    assert(finished.ok, "a verified blob has its hash");
  }
}

/** The new database is whole and synced before the old one goes; what belonged to the old log goes with it. */
function putDatabase(folder: DataFolder, path: string, { files }: VerifiedBackup): void {
  const file = files.get(databaseName);
  assert(file !== undefined, "a verified backup has a database");
  const draft = `${folder.database}.restored`;
  extractTo(path, file, draft);
  const opened = openSync(draft, "r");
  fsyncSync(opened);
  closeSync(opened);
  for (const suffix of ["-wal", "-shm"]) rmSync(folder.database + suffix, { force: true });
  renameSync(draft, folder.database);
  syncFolderOf(folder.database);
}

/** The generation just restored, and the others beside it; and what it does not hold. */
async function rememberGenerations(
  { folder, regency, clock, ledger }: RestoreParts,
  manifest: Manifest,
  known: readonly BackupRow[],
): Promise<Pick<Restored, "isOlder" | "gaps">> {
  const storage = openSqliteStorage(folder.database, regency);
  try {
    return await storage.transaction(async (tx) => {
      await keepGenerations(tx, known, manifest, clock.now());
      const counted = known.filter((row) => row.restorable === 1);
      const isOlder = counted.length > 0 && counted.every((row) => row.takenAt > manifest.takenAt);
      const facts = { at: clock.now(), takenAt: manifest.takenAt, isOlder };
      return { isOlder, gaps: await noteRestore(tx, ledger.state, facts) };
    });
  } finally {
    await storage.close();
  }
}

async function raiseEpoch(ledger: Ledger, at: number): Promise<number> {
  return ledger.appendOnce(async (now) => {
    const epoch = now.epoch + 1;
    return { records: [{ kind: "epoch", epoch, why: "restore", at }], value: epoch };
  });
}
