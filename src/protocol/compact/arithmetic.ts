/**
 * The arithmetic coder under envelope format 2 (Witten, Neal, Cleary 1987, 32-bit registers): picks in, bits out, and
 * back. One interface for both ways, so that a rule is written once. Knows no content.
 */
import { assert } from "../../base/assert.ts";
import type { Bytes } from "../../base/bytes.ts";

/** Thrown inside a reader of format 2 and turned into a Result at the door; never leaves this room. */
export class Unreadable extends Error {
  readonly code: "content-malformed" | "content-too-large";
  constructor(code: "content-malformed" | "content-too-large", detail: string) {
    super(detail);
    this.code = code;
  }
}

export interface Coder {
  /** True when values are found, false when they are given. */
  readonly isReading: boolean;
  /**
   * One of `weights` (whole numbers, sum at most 2^16; 0 = impossible), more bits the smaller its weight. A writer is
   * given `picked`, a reader finds it and ignores what is given. Gives back the index.
   */
  choose(weights: readonly number[], picked: number): number;
  /** A whole number below `radix` (at most 2^53), all equally likely. */
  below(radix: number, value: number): number;
}

export type Writer = Coder & {
  /** What was written; nothing may be written afterwards. Zeros may follow. */
  finish(): Bytes;
};

export type Reader = Coder & {
  /** Throws {@link Unreadable} when anything but zeros follows. */
  finish(): void;
};

const HALF = 2 ** 31;
const QUARTER = 2 ** 30;
const FULL = 2 ** 32;
const totalMax = 2 ** 16;
const registerBits = 32;
/** Bits that end a stream: enough to name a value between the two registers. */
const endBits = 2;

/** Both registers, narrowed to [from, to) of `total` and doubled as often as their first bits are settled. */
class Registers {
  low = 0;
  high = FULL - 1;

  narrow(from: number, to: number, total: number): void {
    const range = this.high - this.low + 1;
    this.high = this.low + Math.floor((range * to) / total) - 1;
    this.low += Math.floor((range * from) / total);
  }

  /** What the next doubling takes off both registers, or undefined when no bit is settled. */
  settled(): number | undefined {
    if (this.high < HALF) return 0;
    if (this.low >= HALF) return HALF;
    return this.low >= QUARTER && this.high < HALF + QUARTER ? QUARTER : undefined;
  }

  double(off: number): void {
    this.low = (this.low - off) * 2;
    this.high = (this.high - off) * 2 + 1;
  }
}

/** Splits big numbers into digits the registers can tell apart. */
function belowBy(choice: (radix: number, value: number) => number, radix: number, value: number): number {
  if (radix <= totalMax) return choice(radix, value);
  const low = choice(totalMax, value % totalMax);
  return belowBy(choice, Math.ceil(radix / totalMax), Math.floor(value / totalMax)) * totalMax + low;
}

export function makeWriter(): Writer {
  const registers = new Registers();
  const bytes: number[] = [];
  let free = 0;
  let pending = 0;

  const putBit = (bit: number): void => {
    if (free === 0) {
      bytes.push(0);
      free = 8;
    }
    free -= 1;
    const at = bytes.length - 1;
    bytes[at] = (bytes[at] ?? 0) | (bit << free);
  };
  const settle = (bit: number): void => {
    putBit(bit);
    for (; pending > 0; pending -= 1) putBit(1 - bit);
  };
  const put = (from: number, to: number, total: number): void => {
    registers.narrow(from, to, total);
    for (let off = registers.settled(); off !== undefined; off = registers.settled()) {
      if (off === QUARTER) pending += 1;
      else settle(off === 0 ? 0 : 1);
      registers.double(off);
    }
  };
  return {
    isReading: false,
    choose: (weights, picked) => {
      const { from, to, total } = shareOf(weights, picked);
      assert(to > from, "what is picked is possible");
      put(from, to, total);
      return picked;
    },
    below: (radix, value) => {
      assert(Number.isSafeInteger(value) && value >= 0 && value < radix, "a number lies below its radix");
      return belowBy((some, digit) => (put(digit, digit + 1, some), digit), radix, value);
    },
    finish: () => {
      pending += 1;
      settle(registers.low < QUARTER ? 0 : 1);
      return Uint8Array.from(bytes);
    },
  };
}

export function makeReader(bytes: Uint8Array): Reader {
  const registers = new Registers();
  let at = 0;
  let value = 0;
  const nextBit = (): number => {
    if (at > bytes.byteLength * 8 + registerBits) throw new Unreadable("content-malformed", "cut");
    const bit = ((bytes[at >> 3] ?? 0) >> (7 - (at & 7))) & 1;
    at += 1;
    return bit;
  };
  for (let bit = 0; bit < registerBits; bit += 1) value = value * 2 + nextBit();

  /** Where in `total` the value lies. */
  const find = (total: number): number => {
    const range = registers.high - registers.low + 1;
    return Math.floor(((value - registers.low + 1) * total - 1) / range);
  };
  const take = (from: number, to: number, total: number): void => {
    registers.narrow(from, to, total);
    for (let off = registers.settled(); off !== undefined; off = registers.settled()) {
      registers.double(off);
      value = (value - off) * 2 + nextBit();
    }
  };
  return {
    isReading: true,
    choose: (weights) => {
      const found = find(sumOf(weights));
      let picked = 0;
      for (let sum = weights[0] ?? 0; sum <= found; sum += weights[picked] ?? 0) picked += 1;
      const { from, to, total } = shareOf(weights, picked);
      take(from, to, total);
      return picked;
    },
    below: (radix) => {
      const number = belowBy(
        (some) => {
          const digit = find(some);
          take(digit, digit + 1, some);
          return digit;
        },
        radix,
        0,
      );
      if (number >= radix) throw new Unreadable("content-malformed", "number");
      return number;
    },
    finish: () => {
      const end = Math.ceil((at - registerBits + endBits) / 8);
      if (bytes.subarray(end).some((byte) => byte !== 0)) throw new Unreadable("content-malformed", "rest");
    },
  };
}

function sumOf(weights: readonly number[]): number {
  let sum = 0;
  for (const weight of weights) sum += weight;
  assert(sum > 0 && sum <= totalMax, "weights sum up to at most 2^16");
  return sum;
}

function shareOf(weights: readonly number[], picked: number): { from: number; to: number; total: number } {
  let from = 0;
  for (let index = 0; index < picked; index += 1) from += weights[index] ?? 0;
  return { from, to: from + (weights[picked] ?? 0), total: sumOf(weights) };
}
