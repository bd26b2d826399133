/**
 * The bytes behind the ledger: an append-only file, or the same in memory for the simulator. Knows no record. A lock of
 * its own lets server and command line append to one file by turns.
 */
import { constants } from "node:fs";
import { mkdir, open } from "node:fs/promises";
import { DatabaseSync } from "node:sqlite";
import { dirname } from "node:path";
import type { Bytes } from "../../base/bytes.ts";
import { concatBytes, copyBytes } from "../../base/bytes.ts";
import { databaseBusyMs } from "../../base/limits.ts";
import { tellingFull } from "../storage/disk-full.ts";

export type LedgerFile = {
  /** Everything from `offset` on. */
  readFrom(offset: number): Promise<Bytes>;
  /** Writes at `offset`, which must be the end, and cuts what a crash left behind it; durable when it resolves. */
  writeAt(offset: number, bytes: Bytes): Promise<void>;
  /** Runs `work` while nobody else, in any process, does. */
  alone<T>(work: () => Promise<T>): Promise<T>;
  close(): Promise<void>;
};

/** Opens the file at `path`, mode 0600, and makes it when it is not there. */
export async function openLedgerFile(path: string): Promise<LedgerFile> {
  await mkdir(dirname(path), { recursive: true });
  const file = await open(path, constants.O_RDWR | constants.O_CREAT, 0o600);
  const folder = await open(dirname(path), constants.O_RDONLY);
  await folder.sync();
  await folder.close();
  // SQLite's file lock is let go by the kernel when its process dies; nothing is ever stored in it.
  const lock = new DatabaseSync(`${path}.lock`);
  lock.exec(`PRAGMA busy_timeout = ${databaseBusyMs}`);
  return {
    readFrom: async (offset) => {
      const { size } = await file.stat();
      const bytes = new Uint8Array(Math.max(0, size - offset));
      const { bytesRead } = await file.read(bytes, 0, bytes.byteLength, offset);
      return copyBytes(bytes.subarray(0, bytesRead));
    },
    writeAt: (offset, bytes) =>
      tellingFull(async () => {
        await file.truncate(offset);
        for (let at = 0; at < bytes.byteLength;) {
          const { bytesWritten } = await file.write(bytes, at, bytes.byteLength - at, offset + at);
          at += bytesWritten;
        }
        await file.sync();
      }),
    alone: async (work) => {
      // Even an empty lock needs a page of its own.
      await tellingFull(async () => lock.exec("begin exclusive"));
      try {
        return await work();
      } finally {
        lock.exec("rollback");
      }
    },
    close: async () => {
      lock.close();
      await file.close();
    },
  };
}

/** A ledger's bytes without a disk. Give the same value to `openLedger` again after a crash: what was written stays. */
export function makeMemoryLedgerFile(): LedgerFile {
  let content: Bytes = new Uint8Array(0);
  return {
    readFrom: async (offset) => copyBytes(content.subarray(offset)),
    writeAt: async (offset, bytes) => {
      content = concatBytes(content.subarray(0, offset), bytes);
    },
    alone: (work) => work(),
    close: async () => undefined,
  };
}
