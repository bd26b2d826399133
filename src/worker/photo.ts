/**
 * One picture from the camera to the disk: encoded anew, encrypted under a key of its own, flushed. The clear bytes never
 * touch a disk. Knows no form.
 */
import { toHex } from "../base/bytes.ts";
import { photoInputBytesMax } from "../base/limits.ts";
import type { Result } from "../base/result.ts";
import { err, ok } from "../base/result.ts";
import { decryptBlob, encryptBlob } from "../crypto/blobs.ts";
import { sha256 } from "../crypto/hash.ts";
import type { Attachment } from "../domain/application/content.ts";
import { StoreFailure } from "../store/ports.ts";
import type { EncodedPhoto } from "./encode-photo.ts";
import { encodePhoto } from "./encode-photo.ts";
import type { Tablet } from "./tablet.ts";

type Kept = Omit<Attachment, "requirementId" | "page">;

export class PhotoKeeper {
  readonly #tablet: Tablet;
  /** By the hash of what came from the camera: the same picture in one visit is kept once (DESIGN §2). */
  readonly #kept = new Map<string, Kept>();

  constructor(tablet: Tablet) {
    this.#tablet = tablet;
  }

  /**
   * Keeps one picture that can be read, or any with the officer's reason, which travels with it. Failures: a `PhotoFault`,
   * `photo-too-large` (the file given, or a picture that will not get small enough), `photo-unreadable`, `storage-full`,
   * `store-unavailable`.
   */
  async keep(
    input: Blob,
    requirementId: string,
    page: number,
    reason: string | undefined,
  ): Promise<Result<Attachment, string>> {
    if (input.size > photoInputBytesMax) return err("photo-too-large");
    const name = toHex(await sha256(new Uint8Array(await input.arrayBuffer())));
    const known = this.#kept.get(name);
    if (known) return ok({ ...known, requirementId, page });
    const encoded = await encodePhoto(input, reason === undefined);
    if (!encoded.ok) return encoded;
    const encrypted = await this.#encrypt(encoded.value);
    if (!encrypted.ok) return encrypted;
    const kept = reason === undefined ? encrypted.value : { ...encrypted.value, note: reason };
    this.#kept.set(name, kept);
    return ok({ ...kept, requirementId, page });
  }

  /** The clear picture, for the screen only. Failures: `photo-missing`, `blob-broken`. */
  async preview({ blob, key, size, mime }: Attachment): Promise<Result<Blob, string>> {
    const bytes = await this.#tablet.blobs.read(toHex(blob), 0, size);
    if (!bytes) return err("photo-missing");
    const clear = await decryptBlob(key, bytes);
    return clear.ok ? ok(new Blob([clear.value], { type: mime })) : clear;
  }

  /** At the end of a visit: the next citizen's same picture gets a key of its own. */
  forget(): void {
    this.#kept.clear();
  }

  async #encrypt({ bytes, mime, width, height }: EncodedPhoto): Promise<Result<Kept, string>> {
    const blob = await encryptBlob(bytes, this.#tablet.world.random);
    try {
      await this.#tablet.blobs.write(toHex(blob.hash), blob.bytes);
    } catch (error) {
      if (error instanceof StoreFailure) return err(error.code, error.message);
      throw error;
    }
    return ok({ blob: blob.hash, key: blob.key, size: blob.bytes.byteLength, mime, width, height });
  }
}
