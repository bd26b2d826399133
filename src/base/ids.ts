/** Crockford base 32 with its mod-37 check character: what people copy by hand and read aloud. */
import type { Bytes } from "./bytes.ts";

const ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
/** Crockford's 37 check symbols: the 32 digits and five more, of which we never need to print U in a word. */
const CHECK_ALPHABET = `${ALPHABET}*~$=U`;

/** Every character such a code can hold, in the order people look for them: one key each. */
export const crockfordKeys: readonly string[] = [...CHECK_ALPHABET];

/** The first `length` Crockford characters of `bytes`, most significant bits first. Needs length × 5 bits. */
export function crockford(bytes: Uint8Array, length: number): string {
  let bits = 0;
  let value = 0;
  let out = "";
  for (const byte of bytes) {
    value = (value << 8) | byte;
    bits += 8;
    while (bits >= 5 && out.length < length) {
      bits -= 5;
      out += ALPHABET.charAt((value >> bits) & 31);
    }
    value &= (1 << bits) - 1;
    if (out.length === length) return out;
  }
  throw new RangeError("not enough bytes for that many characters");
}

/** Upper case, look-alikes folded (I L → 1, O → 0), separators dropped. What a person typed becomes what was printed. */
export function normaliseCrockford(text: string): string {
  return text
    .toUpperCase()
    .replaceAll(/[\s\-.·]/g, "")
    .replaceAll(/[IL]/g, "1")
    .replaceAll("O", "0");
}

/** Crockford's check character (value mod 37) of a normalised code. */
export function crockfordCheck(code: string): string {
  let remainder = 0;
  for (const char of code) remainder = (remainder * 32 + ALPHABET.indexOf(char)) % 37;
  return CHECK_ALPHABET.charAt(remainder);
}

/** True when every character is one of Crockford's 32. */
export function isCrockford(code: string): boolean {
  return /^[0-9A-HJKMNP-TV-Z]+$/.test(code);
}

/** A random code of `length` characters and its check character, from `ceil(length × 5 / 8)` random bytes. */
export function makeCode(random: Bytes, length: number): string {
  const code = crockford(random, length);
  return code + crockfordCheck(code);
}
