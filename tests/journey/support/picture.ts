/** Pictures of papers nobody has, as PNG files: stripes that differ by number, large enough to be made smaller. */
import { crc32, deflateSync } from "node:zlib";

export type PictureFile = { readonly name: string; readonly mimeType: string; readonly buffer: Buffer };

const width = 800;
const height = 600;
const signature = Buffer.from("89504e470d0a1a0a", "hex");

/** One picture per number, as a file chosen on the tablet. */
export function pictureFile(number: number): PictureFile {
  return { name: `surat-${number}.png`, mimeType: "image/png", buffer: paintPicture(number) };
}

/** A file that calls itself a picture and is none. */
export const notAPicture: PictureFile = {
  name: "surat.jpg",
  mimeType: "image/jpeg",
  buffer: Buffer.from("Ini catatan, bukan foto."),
};

function paintPicture(number: number): Buffer {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  // 8 bits, RGB
  header.set([8, 2], 8);
  const rows = Array.from({ length: height }, (_, y) => paintRow(number, y));
  const parts = [
    chunk("IHDR", header),
    chunk("IDAT", deflateSync(Buffer.concat(rows))),
    chunk("IEND", Buffer.alloc(0)),
  ];
  return Buffer.concat([signature, ...parts]);
}

/** A row begins with its filter, none. */
function paintRow(number: number, y: number): Buffer {
  const row = Buffer.alloc(1 + width * 3);
  const isLine = y % 24 < 3 + (number % 7);
  for (let x = 0; x < width; x += 1) row.set(isLine ? [30, 30, 60] : [250 - (number % 40), 250, 240], 1 + x * 3);
  return row;
}

function chunk(type: string, data: Buffer): Buffer {
  const named = Buffer.concat([Buffer.from(type, "latin1"), data]);
  const length = Buffer.alloc(4);
  length.writeUInt32BE(data.byteLength);
  const sum = Buffer.alloc(4);
  sum.writeUInt32BE(crc32(named));
  return Buffer.concat([length, named, sum]);
}
