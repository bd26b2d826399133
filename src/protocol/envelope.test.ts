import { deflateRawSync, inflateRawSync } from "node:zlib";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { copyBytes, utf8 } from "../base/bytes.ts";
import { envelopePadBytes, envelopeUnpackedBytesMax } from "../base/limits.ts";
import { encodeCbor } from "./cbor.ts";
import type { ContentValue } from "./envelope.ts";
import { packContent, unpackContent } from "./envelope.ts";

const none = new Uint8Array(0);
const dictionary = utf8("nama-lengkap tempat-lahir kabupaten brebes desa gununglarang siti aminah");

/** The plaintext around bytes that were packed elsewhere. */
function plaintextOf(packed: Uint8Array, format = 1): Uint8Array {
  const { length } = packed;
  return Uint8Array.from([format, (length >> 16) & 255, (length >> 8) & 255, length & 255, ...packed]);
}

const { content } = fc.letrec<{ content: ContentValue }>((tie) => ({
  content: fc.oneof(
    { depthSize: "small" },
    fc.maxSafeNat(),
    fc.boolean(),
    fc.constant(null),
    fc.string({ unit: "grapheme" }),
    fc.uint8Array({ maxLength: 40 }).map(copyBytes),
    fc.array(tie("content"), { maxLength: 4 }),
    fc.dictionary(fc.string({ maxLength: 12 }), tie("content"), { maxKeys: 5, noNullPrototype: true }),
  ),
}));

describe("packContent and unpackContent", () => {
  it("give back what was packed, with a dictionary and without", () => {
    fc.assert(
      fc.property(content, fc.constantFrom(none, dictionary), (value, words) => {
        const packed = packContent(value, words);
        expect(packed.byteLength % envelopePadBytes).toBe(0);
        expect(unpackContent(packed, words)).toEqual({ ok: true, value });
      }),
      { numRuns: 400 },
    );
  });

  it("leave undefined fields out", () => {
    expect(unpackContent(packContent({ a: 1, b: undefined }, none), none)).toEqual({ ok: true, value: { a: 1 } });
  });

  it("are plain raw deflate: another inflater reads them with the same dictionary", () => {
    const plaintext = packContent({ name: "SITI AMINAH" }, dictionary);
    const [, a = 0, b = 0, c = 0] = plaintext;
    const packed = plaintext.subarray(4, 4 + ((a << 16) | (b << 8) | c));
    expect(copyBytes(inflateRawSync(packed, { dictionary }))).toEqual(encodeCbor(new Map([["name", "SITI AMINAH"]])));
  });

  it("shorten a content whose words the dictionary knows", () => {
    const value = { "nama-lengkap": "siti aminah", "tempat-lahir": "desa gununglarang kabupaten brebes" };
    expect(packContent(value, dictionary).byteLength).toBeLessThan(packContent(value, none).byteLength);
  });

  it("cannot be read with another dictionary", () => {
    const value = { "nama-lengkap": "siti aminah kabupaten brebes" };
    expect(unpackContent(packContent(value, dictionary), none)).not.toEqual({ ok: true, value });
  });
});

describe("unpackContent", () => {
  it("stops at a bomb instead of unpacking it", () => {
    const bomb = plaintextOf(deflateRawSync(new Uint8Array(12 * 1024 * 1024)));
    expect(bomb.byteLength).toBeLessThan(16 * 1024);
    expect(unpackContent(bomb, none)).toEqual({ ok: false, code: "content-too-large" });
  });

  it("takes the largest content it may and no byte more", () => {
    const textOf = (length: number): Uint8Array => plaintextOf(deflateRawSync(encodeCbor("a".repeat(length))));
    expect(unpackContent(textOf(envelopeUnpackedBytesMax - 5), none).ok).toBe(true);
    expect(unpackContent(textOf(envelopeUnpackedBytesMax - 4), none)).toMatchObject({ code: "content-too-large" });
  });

  it("keeps a format it does not know apart from a broken one", () => {
    const packed = deflateRawSync(encodeCbor(1));
    expect(unpackContent(plaintextOf(packed, 2), none)).toMatchObject({ code: "format-unknown" });
    expect(unpackContent(none, none)).toMatchObject({ code: "format-unknown" });
  });

  it.each([
    ["a length beyond the end", Uint8Array.of(1, 0, 0, 9, 1, 2)],
    ["no packed bytes", plaintextOf(none)],
    ["bytes that are no deflate", plaintextOf(Uint8Array.of(0xff, 0xff, 0xff))],
    ["a cut stream", plaintextOf(deflateRawSync(encodeCbor("a long enough text, cut")).subarray(0, 8))],
    ["a content that is not CBOR", plaintextOf(deflateRawSync(Uint8Array.of(0xff)))],
    ["a content that is not canonical", plaintextOf(deflateRawSync(Uint8Array.of(0x18, 0x01)))],
  ])("calls %s malformed", (_, plaintext) => {
    expect(unpackContent(plaintext, none)).toMatchObject({ ok: false, code: "content-malformed" });
  });

  it("never throws, whatever it is given", () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), fc.boolean(), (bytes, framed) => {
        const plaintext = framed ? plaintextOf(bytes) : bytes;
        expect(unpackContent(plaintext, dictionary).ok).toBeTypeOf("boolean");
      }),
      { numRuns: 2000 },
    );
  });

  it("does not let a content reach the prototype of what reads it", () => {
    const plaintext = plaintextOf(deflateRawSync(encodeCbor(new Map([["__proto__", new Map([["admin", true]])]]))));
    const opened = unpackContent(plaintext, none);
    expect(opened.ok && Object.getPrototypeOf(opened.value)).toBe(Object.prototype);
    expect(Reflect.get({}, "admin")).toBeUndefined();
  });
});
