/**
 * A camera's picture becomes what is kept of it: decoded, made smaller, judged, encoded anew, which drops places and hidden
 * bytes. Runs in a worker or page; keeps nothing.
 */
import type { Bytes } from "../base/bytes.ts";
import { blobBytesMax, photoEdgePxMax } from "../base/limits.ts";
import type { Result } from "../base/result.ts";
import { err, ok } from "../base/result.ts";
import { blobOverheadBytes } from "../crypto/blobs.ts";
import type { PhotoFault } from "./photo-gate.ts";
import { gateBounds, judgePhoto } from "./photo-gate.ts";
import { toGrey } from "./photo-tiles.ts";

export type EncodedPhoto = {
  readonly bytes: Bytes;
  readonly mime: string;
  readonly width: number;
  readonly height: number;
};

/** Longest side in pixels, and the encoder's quality from 0 to 1. */
export type PhotoTry = { readonly edge: number; readonly quality: number };

/**
 * The first that fits into a blob is taken, nearly always the first of all: with it an OCR reads 99.4 % of pages of eight points in
 * 69 KB (`npm run bench -- legibility`). A sixth fewer bytes are legible on the whole, and three pages of 24 no longer.
 */
export const photoTries: readonly PhotoTry[] = [
  { edge: photoEdgePxMax, quality: 0.3 },
  { edge: photoEdgePxMax * 0.8, quality: 0.3 },
  { edge: photoEdgePxMax * 0.6, quality: 0.3 },
  { edge: photoEdgePxMax * 0.4, quality: 0.3 },
];

/** The picture as WebP, or JPEG where the browser makes none, small enough for a blob. `tries`: a bench's own. */
export async function encodePhoto(
  input: Blob,
  isJudged: boolean,
  tries: readonly PhotoTry[] = photoTries,
): Promise<Result<EncodedPhoto, "photo-unreadable" | "photo-too-large" | PhotoFault>> {
  const bitmap = await decode(input);
  if (!bitmap) return err("photo-unreadable");
  try {
    const fault = isJudged ? judge(scale(bitmap, gateBounds.edgePxMax)) : undefined;
    if (fault !== undefined) return err(fault);
    for (const { edge, quality } of tries) {
      const encoded = await encodeCanvas(scale(bitmap, edge), quality);
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

/** Nearly as it will be kept, not as it came: what the district cannot read was not worth taking. */
function judge(canvas: OffscreenCanvas): PhotoFault | undefined {
  const { width, height } = canvas;
  const pixels = canvas.getContext("2d")?.getImageData(0, 0, width, height);
  return pixels && judgePhoto(toGrey(pixels.data, width, height));
}

async function encodeCanvas(canvas: OffscreenCanvas, quality: number): Promise<EncodedPhoto> {
  const { width, height } = canvas;
  const blob = await compress(canvas, quality);
  return { bytes: new Uint8Array(await blob.arrayBuffer()), mime: blob.type, width, height };
}

/** A browser that cannot make WebP gives PNG without a word. */
async function compress(canvas: OffscreenCanvas, quality: number): Promise<Blob> {
  const webp = await canvas.convertToBlob({ type: "image/webp", quality });
  return webp.type === "image/webp" ? webp : canvas.convertToBlob({ type: "image/jpeg", quality });
}
