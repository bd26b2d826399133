/**
 * What is inside an envelope before it is sealed: one byte of format, three of length, the content compressed with the
 * shared dictionary, zeros up to a multiple of 16. Knows the packing, not the meaning (that is domain/application).
 */
import { Inflate, deflateSync } from "fflate";
import type { Bytes } from "../base/bytes.ts";
import { copyBytes } from "../base/bytes.ts";
import { envelopePadBytes, envelopeUnpackedBytesMax } from "../base/limits.ts";
import type { Result } from "../base/result.ts";
import { err, ok } from "../base/result.ts";
import type { CborValue } from "./cbor.ts";
import { encodeCbor, parseCbor } from "./cbor.ts";

/** Format 1: canonical CBOR with text keys, raw deflate with the dictionary. */
const formatTextKeys = 1;
const headBytes = 4;

/** What may stand in a content: text keys, no floats. `undefined` fields are left out. */
export type ContentValue =
  | string
  | number
  | boolean
  | null
  | undefined
  | Uint8Array
  | readonly ContentValue[]
  | { readonly [key: string]: ContentValue };

function toCbor(value: ContentValue): CborValue {
  if (value === undefined || value === null) return null;
  if (typeof value !== "object" || value instanceof Uint8Array) return value;
  if (Array.isArray(value)) return value.map((element: ContentValue) => toCbor(element));
  const entries = Object.entries(value).filter(([, field]) => field !== undefined);
  return new Map(entries.map(([key, field]) => [key, toCbor(field)]));
}

function fromCbor(value: unknown): unknown {
  if (value instanceof Uint8Array) return copyBytes(value);
  if (Array.isArray(value)) return value.map(fromCbor);
  if (value instanceof Map) {
    const object: Record<string, unknown> = Object.create(null) as Record<string, unknown>;
    for (const [key, field] of value) if (typeof key === "string") object[key] = fromCbor(field);
    return { ...object };
  }
  return value;
}

/** The canonical bytes of a content: two contents are the same when these are. */
export function encodeContent(content: ContentValue): Bytes {
  return encodeCbor(toCbor(content));
}

/** The plaintext of an envelope: packed, compressed with `dictionary` (empty = none), padded. */
export function packContent(content: ContentValue, dictionary: Uint8Array): Bytes {
  const options = dictionary.byteLength > 0 ? { level: 9, mem: 4, dictionary } : { level: 9, mem: 4 };
  const packed = deflateSync(encodeContent(content), options as Parameters<typeof deflateSync>[1]);
  const length = headBytes + packed.byteLength;
  const out = new Uint8Array(Math.ceil(length / envelopePadBytes) * envelopePadBytes);
  out.set([formatTextKeys, (packed.byteLength >> 16) & 255, (packed.byteLength >> 8) & 255, packed.byteLength & 255]);
  out.set(packed, headBytes);
  return out;
}

/**
 * Reads an opened envelope. Failures: `format-unknown` (a newer tablet: keep and wait), `content-malformed`,
 * `content-too-large` (a bomb). All of them mean quarantine, never refusal (DESIGN §2).
 */
export function unpackContent(
  plaintext: Uint8Array,
  dictionary: Uint8Array,
): Result<unknown, "format-unknown" | "content-malformed" | "content-too-large"> {
  const [format, a = 0, b = 0, c = 0] = plaintext;
  if (format !== formatTextKeys) return err("format-unknown", String(format));
  const length = (a << 16) | (b << 8) | c;
  if (headBytes + length > plaintext.byteLength) return err("content-malformed", "length");
  const inflated = inflateUpTo(plaintext.subarray(headBytes, headBytes + length), dictionary);
  if (!inflated.ok) return inflated;
  const parsed = parseCbor(inflated.value, fromCbor);
  return parsed.ok ? parsed : err("content-malformed", parsed.detail);
}

/** Inflates and counts: stops at the limit instead of believing a length. */
function inflateUpTo(
  packed: Uint8Array,
  dictionary: Uint8Array,
): Result<Bytes, "content-malformed" | "content-too-large"> {
  const out = new Uint8Array(envelopeUnpackedBytesMax);
  let length = 0;
  let tooLarge = false;
  let finished = false;
  const stream = new Inflate(dictionary.byteLength > 0 ? { dictionary } : {}, (chunk, final) => {
    finished = final;
    if (length + chunk.byteLength > out.byteLength) tooLarge = true;
    else out.set(chunk, length);
    length += chunk.byteLength;
  });
  try {
    // Small bites: a bomb is noticed after at most one of them.
    const bite = 512;
    for (let at = 0; at < packed.byteLength && !tooLarge; at += bite)
      stream.push(packed.subarray(at, at + bite), at + bite >= packed.byteLength);
  } catch {
    return err("content-malformed", "deflate");
  }
  if (tooLarge) return err("content-too-large");
  return finished ? ok(copyBytes(out.subarray(0, length))) : err("content-malformed", "deflate");
}
