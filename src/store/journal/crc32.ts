/** CRC-32 (IEEE 802.3): tells a torn or damaged record from a whole one. No protection against people. */

const POLYNOMIAL = 0xedb88320;

const TABLE = Uint32Array.from({ length: 256 }, (_, byte) => {
  let value = byte;
  for (let bit = 0; bit < 8; bit += 1) value = (value & 1) === 1 ? (value >>> 1) ^ POLYNOMIAL : value >>> 1;
  return value;
});

/** The check of `bytes` as an unsigned 32-bit number. */
export function crc32(bytes: Uint8Array): number {
  let check = 0xffffffff;
  for (const byte of bytes) check = (check >>> 8) ^ (TABLE[(check ^ byte) & 255] ?? 0);
  return (check ^ 0xffffffff) >>> 0;
}
