/**
 * Canonical CBOR (RFC 8949 §4.2) in and out, and the small readers the parsers of this room are made of.
 * Whatever was signed or hashed is kept as the bytes that came; nothing here re-encodes a peer's words.
 */
import { decode, decodeFirst, encode, rfc8949EncodeOptions } from "cborg";
import type { DecodeOptions } from "cborg";
import type { Bytes } from "../base/bytes.ts";
import { copyBytes, equalBytes } from "../base/bytes.ts";
import type { Result } from "../base/result.ts";
import { err, ok } from "../base/result.ts";

/** What we put on the wire: no floats, no tags, no undefined. */
export type CborValue =
  | string
  | number
  | bigint
  | boolean
  | null
  | Uint8Array
  | readonly CborValue[]
  | ReadonlyMap<number, CborValue>
  | ReadonlyMap<string, CborValue>;

const STRICT: DecodeOptions = {
  strict: true,
  useMaps: true,
  allowIndefinite: false,
  allowUndefined: false,
  allowNaN: false,
  allowInfinity: false,
  allowBigInt: false,
  rejectDuplicateMapKeys: true,
};

/** Canonical bytes of a value of ours. Throws only on a programmer error (a type CBOR does not know). */
export function encodeCbor(value: CborValue): Bytes {
  return copyBytes(encode(value, rfc8949EncodeOptions));
}

/** Thrown inside a parser and turned into a Result at its door; never leaves this room. */
class Malformed extends Error {}

function malformed(detail: string): never {
  throw new Malformed(detail);
}

/** For what the readers below cannot say in one word. */
export function must(condition: boolean, detail: string): asserts condition {
  if (!condition) malformed(detail);
}

/**
 * Runs a parser over one CBOR value that fills `bytes` exactly. Failure: `malformed`, with the place for logs; also
 * when the bytes are not the canonical ones of their value. The decoder alone would let unsorted maps, whole numbers
 * written as floats and broken UTF-8 pass.
 */
export function parseCbor<T>(bytes: Uint8Array, parse: (value: unknown) => T): Result<T, "malformed"> {
  return attempt(() => {
    const value: unknown = decode(bytes, STRICT);
    must(equalBytes(encode(value, rfc8949EncodeOptions), bytes), "not canonical CBOR");
    return parse(value);
  });
}

/** Runs readers of this file outside {@link parseCbor}. Failure: `malformed`. */
export function attempt<T>(read: () => T): Result<T, "malformed"> {
  try {
    return ok(read());
  } catch (error) {
    return err("malformed", error instanceof Malformed ? error.message : "not canonical CBOR");
  }
}

/** Decodes one value at the front of `bytes`; undefined when it is cut short or not canonical. */
export function decodeFront(bytes: Uint8Array): { readonly value: unknown; readonly rest: Uint8Array } | undefined {
  try {
    const [value, rest] = decodeFirst(bytes, STRICT);
    return { value, rest };
  } catch {
    return undefined;
  }
}

/** A list of at least `min` elements. Further ones come from a newer peer and are left alone. */
export function asList(value: unknown, min: number, what: string): readonly unknown[] {
  if (!Array.isArray(value) || value.length < min) malformed(`${what}: not a list of ${min}`);
  return value;
}

/** A list of at most `max` elements, each read by `each`. */
export function asListOf<T>(value: unknown, max: number, what: string, each: (value: unknown) => T): readonly T[] {
  if (!Array.isArray(value)) malformed(`${what}: not a list`);
  if (value.length > max) malformed(`${what}: more than ${max}`);
  return value.map(each);
}

/** A map with number keys. */
export function asMap(value: unknown, what: string): ReadonlyMap<unknown, unknown> {
  if (!(value instanceof Map)) malformed(`${what}: not a map`);
  return value;
}

/** Bytes of exactly `length`, over their own buffer. */
export function asBytes(value: unknown, length: number, what: string): Bytes {
  if (!(value instanceof Uint8Array) || value.byteLength !== length) malformed(`${what}: not ${length} bytes`);
  return copyBytes(value);
}

/** Bytes of at most `max`, over their own buffer. */
export function asBytesUpTo(value: unknown, max: number, what: string): Bytes {
  if (!(value instanceof Uint8Array) || value.byteLength > max) malformed(`${what}: not up to ${max} bytes`);
  return copyBytes(value);
}

/** A whole number from 0 to `max` (at most 2^53 - 1). */
export function asUint(value: unknown, max: number, what: string): number {
  if (typeof value !== "number" || !Number.isSafeInteger(value) || value < 0 || value > max)
    malformed(`${what}: not a number up to ${max}`);
  return value;
}

/** A text of at most `max` UTF-16 units. */
export function asText(value: unknown, max: number, what: string): string {
  if (typeof value !== "string" || value.length > max) malformed(`${what}: not a text up to ${max}`);
  return value;
}

/** `null` stays undefined, everything else goes to `read`. */
export function asOptional<T>(value: unknown, read: (value: unknown) => T): T | undefined {
  return value === null || value === undefined ? undefined : read(value);
}
