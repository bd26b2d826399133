/**
 * Journal, blobs and identity as the service worker sees them: read through `getFile`, never written. Sync access
 * handles exist in dedicated workers only; the service worker sends, it never appends.
 */
import type { Bytes } from "../../base/bytes.ts";
import type { BlobDisk, IdentityFile, JournalDisk } from "../ports.ts";
import { StoreFailure } from "../ports.ts";
import { findFile, listNames, openFolder, readSlice, sizeOf } from "./files.ts";

export const journalFolder = "journal";
export const blobFolder = "blobs";
export const noticeFolder = "notices";
export const identityFolder = "identity";
export const configurationName = "configuration";
export const slotNames = ["identity-a", "identity-b"] as const;

const NO_BYTES: Bytes = new Uint8Array(0);

function refuse(): never {
  throw new StoreFailure("store-unavailable", "read only here");
}

/** Append-only files of one folder: the journal's, or that of the notices. */
export class ReadOnlyJournalDisk implements JournalDisk {
  protected readonly folder: string;

  constructor(folder: string = journalFolder) {
    this.folder = folder;
  }

  async names() {
    return listNames(await openFolder(this.folder));
  }

  async size(name: string) {
    const file = await findFile(await openFolder(this.folder), name);
    return file ? sizeOf(file) : 0;
  }

  async read(name: string) {
    const file = await findFile(await openFolder(this.folder), name);
    return file ? readSlice(file) : NO_BYTES;
  }

  async append(_name: string, _bytes: Bytes): Promise<void> {
    refuse();
  }

  async truncate(_name: string, _size: number): Promise<void> {
    refuse();
  }

  async remove(_name: string): Promise<void> {
    refuse();
  }
}

export class ReadOnlyBlobDisk implements BlobDisk {
  async read(name: string, offset: number, length: number) {
    const file = await findFile(await openFolder(blobFolder), name);
    return file && readSlice(file, offset, length);
  }

  async size(name: string) {
    const file = await findFile(await openFolder(blobFolder), name);
    return file && sizeOf(file);
  }

  async list() {
    return listNames(await openFolder(blobFolder));
  }

  async write(_name: string, _bytes: Bytes): Promise<void> {
    refuse();
  }

  async remove(_name: string): Promise<void> {
    refuse();
  }
}

export class ReadOnlyIdentityFile implements IdentityFile {
  async readSlots() {
    const folder = await openFolder(identityFolder);
    const [a, b] = await Promise.all(slotNames.map((name) => findFile(folder, name)));
    return [a ? await readSlice(a) : NO_BYTES, b ? await readSlice(b) : NO_BYTES] as const;
  }

  async readConfiguration() {
    const file = await findFile(await openFolder(identityFolder), configurationName);
    return file ? readSlice(file) : NO_BYTES;
  }

  async writeSlot(_slot: 0 | 1, _bytes: Bytes): Promise<void> {
    refuse();
  }

  async writeConfiguration(_bytes: Bytes): Promise<void> {
    refuse();
  }
}
