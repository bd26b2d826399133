import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Codec } from "../../tests/fixtures/wire-codecs.ts";
import { codecs } from "../../tests/fixtures/wire-codecs.ts";
import type { CborValue } from "./cbor.ts";
import { encodeCbor, parseCbor } from "./cbor.ts";
import { parseReply } from "./reply.ts";
import { parseSlipUrl } from "./slip.ts";

/** Per codec and test; with 21 codecs well above 20,000 parses together. */
const numRuns = 600;

/** Valid bytes with one to three bytes changed, cut, or doubled. */
function mutated({ samples }: Codec): fc.Arbitrary<Uint8Array> {
  const change = fc.tuple(fc.nat(), fc.nat(255));
  return fc
    .tuple(samples, fc.array(change, { minLength: 1, maxLength: 3 }), fc.nat(), fc.nat(3))
    .map(([{ bytes }, changes, at, kind]) => {
      if (kind === 0) return bytes.slice(0, at % (bytes.byteLength + 1));
      if (kind === 1) return Uint8Array.from([...bytes, ...bytes.slice(0, at % (bytes.byteLength + 1))]);
      const copy = bytes.slice();
      for (const [place, value] of changes) copy[place % copy.byteLength] = value;
      return copy;
    });
}

/** The outermost list with further elements, or map with further keys, as a newer peer would send. */
function grown(bytes: Uint8Array): Uint8Array | undefined {
  const parsed = parseCbor(bytes, (value) => value);
  if (!parsed.ok) return undefined;
  const value = parsed.value;
  if (Array.isArray(value)) return encodeCbor([...(value as CborValue[]), "of a newer peer", [1, 2]]);
  if (value instanceof Map)
    return encodeCbor(new Map([...(value as Map<number, CborValue>), [9999, "of a newer peer"]]));
  return undefined;
}

describe.each(codecs)("$name", (codec) => {
  it("comes back as it was sent, undefined fields and order included", () => {
    fc.assert(
      fc.property(codec.samples, ({ value, bytes }) => {
        expect(codec.parse(bytes)).toEqual({ ok: true, value });
      }),
      { numRuns: 200 },
    );
  });

  it("never throws on random bytes", () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 80 }), (bytes) => {
        expect(codec.parse(bytes).ok).toBeTypeOf("boolean");
      }),
      { numRuns },
    );
  });

  it("never throws on valid bytes that were changed, cut or doubled", () => {
    fc.assert(
      fc.property(mutated(codec), (bytes) => {
        expect(codec.parse(bytes).ok).toBeTypeOf("boolean");
      }),
      { numRuns },
    );
  });

  it("refuses trailing bytes", () => {
    fc.assert(
      fc.property(codec.samples, ({ bytes }) => {
        expect(codec.parse(Uint8Array.from([...bytes, 0])).ok).toBe(false);
      }),
      { numRuns: 50 },
    );
  });

  it("reads the message of a newer peer for what it knows of it", () => {
    fc.assert(
      fc.property(codec.samples, ({ value, bytes }) => {
        const newer = grown(bytes);
        expect(newer).toBeDefined();
        expect(codec.parse(newer ?? bytes)).toEqual({ ok: true, value });
      }),
      { numRuns: 50 },
    );
  });
});

it("a reply and a scanned QR never throw either, whatever a portal or a passer-by shows", () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 300 }), (bytes) => {
      expect(parseReply(bytes).ok).toBeTypeOf("boolean");
    }),
    { numRuns },
  );
  const address = fc.string().map((text) => `https://loket.example/t/ABCD-EFGH#${text}`);
  fc.assert(
    fc.property(fc.oneof(fc.string(), address), (text) => {
      expect(parseSlipUrl(text).ok).toBeTypeOf("boolean");
    }),
    { numRuns },
  );
});
