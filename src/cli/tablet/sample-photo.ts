/** Small pictures for sample documents: valid PNG, a pattern of their own each. Shows nothing and nobody. */
import { crc32, deflateSync } from "node:zlib";
import type { Bytes } from "../../base/bytes.ts";
import { concatBytes, utf8 } from "../../base/bytes.ts";

/** Pixels. */
export const samplePhotoWidth = 48;
export const samplePhotoHeight = 32;

const SIGNATURE = Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a);
/** 8 bits of grey per pixel, no interlace. */
const HEADER_TAIL = Uint8Array.of(8, 0, 0, 0, 0);

/** A grey PNG whose pixels come from `fraction` (0 to 1). */
export function samplePhoto(fraction: () => number): Bytes {
  const rows = Array.from({ length: samplePhotoHeight }, () =>
    // Each row begins with its filter: none.
    Uint8Array.of(0, ...Array.from({ length: samplePhotoWidth }, () => Math.floor(fraction() * 16) * 16)),
  );
  return concatBytes(
    SIGNATURE,
    chunk("IHDR", concatBytes(uint32(samplePhotoWidth), uint32(samplePhotoHeight), HEADER_TAIL)),
    chunk("IDAT", deflateSync(concatBytes(...rows))),
    chunk("IEND", new Uint8Array(0)),
  );
}

function chunk(name: string, data: Uint8Array): Bytes {
  const named = concatBytes(utf8(name), data);
  return concatBytes(uint32(data.byteLength), named, uint32(crc32(named)));
}

function uint32(value: number): Bytes {
  return Uint8Array.of((value >>> 24) & 255, (value >>> 16) & 255, (value >>> 8) & 255, value & 255);
}
