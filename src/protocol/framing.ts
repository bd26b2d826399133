/**
 * A bundle and a reply are CBOR sequences (RFC 8742) of byte strings: each item's head tells its length, so a reader
 * keeps no parser state and refuses an oversized item before it buffers it (DESIGN §2).
 */
import type { Bytes } from "../base/bytes.ts";
import { concatBytes, copyBytes } from "../base/bytes.ts";
import { bundleItemsMax } from "../base/limits.ts";
import type { Result } from "../base/result.ts";
import { err, ok } from "../base/result.ts";

const majorBytes = 2 << 5;
/** One byte and up to four of length: no item of ours is longer. */
const headBytesMax = 5;

/** The head of a byte string of `length` bytes, in its shortest form. */
export function frameHead(length: number): Bytes {
  if (length < 24) return Uint8Array.of(majorBytes | length);
  if (length < 0x100) return Uint8Array.of(majorBytes | 24, length);
  if (length < 0x10000) return Uint8Array.of(majorBytes | 25, length >> 8, length & 255);
  return Uint8Array.of(majorBytes | 26, (length >>> 24) & 255, (length >> 16) & 255, (length >> 8) & 255, length & 255);
}

/** One item with its head. */
export function frameItem(item: Uint8Array): Bytes {
  return concatBytes(frameHead(item.byteLength), item);
}

type Head = { readonly length: number; readonly headLength: number };

/** The head of a byte string at the front of `buffer`. undefined: more bytes are needed. */
export function readFrameHead(buffer: Uint8Array): Head | undefined | "malformed" {
  const first = buffer[0];
  if (first === undefined) return undefined;
  if (first >> 5 !== 2) return "malformed";
  const short = first & 31;
  if (short < 24) return { length: short, headLength: 1 };
  const size = short === 24 ? 1 : short === 25 ? 2 : short === 26 ? 4 : 0;
  if (size === 0) return "malformed";
  if (buffer.byteLength < 1 + size) return undefined;
  let length = 0;
  for (let i = 1; i <= size; i += 1) length = length * 256 + (buffer[i] ?? 0);
  const shortest = frameHead(length).byteLength === 1 + size;
  return shortest ? { length, headLength: 1 + size } : "malformed";
}

export type FrameFailure = "malformed" | "item-too-large";

/**
 * Takes bytes as they arrive and gives whole items. After a failure it gives nothing more: what came before counts,
 * what follows cannot be found again. Works in time proportional to the bytes, however they are cut into chunks.
 */
export class ItemReader {
  /** The first `#length` bytes are an item that is not whole yet. Grows by doubling. */
  #buffer: Bytes = new Uint8Array(0);
  #length = 0;
  #failed: FrameFailure | undefined;
  readonly #itemBytesMax: number;

  constructor(itemBytesMax: number) {
    this.#itemBytesMax = itemBytesMax;
  }

  /** Whole items completed by `chunk`. Failures: `malformed` (no byte string), `item-too-large`. */
  push(chunk: Uint8Array): Result<readonly Bytes[], FrameFailure> {
    if (this.#failed) return err(this.#failed);
    const bytes = this.#length === 0 ? chunk : this.#append(chunk);
    const items: Bytes[] = [];
    const end = this.#takeItems(bytes, items);
    this.#keep(this.#failed ? new Uint8Array(0) : bytes.subarray(end));
    return this.#failed && items.length === 0 ? err(this.#failed) : ok(items);
  }

  /** Why the reader stopped, if it did. */
  get failure(): FrameFailure | undefined {
    return this.#failed;
  }

  /** The beginning of the item that was cut, without its head; empty when the bytes ended between items. */
  get rest(): Bytes {
    const pending = this.#buffer.subarray(0, this.#length);
    const head = readFrameHead(pending);
    return typeof head === "object" ? copyBytes(pending.subarray(head.headLength)) : new Uint8Array(0);
  }

  /** Moves whole items of `bytes` into `items`; returns where the first one that is not whole begins. */
  #takeItems(bytes: Uint8Array, items: Bytes[]): number {
    let at = 0;
    for (;;) {
      const head = readFrameHead(bytes.subarray(at, at + headBytesMax));
      if (head === undefined) return at;
      if (head === "malformed" || head.length > this.#itemBytesMax) {
        this.#failed = head === "malformed" ? "malformed" : "item-too-large";
        return at;
      }
      const from = at + head.headLength;
      if (bytes.byteLength < from + head.length) return at;
      // A bundle has no more items in all: a megabyte of empty ones is somebody's game, not worth a second of work.
      if (items.length === bundleItemsMax) {
        this.#failed = "malformed";
        return at;
      }
      at = from + head.length;
      items.push(copyBytes(bytes.subarray(from, at)));
    }
  }

  /** What is pending and `chunk` after it, as one view. */
  #append(chunk: Uint8Array): Uint8Array {
    const length = this.#length + chunk.byteLength;
    if (length > this.#buffer.byteLength) {
      const larger = new Uint8Array(length * 2);
      larger.set(this.#buffer.subarray(0, this.#length));
      this.#buffer = larger;
    }
    this.#buffer.set(chunk, this.#length);
    return this.#buffer.subarray(0, length);
  }

  /** Keeps a copy of `rest`. When that is what the buffer holds already, nothing moves: else a slow link costs squares. */
  #keep(rest: Uint8Array): void {
    const inPlace = rest.buffer === this.#buffer.buffer && rest.byteOffset === this.#buffer.byteOffset;
    if (inPlace) this.#length = rest.byteLength;
    else this.#copy(rest);
  }

  #copy(rest: Uint8Array): void {
    if (rest.byteLength > this.#buffer.byteLength) this.#buffer = copyBytes(rest);
    else this.#buffer.set(rest);
    this.#length = rest.byteLength;
  }
}

/** All items of a whole sequence. Failures: `malformed` (also when cut), `item-too-large`. */
export function readItems(bytes: Uint8Array, itemBytesMax: number): Result<readonly Bytes[], FrameFailure> {
  const reader = new ItemReader(itemBytesMax);
  const items = reader.push(bytes);
  if (!items.ok) return items;
  if (reader.failure) return err(reader.failure);
  const total = items.value.reduce((sum, item) => sum + frameHead(item.byteLength).byteLength + item.byteLength, 0);
  return total === bytes.byteLength ? items : err("malformed", "cut");
}
