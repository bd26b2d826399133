/**
 * Makes a backup beside a running server: database first, then blobs, so that everything the database names is there.
 * What may be called safe is decided by reading the finished file again. Never takes a private key along.
 */
import { createHash, randomUUID } from "node:crypto";
import { existsSync, mkdtempSync, rmSync, statSync } from "node:fs";
import { join } from "node:path";
import { backup, DatabaseSync } from "node:sqlite";
import { toHex, utf8 } from "../../base/bytes.ts";
import type { Result } from "../../base/result.ts";
import { ok } from "../../base/result.ts";
import type { DataFolder } from "../data-folder.ts";
import type { District } from "../district.ts";
import { forgetGeneration, recordGeneration, verifyGeneration } from "../storage/backup-facts.ts";
import type { StorageTx } from "../storage/ports.ts";
import { openSqliteStorage } from "../storage/sqlite/open-storage.ts";
import type { ArchiveWriter } from "./archive.ts";
import { writeArchive } from "./archive.ts";
import type { Manifest } from "./manifest.ts";
import { blobFolder, databaseName, hashPart, manifestName } from "./manifest.ts";
import { verifyBackup } from "./verify-backup.ts";

export type MadeBackup = {
  readonly id: string;
  readonly intake: number;
  readonly entries: number;
  readonly blobs: number;
};

/**
 * Writes the backup file `path` (absolute), reads it back and records it as a generation; from then on tablets may forget, after
 * their time, what is in every generation. Failure: `backup-damaged`; the file is removed then.
 */
export async function makeBackup(
  district: District,
  folder: DataFolder,
  path: string,
): Promise<Result<MadeBackup, "backup-damaged">> {
  const id = randomUUID();
  const takenAt = district.clock.now();
  // Before anything is written: the copy inside the backup then knows its own generation too.
  await district.storage.transaction(async (tx) => {
    await recordGeneration(tx, { id, takenAt });
    await tx.settings.set(pathSetting(id), path);
  });
  const entries = await write(district, folder, path, { id, takenAt });
  const verified = await verifyBackup(path);
  if (!verified.ok) {
    rmSync(path, { force: true });
    await district.storage.transaction((tx) => forgetGeneration(tx, id));
    return verified;
  }
  const { intake, blobs } = verified.value.manifest;
  await district.storage.transaction(async (tx) => {
    await verifyGeneration(tx, id, intake, district.clock.now());
    await forgetReplaced(tx, id, path);
  });
  return ok({ id, intake, entries, blobs: blobs.length });
}

/** Where a generation was written, so that a file written over it, or one never finished, stops counting. */
const pathSetting = (id: string): string => `backup.${id}.path`;

async function forgetReplaced(tx: StorageTx, id: string, path: string): Promise<void> {
  for (const row of await tx.backups.list()) {
    if (row.id === id || row.restorable === 0) continue;
    const other = await tx.settings.get(pathSetting(row.id));
    const isNeverFinished = row.verifiedAt === 0 && other !== undefined && !existsSync(other);
    if (other === path || isNeverFinished) await forgetGeneration(tx, row.id);
  }
}

/** Says that all generations but `id` will never be restored again: they hold nothing back any more. */
export async function retireOthers(district: District, id: string): Promise<number> {
  return district.storage.transaction(async (tx) => {
    const others = (await tx.backups.list()).filter((row) => row.id !== id && row.restorable === 1);
    for (const other of others) await forgetGeneration(tx, other.id);
    return others.length;
  });
}

async function write(
  district: District,
  folder: DataFolder,
  path: string,
  generation: Pick<Manifest, "id" | "takenAt">,
): Promise<number> {
  const temporary = mkdtempSync(join(folder.path, ".backup-"));
  const archive = writeArchive(path);
  try {
    const copy = join(temporary, databaseName);
    await copyDatabase(folder.database, copy);
    const facts = await factsOf(copy, district.regency);
    const size = statSync(copy).size;
    archive.addFile(databaseName, copy, size);
    const database = { sha256: hashPart(copy, 0, size), size };
    const blobs = await addBlobs(district, archive);
    const { regency, ledger } = district;
    const manifest: Manifest = {
      format: "loket-backup/1",
      ...generation,
      regency,
      epoch: ledger.state.epoch,
      intake: facts.intake,
      database,
      blobs,
    };
    archive.add(manifestName, utf8(JSON.stringify(manifest)));
    archive.finish();
    return facts.entries;
  } catch (error) {
    archive.abandon();
    throw error;
  } finally {
    rmSync(temporary, { recursive: true, force: true });
  }
}

const ALL_PAGES = 2 ** 31 - 1;

/** In one step, so that a server that keeps writing cannot make it begin again for ever. */
async function copyDatabase(from: string, to: string): Promise<void> {
  const source = new DatabaseSync(from, { readOnly: true });
  try {
    await backup(source, to, { rate: ALL_PAGES });
  } finally {
    source.close();
  }
}

async function factsOf(copy: string, regency: string): Promise<{ readonly intake: number; readonly entries: number }> {
  const storage = openSqliteStorage(copy, regency);
  try {
    return await storage.transaction(async (tx) => ({
      intake: (await tx.intake.last()).intake,
      entries: (await tx.status()).entriesHeld,
    }));
  } finally {
    await storage.close();
  }
}

async function addBlobs(district: District, archive: ArchiveWriter): Promise<Manifest["blobs"]> {
  const blobs: Manifest["blobs"] = [];
  for await (const hash of district.blobs.list()) {
    const bytes = await district.blobs.read(hash);
    // A blob may have been erased since it was listed; a damaged one must not pass for itself.
    if (bytes === undefined || createHash("sha256").update(bytes).digest("hex") !== toHex(hash)) continue;
    archive.add(blobFolder + toHex(hash), bytes);
    blobs.push({ sha256: toHex(hash), size: bytes.byteLength });
  }
  return blobs;
}
