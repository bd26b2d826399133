/** Chance from a seed (sfc32): one seed gives one world. Knows nothing of what is decided with it. */
import type { Bytes } from "../../src/base/bytes.ts";
import type { Random } from "../../src/base/random.ts";

export type Prng = Random & {
  /** A whole number from 0 to `below` - 1. */
  int(below: number): number;
  /** True with this probability. */
  chance(probability: number): boolean;
  /** One element; the list is not empty. */
  pick<T>(list: readonly T[]): T;
  /** Between `low` and `high`. */
  between(low: number, high: number): number;
  /** Chance of its own for one part of the world: what another part draws does not change it. */
  fork(name: string): Prng;
};

/** The chance of a seed. `name` separates streams of one seed. */
export function makePrng(seed: number, name = ""): Prng {
  let [a, b, c, counter] = [seed >>> 0, hashOf(name), 0x9e3779b9, 1];
  const next = (): number => {
    const sum = (((a + b) | 0) + counter) | 0;
    counter = (counter + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = ((c << 21) | (c >>> 11)) + sum;
    return sum >>> 0;
  };
  for (let i = 0; i < 12; i += 1) next();
  const fraction = (): number => next() / 2 ** 32;
  const int = (below: number): number => Math.floor(fraction() * below);
  return {
    fraction,
    int,
    bytes: (length): Bytes => {
      const words = new Uint32Array(Math.ceil(length / 4));
      for (let i = 0; i < words.length; i += 1) words[i] = next();
      return new Uint8Array(words.buffer).slice(0, length);
    },
    chance: (probability) => fraction() < probability,
    pick: (list) => {
      const element = list[int(list.length)];
      if (element === undefined) throw new RangeError("nothing to pick from");
      return element;
    },
    between: (low, high) => low + fraction() * (high - low),
    fork: (fork) => makePrng(seed, `${name}/${fork}`),
  };
}

function hashOf(text: string): number {
  let hash = 0x811c9dc5;
  for (let i = 0; i < text.length; i += 1) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193);
  return hash >>> 0;
}
