/**
 * One picture from the camera to the disk: decoded, made smaller, judged, encoded anew (which drops places and hidden bytes),
 * encrypted under a key of its own, flushed. The clear bytes never touch a disk. Knows no form.
 */
import type { Bytes } from "../base/bytes.ts";
import { toHex } from "../base/bytes.ts";
import { blobBytesMax, photoEdgePxMax, photoInputBytesMax } from "../base/limits.ts";
import type { Result } from "../base/result.ts";
import { err, ok } from "../base/result.ts";
import { blobOverheadBytes, decryptBlob, encryptBlob } from "../crypto/blobs.ts";
import { sha256 } from "../crypto/hash.ts";
import type { Attachment } from "../domain/application/content.ts";
import { StoreFailure } from "../store/ports.ts";
import type { PhotoFault } from "./photo-gate.ts";
import { judgePhoto } from "./photo-gate.ts";
import { toGrey } from "./photo-tiles.ts";
import type { Tablet } from "./tablet.ts";

type Kept = Omit<Attachment, "requirementId" | "page">;
type Encoded = { readonly bytes: Bytes; readonly mime: string; readonly width: number; readonly height: number };

/** From good to still legible; the first that fits is taken. */
const tries: readonly { readonly edge: number; readonly quality: number }[] = [
  { edge: photoEdgePxMax, quality: 0.6 },
  { edge: photoEdgePxMax, quality: 0.45 },
  { edge: photoEdgePxMax * 0.8, quality: 0.45 },
  { edge: photoEdgePxMax * 0.6, quality: 0.4 },
  { edge: photoEdgePxMax * 0.4, quality: 0.4 },
];

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

  async #encrypt({ bytes, mime, width, height }: Encoded): Promise<Result<Kept, string>> {
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

/** The picture as WebP, or JPEG where the browser makes none, small enough for a blob. */
async function encodePhoto(
  input: Blob,
  isJudged: boolean,
): Promise<Result<Encoded, "photo-unreadable" | "photo-too-large" | PhotoFault>> {
  const bitmap = await decode(input);
  if (!bitmap) return err("photo-unreadable");
  try {
    let canvas = scale(bitmap, photoEdgePxMax);
    const fault = isJudged ? judge(canvas) : undefined;
    if (fault !== undefined) return err(fault);
    for (const { edge, quality } of tries) {
      if (Math.max(canvas.width, canvas.height) > edge) canvas = scale(bitmap, edge);
      const encoded = await encodeCanvas(canvas, quality);
      if (encoded.bytes.byteLength + blobOverheadBytes <= blobBytesMax) return ok(encoded);
    }
    return err("photo-too-large");
  } finally {
    bitmap.close();
  }
}

async function decode(input: Blob): Promise<ImageBitmap | undefined> {
  try {
    return await createImageBitmap(input, { imageOrientation: "from-image" });
  } catch {
    return undefined;
  }
}

/** The picture with at most `edge` pixels on its longer side. */
function scale(bitmap: ImageBitmap, edge: number): OffscreenCanvas {
  const factor = Math.min(1, edge / Math.max(bitmap.width, bitmap.height));
  const width = Math.max(1, Math.round(bitmap.width * factor));
  const height = Math.max(1, Math.round(bitmap.height * factor));
  const canvas = new OffscreenCanvas(width, height);
  canvas.getContext("2d")?.drawImage(bitmap, 0, 0, width, height);
  return canvas;
}

/** As it will be kept, not as it came: what the district cannot read was not worth taking. */
function judge(canvas: OffscreenCanvas): PhotoFault | undefined {
  const { width, height } = canvas;
  const pixels = canvas.getContext("2d")?.getImageData(0, 0, width, height);
  return pixels && judgePhoto(toGrey(pixels.data, width, height));
}

async function encodeCanvas(canvas: OffscreenCanvas, quality: number): Promise<Encoded> {
  const { width, height } = canvas;
  const blob = await compress(canvas, quality);
  return { bytes: new Uint8Array(await blob.arrayBuffer()), mime: blob.type, width, height };
}

/** A browser that cannot make WebP gives PNG without a word. */
async function compress(canvas: OffscreenCanvas, quality: number): Promise<Blob> {
  const webp = await canvas.convertToBlob({ type: "image/webp", quality });
  return webp.type === "image/webp" ? webp : canvas.convertToBlob({ type: "image/jpeg", quality });
}
