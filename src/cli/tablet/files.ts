/** Durable files for the headless tablet: appended and synced, or replaced whole. Knows no content. */
import {
  closeSync,
  existsSync,
  fsyncSync,
  ftruncateSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  writeFileSync,
  writeSync,
} from "node:fs";
import { dirname } from "node:path";
import type { Bytes } from "../../base/bytes.ts";
import { copyBytes } from "../../base/bytes.ts";

/** Private to the user who runs the tablet: keys and sealed entries. */
const FILE_MODE = 0o600;
const FOLDER_MODE = 0o700;

/** Makes a folder that survives a power cut. */
export function makeFolder(path: string): void {
  if (existsSync(path)) return;
  mkdirSync(path, { recursive: true, mode: FOLDER_MODE });
  syncFolder(dirname(path));
}

/** The bytes of a file, or undefined when there is none. */
export function readIfThere(path: string): Bytes | undefined {
  return existsSync(path) ? copyBytes(readFileSync(path)) : undefined;
}

/** Puts a file in place whole: after a crash the old or the new content is there, never a piece. */
export function replaceFile(path: string, bytes: Uint8Array): void {
  const draft = `${path}.new`;
  const file = openSync(draft, "w", FILE_MODE);
  try {
    writeFileSync(file, bytes);
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
  renameSync(draft, path);
  syncFolder(dirname(path));
}

/** Cuts a file to `length` bytes and adds `bytes` behind it, synced before this returns. */
export function appendToFile(path: string, length: number, bytes: Uint8Array): void {
  const isNew = !existsSync(path);
  const file = openSync(path, isNew ? "w" : "r+", FILE_MODE);
  try {
    ftruncateSync(file, length);
    for (let done = 0; done < bytes.byteLength;) {
      done += writeSync(file, bytes, done, bytes.byteLength - done, length + done);
    }
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
  if (isNew) syncFolder(dirname(path));
}

function syncFolder(path: string): void {
  const folder = openSync(path, "r");
  try {
    fsyncSync(folder);
  } finally {
    closeSync(folder);
  }
}
