/**
 * A piece of a blob, in a bundle or behind a reply. The only item of which a cut beginning is of use: the whole blob is
 * proven by its hash, so the bytes that came may be kept (DESIGN §2).
 */
import type { Bytes } from "../base/bytes.ts";
import { copyBytes } from "../base/bytes.ts";
import { blobBytesMax, blobPartBytesMax, entryBlobsMax } from "../base/limits.ts";
import { asBytes, asBytesUpTo, asList, asListOf, asUint, attempt, decodeFront, encodeCbor, must } from "./cbor.ts";
import { digestBytes, digestPrefixBytes } from "./entry.ts";
import { readFrameHead } from "./framing.ts";
import { itemTypes } from "./item-types.ts";

export type BlobPart = {
  readonly hash: Bytes;
  readonly offset: number;
  /** Size of the whole blob. */
  readonly size: number;
  /** First 16 bytes of the digests of entries that name this blob. */
  readonly namedBy: readonly Bytes[];
  readonly bytes: Bytes;
};

/** The bytes come last, so that a part cut on its way still tells what it was. */
export function encodeBlobPartItem(part: BlobPart): Bytes {
  return encodeCbor([itemTypes.blobPart, part.hash, part.offset, part.size, part.namedBy, part.bytes]);
}

/** Reads the fields after the type; used by bundle and reply. Throws for {@link attempt} and parseCbor. */
export function readBlobPart(fields: readonly unknown[]): BlobPart {
  const [, , , , bytes] = asList(fields, 5, "blob part");
  return withBytes(readBlobPartFront(fields), asBytesUpTo(bytes, blobPartBytesMax, "bytes"));
}

function readBlobPartFront(fields: readonly unknown[]): Omit<BlobPart, "bytes"> {
  const [hash, offset, size, namedBy] = fields;
  return {
    hash: asBytes(hash, digestBytes, "blob hash"),
    offset: asUint(offset, blobBytesMax, "offset"),
    size: asUint(size, blobBytesMax, "size"),
    namedBy: asListOf(namedBy, entryBlobsMax, "named by", (digest) => asBytes(digest, digestPrefixBytes, "digest")),
  };
}

function withBytes(front: Omit<BlobPart, "bytes">, bytes: Bytes): BlobPart {
  must(front.offset + bytes.byteLength <= front.size, "bytes beyond the blob's size");
  return { ...front, bytes };
}

/** Type, hash, offset, size, named by: what stands before the bytes of a blob part. */
const blobPartFrontFields = 5;

/**
 * What can be kept of a blob part whose item was cut: its front and the bytes that came (DESIGN §2). Undefined when
 * the cut item is something else or its front is not whole.
 */
export function parseCutBlobPart(cut: Uint8Array): BlobPart | undefined {
  const [head = 0] = cut;
  // An array of at least six elements, its count in the head itself: further ones come from a newer peer.
  if (head < 0x80 + blobPartFrontFields + 1 || head > 0x97) return undefined;
  const front = readFront(cut.subarray(1));
  if (!front) return undefined;
  const string = readFrameHead(front.rest);
  if (typeof string !== "object" || string.length > blobPartBytesMax) return undefined;
  const bytes = copyBytes(front.rest.subarray(string.headLength, string.headLength + string.length));
  if (bytes.byteLength === 0) return undefined;
  const parsed = attempt(() => withBytes(readBlobPartFront(front.fields), bytes));
  return parsed.ok ? parsed.value : undefined;
}

/** The fields before the bytes, without the type, and what follows them. */
function readFront(cut: Uint8Array): { readonly fields: readonly unknown[]; readonly rest: Uint8Array } | undefined {
  const fields: unknown[] = [];
  let rest = cut;
  for (let i = 0; i < blobPartFrontFields; i += 1) {
    const front = decodeFront(rest);
    if (!front) return undefined;
    fields.push(front.value);
    rest = front.rest;
  }
  const [type, ...others] = fields;
  return type === itemTypes.blobPart ? { fields: others, rest } : undefined;
}
