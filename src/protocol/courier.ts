/**
 * A courier file: the bytes of ordinary bundles or replies one after the other, framed as on the wire, between a first
 * and a last item of its own. Damaged places are passed over: every whole item counts (DESIGN §2). Believes nobody:
 * every item still proves itself.
 */
import type { Bytes } from "../base/bytes.ts";
import { concatBytes, copyBytes } from "../base/bytes.ts";
import { itemBytesMax, replyBytesMax } from "../base/limits.ts";
import type { Result } from "../base/result.ts";
import { parseBundleItem } from "./bundle.ts";
import { asBytes, asBytesUpTo, asList, asUint, encodeCbor, must, parseCbor } from "./cbor.ts";
import { frameItem, readFrameHead } from "./framing.ts";
import { itemTypes } from "./item-types.ts";
import { deviceIdBytes } from "./keys.ts";

const magic = "loket";
const courierVersion = 1;
const counterMax = Number.MAX_SAFE_INTEGER;
/** Type, device and heads around a reply. */
const replyFrameBytes = 64;

/** What a file holds: a tablet's bundles, or the district's replies. A kind of a newer version is `unknown`. */
export const courierKinds = { bundles: 1, replies: 2 } as const;
export type CourierKind = keyof typeof courierKinds | "unknown";

export type CourierHead = {
  readonly kind: CourierKind;
  /** How many entries or replies were put in: nobody's word, only to say how many of them have come. */
  readonly count: number;
};

/** The first item, framed. */
export function courierHead(kind: keyof typeof courierKinds, count: number): Bytes {
  return frameItem(encodeCbor([itemTypes.courierHead, magic, courierVersion, courierKinds[kind], count]));
}

/** The last item, framed: without it the file was cut. */
export function courierEnd(): Bytes {
  return frameItem(encodeCbor([itemTypes.courierEnd]));
}

export type CourierReply = {
  /** Whose bundle it answers. */
  readonly device: Bytes;
  /** A whole reply as it would have come over the wire. */
  readonly reply: Bytes;
};

/** A whole file of replies. */
export function encodeReplies(replies: readonly CourierReply[]): Bytes {
  const items = replies.map(({ device, reply }) => frameItem(encodeCbor([itemTypes.courierReply, device, reply])));
  return concatBytes(courierHead("replies", replies.length), ...items, courierEnd());
}

/** Failure: `malformed`. */
export function parseCourierHead(item: Uint8Array): Result<CourierHead, "malformed"> {
  return parseCbor(item, (value) => {
    const [type, word, version, kind, count] = asList(value, 5, "courier head");
    must(type === itemTypes.courierHead && word === magic, "courier head");
    asUint(version, counterMax, "version");
    const known = kind === courierKinds.bundles ? "bundles" : kind === courierKinds.replies ? "replies" : "unknown";
    return { kind: known, count: asUint(count, counterMax, "count") };
  });
}

/** Failure: `malformed`. */
export function parseCourierReply(item: Uint8Array): Result<CourierReply, "malformed"> {
  return parseCbor(item, (value) => {
    const [type, device, reply] = asList(value, 3, "courier reply");
    must(type === itemTypes.courierReply, "courier reply");
    return {
      device: asBytes(device, deviceIdBytes, "device"),
      reply: asBytesUpTo(reply, replyBytesMax, "reply"),
    };
  });
}

export type CourierItem = { readonly type: number; readonly bytes: Bytes };

/** Places that looked like an item and were none: above this a file is not damaged but made to keep us busy. */
const falseItemsMax = 10_000;

/** Whether an item of this type is what its type says; undefined for a type nobody here knows. */
type Judge = (item: CourierItem) => boolean | undefined;

/** Reads a tablet's file of bundles. */
export function readerOfBundles(): CourierReader {
  return new CourierReader(itemBytesMax, ({ type, bytes }) => {
    if (type === itemTypes.courierHead) return parseCourierHead(bytes).ok;
    if (type === itemTypes.courierEnd) return bytes.byteLength === courierEndBytes;
    const item = parseBundleItem(bytes);
    return item.ok ? (item.value.type === "unknown" ? undefined : true) : false;
  });
}

/** Reads the district's file of replies. */
export function readerOfReplies(): CourierReader {
  return new CourierReader(replyBytesMax + replyFrameBytes, ({ type, bytes }) => {
    if (type === itemTypes.courierHead) return parseCourierHead(bytes).ok;
    if (type === itemTypes.courierEnd) return bytes.byteLength === courierEndBytes;
    return type === itemTypes.courierReply ? parseCourierReply(bytes).ok : undefined;
  });
}

/**
 * Takes the bytes of a file as they come and gives its whole items. Where something is broken it looks byte by byte for
 * the next place at which an item stands. What an item claims is for others to check. Keeps at most one item in memory.
 */
export class CourierReader {
  /** Bytes that belong to no whole item. */
  damagedBytes = 0;
  #pending: Uint8Array = new Uint8Array(0);
  #falseItems = 0;
  /** Behind damage the inner parts of a broken item may look like items: then only what we know counts. */
  #isLost = false;
  readonly #itemBytesMax: number;
  readonly #judge: Judge;

  constructor(bytesMax: number, judge: Judge) {
    this.#itemBytesMax = bytesMax;
    this.#judge = judge;
  }

  push(chunk: Uint8Array): readonly CourierItem[] {
    return this.#read(this.#pending.byteLength === 0 ? chunk : concatBytes(this.#pending, chunk), false);
  }

  /** The file has ended: what waited for more bytes was broken, and whole items may stand behind it. */
  end(): readonly CourierItem[] {
    return this.#read(this.#pending, true);
  }

  #read(bytes: Uint8Array, isEnd: boolean): readonly CourierItem[] {
    const items: CourierItem[] = [];
    let at = 0;
    while (at < bytes.byteLength) {
      const found = this.#itemAt(bytes, at);
      if (found === "cut" && !isEnd) break;
      this.#isLost = typeof found !== "object";
      if (typeof found === "object") {
        items.push(found.item);
        at = found.end;
      } else {
        this.damagedBytes += 1;
        at += 1;
      }
    }
    this.#pending = copyBytes(bytes.subarray(at));
    return items;
  }

  #itemAt(bytes: Uint8Array, at: number): { readonly item: CourierItem; readonly end: number } | "cut" | undefined {
    if (this.#falseItems > falseItemsMax) return undefined;
    const head = readFrameHead(bytes.subarray(at, at + frameHeadBytesMax));
    if (head === undefined) return "cut";
    if (head === "malformed" || head.length < courierEndBytes || head.length > this.#itemBytesMax) return undefined;
    const from = at + head.headLength;
    const end = from + head.length;
    if (from + 2 <= bytes.byteLength && !mayBeItem(bytes[from], bytes[from + 1])) return undefined;
    if (end > bytes.byteLength) return "cut";
    const item = { type: bytes[from + 1] ?? 0, bytes: copyBytes(bytes.subarray(from, end)) };
    if (this.#judge(item) ?? !this.#isLost) return { item, end };
    this.#falseItems += 1;
    return undefined;
  }
}

/** A list and a number, each in one byte: also the least an item can be. */
const courierEndBytes = 2;
const frameHeadBytesMax = 5;
/** Types are numbers that stand in the head of a CBOR uint. */
const typeMax = 23;

function mayBeItem(list: number | undefined, type: number | undefined): boolean {
  return list !== undefined && type !== undefined && list > 0x80 && list <= 0x97 && type <= typeMax;
}
