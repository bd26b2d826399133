/**
 * Journal, notices, blobs and identity in the origin's private file system, written through sync access handles and flushed:
 * for the dedicated worker only. The open segment keeps its handle; everything else opens, writes, flushes and closes.
 */
import type { Bytes } from "../../base/bytes.ts";
import { findFile, guardFile, openFolder, removeFile } from "./files.ts";
import {
  ReadOnlyBlobDisk,
  ReadOnlyIdentityFile,
  ReadOnlyJournalDisk,
  blobFolder,
  configurationName,
  identityFolder,
  noticeFolder,
  slotNames,
} from "./read-only.ts";

export class OpfsJournalDisk extends ReadOnlyJournalDisk {
  #open: { readonly name: string; readonly handle: FileSystemSyncAccessHandle } | undefined;

  override async append(name: string, bytes: Bytes): Promise<void> {
    const handle = await this.#handle(name);
    await guardFile(async () => {
      writeAll(handle, bytes, handle.getSize());
      handle.flush();
    });
  }

  override async truncate(name: string, size: number): Promise<void> {
    const handle = await this.#handle(name);
    await guardFile(async () => {
      handle.truncate(size);
      handle.flush();
    });
    this.close();
  }

  override async remove(name: string): Promise<void> {
    if (this.#open?.name === name) this.close();
    await removeFile(await openFolder(this.folder), name);
  }

  async #handle(name: string): Promise<FileSystemSyncAccessHandle> {
    if (this.#open?.name === name) return this.#open.handle;
    this.close();
    const folder = await openFolder(this.folder);
    const handle = await guardFile(async () =>
      (await folder.getFileHandle(name, { create: true })).createSyncAccessHandle(),
    );
    this.#open = { name, handle };
    return handle;
  }

  protected close(): void {
    this.#open?.handle.close();
    this.#open = undefined;
  }
}

/** One file for all workers of the origin: let go of after every record, for a handle shuts the others out. */
export class OpfsNoticeDisk extends OpfsJournalDisk {
  constructor() {
    super(noticeFolder);
  }

  override async append(name: string, bytes: Bytes): Promise<void> {
    try {
      await super.append(name, bytes);
    } finally {
      this.close();
    }
  }
}

export class OpfsBlobDisk extends ReadOnlyBlobDisk {
  override async write(name: string, bytes: Bytes): Promise<void> {
    if ((await this.size(name)) === bytes.byteLength) return;
    await writeWhole(await openFolder(blobFolder), name, bytes);
  }

  override async remove(name: string): Promise<void> {
    await removeFile(await openFolder(blobFolder), name);
  }
}

export class OpfsIdentityFile extends ReadOnlyIdentityFile {
  override async writeSlot(slot: 0 | 1, bytes: Bytes): Promise<void> {
    await writeWhole(await openFolder(identityFolder), slotNames[slot], bytes);
  }

  override async writeConfiguration(bytes: Bytes): Promise<void> {
    await writeWhole(await openFolder(identityFolder), configurationName, bytes);
  }
}

async function writeWhole(folder: FileSystemDirectoryHandle, name: string, bytes: Bytes): Promise<void> {
  await guardFile(async () => {
    const file = (await findFile(folder, name)) ?? (await folder.getFileHandle(name, { create: true }));
    const handle = await file.createSyncAccessHandle();
    try {
      handle.truncate(0);
      writeAll(handle, bytes, 0);
      handle.flush();
    } finally {
      handle.close();
    }
  });
}

/** A full disk writes fewer bytes than it was given instead of failing. */
function writeAll(handle: FileSystemSyncAccessHandle, bytes: Bytes, at: number): void {
  if (handle.write(bytes, { at }) !== bytes.byteLength) throw new DOMException("short write", "QuotaExceededError");
}
