/** Small moves in the origin's private file system. Knows no journal and no blob. */
import { StoreFailure } from "../ports.ts";

/** Folders opened before: each costs two calls to the browser. Forgotten with every failure, for they may be gone. */
const folders = new Map<string, Promise<FileSystemDirectoryHandle>>();

/** A folder of ours, made when missing. */
export function openFolder(name: string): Promise<FileSystemDirectoryHandle> {
  const known = folders.get(name);
  if (known) return known;
  const opening = guardFile(async () =>
    (await navigator.storage.getDirectory()).getDirectoryHandle(name, { create: true }),
  );
  folders.set(name, opening);
  return opening;
}

/** The file, or undefined when there is none. */
export async function findFile(
  folder: FileSystemDirectoryHandle,
  name: string,
): Promise<FileSystemFileHandle | undefined> {
  try {
    return await folder.getFileHandle(name);
  } catch (error) {
    if (error instanceof DOMException && error.name === "NotFoundError") return undefined;
    throw fileFailure(error);
  }
}

/** Names of the files in a folder, in order. Sizes are asked for one by one: each costs a call to the browser. */
export async function listNames(folder: FileSystemDirectoryHandle): Promise<readonly string[]> {
  return guardFile(async () => {
    const names: string[] = [];
    for await (const name of folder.keys()) names.push(name);
    return names.toSorted();
  });
}

/** Bytes of a file. */
export async function sizeOf(file: FileSystemFileHandle): Promise<number> {
  return guardFile(async () => (await file.getFile()).size);
}

/** Removes a file; one that is not there is no failure. */
export async function removeFile(folder: FileSystemDirectoryHandle, name: string): Promise<void> {
  try {
    await folder.removeEntry(name);
  } catch (error) {
    if (!(error instanceof DOMException && error.name === "NotFoundError")) throw fileFailure(error);
  }
}

/** Bytes [offset, offset + length) through `getFile`, which every context may, also while a handle is open. */
export async function readSlice(
  file: FileSystemFileHandle,
  offset = 0,
  length?: number,
): Promise<Uint8Array<ArrayBuffer>> {
  return guardFile(async () => {
    const blob = await file.getFile();
    const end = length === undefined ? blob.size : offset + length;
    return new Uint8Array(await blob.slice(offset, end).arrayBuffer());
  });
}

/** Runs a file call and names its failure. */
export async function guardFile<T>(call: () => Promise<T>): Promise<T> {
  try {
    return await call();
  } catch (error) {
    throw fileFailure(error);
  }
}

function fileFailure(error: unknown): StoreFailure {
  folders.clear();
  if (error instanceof StoreFailure) return error;
  const name = error instanceof Error ? error.name : "unknown";
  return new StoreFailure(name === "QuotaExceededError" ? "storage-full" : "store-unavailable", name);
}
