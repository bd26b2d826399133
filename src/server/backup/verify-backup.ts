/**
 * Proves a backup from its bytes alone, entry by entry: only what was found here as bytes may ever be called safe. Knows
 * neither the living database nor any key.
 */
import { parseJson } from "../../base/json.ts";
import { mkdtempSync, openSync, closeSync, rmSync, writeSync } from "node:fs";
import { dirname, join } from "node:path";
import * as v from "valibot";
import type { Bytes } from "../../base/bytes.ts";
import { equalBytes, fromUtf8, concatBytes, toHex } from "../../base/bytes.ts";
import type { Result } from "../../base/result.ts";
import { err, ok } from "../../base/result.ts";
import { entryDigest, INTAKE_HASH_START, intakeHash } from "../../crypto/hash.ts";
import { parseOwnHeader } from "../../protocol/entry.ts";
import type { EntryRow } from "../storage/rows.ts";
import type { StorageTx } from "../storage/ports.ts";
import { openSqliteStorage } from "../storage/sqlite/open-storage.ts";
import type { ArchivedFile } from "./archive.ts";
import { listArchive, readPieces } from "./archive.ts";
import type { Manifest } from "./manifest.ts";
import { blobFolder, databaseName, hashPart, manifestName, manifestSchema } from "./manifest.ts";

export type VerifiedBackup = {
  readonly manifest: Manifest;
  readonly files: ReadonlyMap<string, ArchivedFile>;
};

const PAGE = 500;

/**
 * Reads the archive at `path` and compares everything in it. Failure: `backup-damaged`; the detail says where it ends to
 * be what it says, by names of parts and digests only.
 */
export async function verifyBackup(path: string): Promise<Result<VerifiedBackup, "backup-damaged">> {
  const opened = openArchive(path);
  if (!opened.ok) return opened;
  const { manifest, files } = opened.value;
  const database = files.get(databaseName);
  if (database === undefined) return err("backup-damaged", "no database");
  if (hashPart(path, database.offset, database.size) !== manifest.database.sha256)
    return err("backup-damaged", databaseName);
  for (const { sha256 } of manifest.blobs) {
    const file = files.get(blobFolder + sha256);
    if (file === undefined || hashPart(path, file.offset, file.size) !== sha256) return err("backup-damaged", sha256);
  }
  const blobs = new Set(manifest.blobs.map(({ sha256 }) => sha256));
  const problem = await withDatabase(path, database, manifest.regency, (tx) => findProblem(tx, manifest, blobs));
  return problem === undefined ? opened : err("backup-damaged", problem);
}

function openArchive(path: string): Result<VerifiedBackup, "backup-damaged"> {
  const list = listArchive(path);
  if (list === undefined) return err("backup-damaged", "no whole archive");
  const files = new Map(list.map((file) => [file.name, file]));
  const file = files.get(manifestName);
  if (file === undefined) return err("backup-damaged", "no manifest");
  const text = fromUtf8(concatBytes(...readPieces(path, file.offset, file.size)));
  const manifest = v.safeParse(manifestSchema, parseJson(text ?? ""));
  return manifest.success ? ok({ manifest: manifest.output, files }) : err("backup-damaged", manifestName);
}

/** Copies a part of the archive to a file of its own. */
export function extractTo(path: string, { offset, size }: ArchivedFile, target: string): void {
  const file = openSync(target, "w", 0o600);
  try {
    for (const piece of readPieces(path, offset, size)) {
      for (let done = 0; done < piece.byteLength;) done += writeSync(file, piece, done);
    }
  } finally {
    closeSync(file);
  }
}

async function withDatabase<T>(
  path: string,
  file: ArchivedFile,
  regency: string,
  work: (tx: StorageTx) => Promise<T>,
): Promise<T> {
  const folder = mkdtempSync(join(dirname(path), ".loket-verify-"));
  try {
    const copy = join(folder, databaseName);
    extractTo(path, file, copy);
    const storage = openSqliteStorage(copy, regency);
    try {
      return await storage.transaction(work);
    } finally {
      await storage.close();
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** The first thing that is not what the database says of it, or undefined. */
async function findProblem(tx: StorageTx, manifest: Manifest, blobs: ReadonlySet<string>): Promise<string | undefined> {
  let last: Bytes = new Uint8Array(0);
  for (;;) {
    const page = await tx.entries.listAfter(last, PAGE);
    for (const row of page) {
      if (!(await isWhole(row, manifest.regency, blobs))) return `entry ${toHex(row.digest)}`;
      last = row.digest;
    }
    if (page.length < PAGE) return findIntakeProblem(tx, manifest);
  }
}

/** An entry is its bytes; a complete one is its blobs too. Of an erased one only the stub is there. */
async function isWhole(row: EntryRow, regency: string, blobs: ReadonlySet<string>): Promise<boolean> {
  if (row.state === "erased") return true;
  const digest = await entryDigest({ regency, device: row.device }, row);
  if (!equalBytes(digest, row.digest)) return false;
  if (row.intake === 0) return true;
  const own = parseOwnHeader(row.own);
  return own.ok && own.value.blobs.every(({ hash }) => blobs.has(toHex(hash)));
}

/** Every number up to the last is there, in the order the running hash tells. */
async function findIntakeProblem(tx: StorageTx, manifest: Manifest): Promise<string | undefined> {
  let hash = INTAKE_HASH_START;
  let intake = 0;
  for (;;) {
    const page = await tx.intake.listAfter(intake, PAGE);
    for (const row of page) {
      if (row.intake !== intake + 1 || (await tx.entries.find(row.digest)) === undefined) return `intake ${row.intake}`;
      hash = await intakeHash(hash, row.digest);
      intake = row.intake;
    }
    if (page.length < PAGE) break;
  }
  const end = await tx.intake.last();
  const isSame = intake === end.intake && intake === manifest.intake && equalBytes(hash, end.hash);
  return isSame ? undefined : `intake ends at ${intake}`;
}
