/**
 * The one file a backup is: a plain tar (POSIX ustar), so that any tool can look inside. Written beside and put in place
 * whole. Knows names and bytes, not what they mean.
 */
import { closeSync, fsyncSync, openSync, readSync, renameSync, rmSync, writeSync } from "node:fs";
import { dirname } from "node:path";
import { assert } from "../../base/assert.ts";
import type { Bytes } from "../../base/bytes.ts";
import { copyBytes, utf8 } from "../../base/bytes.ts";

const BLOCK_BYTES = 512;
const NAME_BYTES_MAX = 100;
/** Eleven octal digits. */
const SIZE_MAX = 8 ** 11 - 1;
const PIECE_BYTES = 1024 * 1024;

export type ArchiveWriter = {
  /** Adds a file whose bytes are given. */
  add(name: string, bytes: Uint8Array): void;
  /** Adds the file at `path`, piece by piece. */
  addFile(name: string, path: string, size: number): void;
  /** Syncs and puts the archive in place; before this nothing lies under its name. */
  finish(): void;
  /** Removes what was written so far. */
  abandon(): void;
};

/** Begins an archive that will lie at `path`, readable by its user only. */
export function writeArchive(path: string): ArchiveWriter {
  const draft = `${path}.${process.pid}.part`;
  const file = openSync(draft, "w", 0o600);
  const write = (bytes: Uint8Array): void => {
    for (let done = 0; done < bytes.byteLength;) done += writeSync(file, bytes, done);
  };
  const pad = (size: number): void => write(new Uint8Array((BLOCK_BYTES - (size % BLOCK_BYTES)) % BLOCK_BYTES));
  return {
    add: (name, bytes) => {
      write(header(name, bytes.byteLength));
      write(bytes);
      pad(bytes.byteLength);
    },
    addFile: (name, source, size) => {
      write(header(name, size));
      for (const piece of readPieces(source, 0, size)) write(piece);
      pad(size);
    },
    finish: () => {
      write(new Uint8Array(2 * BLOCK_BYTES));
      fsyncSync(file);
      closeSync(file);
      renameSync(draft, path);
      syncFolderOf(path);
    },
    abandon: () => {
      closeSync(file);
      rmSync(draft, { force: true });
    },
  };
}

export type ArchivedFile = { readonly name: string; readonly size: number; readonly offset: number };

/** What lies in an archive, in its order. Undefined when the file is no whole archive of ours. */
export function listArchive(path: string): readonly ArchivedFile[] | undefined {
  const file = openSync(path, "r");
  try {
    const files: ArchivedFile[] = [];
    for (let at = 0; ;) {
      const block = readAt(file, at, BLOCK_BYTES);
      if (block.byteLength < BLOCK_BYTES) return undefined;
      if (block.every((byte) => byte === 0)) return files;
      const entry = readHeader(block);
      if (entry === undefined) return undefined;
      files.push({ ...entry, offset: at + BLOCK_BYTES });
      at += BLOCK_BYTES + Math.ceil(entry.size / BLOCK_BYTES) * BLOCK_BYTES;
    }
  } finally {
    closeSync(file);
  }
}

/** Bytes [offset, offset + size) of the file at `path`, in pieces. Throws when the file ends before. */
export function* readPieces(path: string, offset: number, size: number): Generator<Bytes> {
  const file = openSync(path, "r");
  try {
    for (let done = 0; done < size;) {
      const piece = readAt(file, offset + done, Math.min(PIECE_BYTES, size - done));
      assert(piece.byteLength > 0, "a file is as long as it was");
      yield piece;
      done += piece.byteLength;
    }
  } finally {
    closeSync(file);
  }
}

/** Makes a rename or a new file in this folder durable. */
export function syncFolderOf(path: string): void {
  const folder = openSync(dirname(path), "r");
  fsyncSync(folder);
  closeSync(folder);
}

function readAt(file: number, offset: number, length: number): Bytes {
  const bytes = new Uint8Array(length);
  let done = 0;
  while (done < length) {
    const read = readSync(file, bytes, done, length - done, offset + done);
    if (read === 0) break;
    done += read;
  }
  return copyBytes(bytes.subarray(0, done));
}

/** Fields of a ustar header: [where, how long]. */
const fields = { name: [0, 100], mode: [100, 8], size: [124, 12], sum: [148, 8], magic: [257, 8] } as const;

function header(name: string, size: number): Bytes {
  assert(utf8(name).byteLength <= NAME_BYTES_MAX && size <= SIZE_MAX, "name and size fit a tar header");
  const block = new Uint8Array(BLOCK_BYTES);
  const put = ([at]: readonly [number, number], text: string): void => block.set(utf8(text), at);
  put(fields.name, name);
  put(fields.mode, "0000600\0");
  put([108, 8], "0000000\0");
  put([116, 8], "0000000\0");
  put(fields.size, `${size.toString(8).padStart(11, "0")}\0`);
  put([136, 12], "00000000000\0");
  put(fields.sum, "        ");
  put([156, 1], "0");
  put(fields.magic, "ustar\x0000");
  put(fields.sum, `${sumOf(block).toString(8).padStart(6, "0")}\0 `);
  return block;
}

function readHeader(block: Bytes): { readonly name: string; readonly size: number } | undefined {
  const get = ([at, length]: readonly [number, number]): string =>
    (new TextDecoder().decode(block.subarray(at, at + length)).split("\0")[0] ?? "").trim();
  const blank = copyBytes(block);
  blank.fill(32, fields.sum[0], fields.sum[0] + fields.sum[1]);
  const isWhole = get(fields.magic) === "ustar" && Number.parseInt(get(fields.sum), 8) === sumOf(blank);
  const size = Number.parseInt(get(fields.size), 8);
  return isWhole && Number.isSafeInteger(size) ? { name: get(fields.name), size } : undefined;
}

function sumOf(block: Uint8Array): number {
  return block.reduce((sum, byte) => sum + byte, 0);
}
