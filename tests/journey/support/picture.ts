/** Pictures of papers nobody has, as PNG files: pages of made-up letters that differ by number. */
import { crc32, deflateSync } from "node:zlib";
import type { Paper } from "../../support/paper.ts";
import { blur, paintPaper } from "../../support/paper.ts";

export type PictureFile = { readonly name: string; readonly mimeType: string; readonly buffer: Buffer };

const size = { width: 800, height: 600, dot: 2, table: 0.05 } as const;
const signature = Buffer.from("89504e470d0a1a0a", "hex");

/** One picture per number, as a file chosen on the tablet. */
export function pictureFile(number: number): PictureFile {
  return asFile(`surat-${number}.png`, paintPaper(number, size));
}

/** The same, out of focus. */
export function blurredPictureFile(number: number): PictureFile {
  return asFile(`buram-${number}.png`, blur(paintPaper(number, size), 4));
}

/** A file that calls itself a picture and is none. */
export const notAPicture: PictureFile = {
  name: "surat.jpg",
  mimeType: "image/jpeg",
  buffer: Buffer.from("Ini catatan, bukan foto."),
};

function asFile(name: string, { width, height, levels }: Paper): PictureFile {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  // 8 bits, grey
  header.set([8, 0], 8);
  // A row begins with its filter, none.
  const rows = Array.from({ length: height }, (_, y) => [
    Buffer.of(0),
    levels.subarray(y * width, (y + 1) * width),
  ]).flat();
  const parts = [
    chunk("IHDR", header),
    chunk("IDAT", deflateSync(Buffer.concat(rows))),
    chunk("IEND", Buffer.alloc(0)),
  ];
  return { name, mimeType: "image/png", buffer: Buffer.concat([signature, ...parts]) };
}

function chunk(type: string, data: Buffer): Buffer {
  const named = Buffer.concat([Buffer.from(type, "latin1"), data]);
  const length = Buffer.alloc(4);
  length.writeUInt32BE(data.byteLength);
  const sum = Buffer.alloc(4);
  sum.writeUInt32BE(crc32(named));
  return Buffer.concat([length, named, sum]);
}
