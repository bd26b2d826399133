/** A sentence becomes the name of its clip, the same on the tablet, the server and in the folder. Proves nothing about content. */

/** Two 32-bit halves that are mixed apart (cyrb53): short names without a clash among tens of thousands of sentences. */
const seeds = [0xdeadbeef, 0x41c6ce57] as const;

/**
 * Eleven letters and digits for `sentence`, which is its own key: the written Indonesian, letter by letter. Whoever makes
 * clips refuses two sentences of one name; what a clip holds is proven by its SHA-256 elsewhere.
 */
export function clipName(sentence: string): string {
  let [first, second]: [number, number] = [...seeds];
  for (const letter of sentence.normalize("NFC")) {
    const code = letter.codePointAt(0) ?? 0;
    first = Math.imul(first ^ code, 2_654_435_761);
    second = Math.imul(second ^ code, 1_597_334_677);
  }
  first = Math.imul(first ^ (first >>> 16), 2_246_822_507) ^ Math.imul(second ^ (second >>> 13), 3_266_489_909);
  second = Math.imul(second ^ (second >>> 16), 2_246_822_507) ^ Math.imul(first ^ (first >>> 13), 3_266_489_909);
  const name = 4_294_967_296 * (2_097_151 & second) + (first >>> 0);
  return name.toString(36).padStart(11, "0");
}
