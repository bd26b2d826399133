/**
 * Blobs as files: `ab/<hash>` once whole and proven, `parts/<hash>.part.<serial>` before. A blob is written, synced,
 * renamed and its folder synced before anybody may say that it is there (failures.md F40, F42). Sees ciphertext only.
 */
import { createHash } from "node:crypto";
import { constants } from "node:fs";
import type { FileHandle } from "node:fs/promises";
import { mkdir, open, readFile, readdir, rename, rm, stat, statfs } from "node:fs/promises";
import { dirname, join } from "node:path";
import type { Bytes } from "../../base/bytes.ts";
import { copyBytes, equalBytes, fromHex, toHex } from "../../base/bytes.ts";
import { diskReserveBytesMax, diskReserveShare } from "../../base/limits.ts";
import { err, ok } from "../../base/result.ts";
import { makeTurns } from "../turns.ts";
import type { BlobStore } from "./ports.ts";
import { tellingFull } from "./disk-full.ts";

/** Opens the blob folder and makes it when it is not there. */
export async function openBlobFiles(folder: string): Promise<BlobStore> {
  const partsFolder = join(folder, "parts");
  await mkdir(partsFolder, { recursive: true });
  await syncFolder(folder);
  const turns = makeTurns();
  const partPath = (hash: Bytes, serial: number): string => join(partsFolder, `${toHex(hash)}.part.${serial}`);
  const wholePath = (hash: Bytes): string => join(folder, toHex(hash.subarray(0, 1)), toHex(hash));

  return {
    partLength: (hash, serial) => sizeOf(partPath(hash, serial)),
    appendPart: (hash, serial, offset, bytes) => {
      const path = partPath(hash, serial);
      return turns.take(path, async () => {
        const length = await sizeOf(path);
        if (length < offset) return err("gap");
        const fresh = bytes.subarray(length - offset);
        if (fresh.byteLength > 0) await tellingFull(() => writeAt(path, fresh, length));
        return ok(Math.max(length, offset + bytes.byteLength));
      });
    },
    finish: (hash, serial) => {
      const path = partPath(hash, serial);
      return turns.take(path, () => tellingFull(() => finishPart(path, wholePath(hash), hash)));
    },
    read: (hash) => readIfThere(wholePath(hash)),
    has: async (hash) => (await sizeOf(wholePath(hash))) > 0,
    list: () => listWhole(folder),
    remove: (hash) => rm(wholePath(hash), { force: true }),
    storedAt: (hash) => changedAt(wholePath(hash)),
    hasRoom: async () => {
      const { bavail, blocks, bsize } = await statfs(folder);
      return bavail * bsize > Math.min(blocks * bsize * diskReserveShare, diskReserveBytesMax);
    },
  };
}

/** Proves the part and gives it its name. A part that is not what its hash says is of no use to anybody. */
async function finishPart(part: string, whole: string, hash: Bytes): ReturnType<BlobStore["finish"]> {
  const bytes = await readIfThere(part);
  // Another process on the same folder was first.
  if (!bytes) return (await sizeOf(whole)) > 0 ? ok(undefined) : err("hash-wrong");
  if (!equalBytes(createHash("sha256").update(bytes).digest(), hash)) {
    await rm(part, { force: true });
    return err("hash-wrong");
  }
  await withFile(part, constants.O_RDWR, (file) => file.sync());
  await mkdir(dirname(whole), { recursive: true });
  await rename(part, whole);
  await syncFolder(dirname(whole));
  await syncFolder(dirname(dirname(whole)));
  return ok(undefined);
}

/** At a position, not at the end: the same bytes sent twice at the same time write the same place twice. */
function writeAt(path: string, bytes: Bytes, position: number): Promise<void> {
  return withFile(path, constants.O_RDWR | constants.O_CREAT, async (file) => {
    for (let at = 0; at < bytes.byteLength;) {
      const { bytesWritten } = await file.write(bytes, at, bytes.byteLength - at, position + at);
      at += bytesWritten;
    }
  });
}

async function withFile<T>(path: string, flags: number, work: (file: FileHandle) => Promise<T>): Promise<T> {
  const file = await open(path, flags, 0o600);
  try {
    return await work(file);
  } finally {
    await file.close();
  }
}

/** A rename is durable only when its folder is. */
async function syncFolder(folder: string): Promise<void> {
  await withFile(folder, constants.O_RDONLY, (file) => file.sync());
}

async function readIfThere(path: string): Promise<Bytes | undefined> {
  try {
    return copyBytes(await readFile(path));
  } catch (error) {
    if (isMissing(error)) return undefined;
    throw error;
  }
}

async function sizeOf(path: string): Promise<number> {
  try {
    return (await stat(path)).size;
  } catch (error) {
    if (isMissing(error)) return 0;
    throw error;
  }
}

async function changedAt(path: string): Promise<number | undefined> {
  try {
    return (await stat(path)).mtimeMs;
  } catch (error) {
    if (isMissing(error)) return undefined;
    throw error;
  }
}

async function* listWhole(folder: string): AsyncIterable<Bytes> {
  for (const shard of (await readdir(folder)).filter((name) => /^[0-9a-f]{2}$/.test(name)).toSorted()) {
    for (const name of (await readdir(join(folder, shard))).toSorted()) {
      const hash = name.length === 64 ? fromHex(name) : undefined;
      if (hash) yield hash;
    }
  }
}

function isMissing(error: unknown): boolean {
  return error instanceof Error && "code" in error && error.code === "ENOENT";
}
