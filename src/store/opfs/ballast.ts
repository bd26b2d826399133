/** The ballast in the origin's private file system. Real bytes, flushed: a file of zeros may be no room at all. */
import { ballastBytes } from "../../base/limits.ts";
import type { Ballast } from "../ports.ts";
import { StoreFailure } from "../ports.ts";
import { findFile, guardFile, openFolder, removeFile, sizeOf } from "./files.ts";

const ballastFolder = "ballast";
const fileName = "ballast";
const pieceBytes = 65_536;

/** The ballast as every context may give it away: the service worker has no handle to write it with. */
export class DroppableBallast implements Ballast {
  async isWhole(): Promise<boolean> {
    const file = await findFile(await openFolder(ballastFolder), fileName);
    return file !== undefined && (await sizeOf(file)) === ballastBytes;
  }

  async fill(): Promise<void> {
    throw new StoreFailure("store-unavailable", "read only here");
  }

  async drop(): Promise<boolean> {
    const folder = await openFolder(ballastFolder);
    if (!(await findFile(folder, fileName))) return false;
    await removeFile(folder, fileName);
    return true;
  }
}

/** The ballast of the dedicated worker. */
export class OpfsBallast extends DroppableBallast {
  readonly #piece: Uint8Array<ArrayBuffer>;

  /** `random`: what the file is filled with, again and again. */
  constructor(random: (length: number) => Uint8Array<ArrayBuffer>) {
    super();
    this.#piece = random(pieceBytes);
  }

  override async fill(): Promise<void> {
    if (await this.isWhole()) return;
    const folder = await openFolder(ballastFolder);
    try {
      await guardFile(async () => this.#write(await folder.getFileHandle(fileName, { create: true })));
    } catch (error) {
      if (error instanceof StoreFailure && error.code === "storage-full") await this.drop();
      throw error;
    }
  }

  async #write(file: FileSystemFileHandle): Promise<void> {
    const handle = await file.createSyncAccessHandle();
    try {
      for (let at = 0; at < ballastBytes; at += pieceBytes) {
        const piece = this.#piece.subarray(0, Math.min(pieceBytes, ballastBytes - at));
        // A full disk writes fewer bytes than it was given instead of failing.
        if (handle.write(piece, { at }) !== piece.byteLength) throw new DOMException("no room", "QuotaExceededError");
      }
      handle.flush();
    } finally {
      handle.close();
    }
  }
}
