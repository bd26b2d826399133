import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { brebes } from "../../../tests/fixtures/kiosk-config.ts";
import { definite } from "../../base/assert.ts";
import { copyBytes, toHex } from "../../base/bytes.ts";
import { envelopePadBytes } from "../../base/limits.ts";
import type { Attachment, Content } from "../../domain/application/content.ts";
import { parseContent } from "../../domain/application/parse-content.ts";
import { sampleFiling } from "../../domain/sample/sample-filing.ts";
import type { ContentValue } from "../envelope.ts";
import { packContent, unpackContent } from "../envelope.ts";
import { makeWriter } from "./arithmetic.ts";
import { compactFormat, packCompact, readDictionary, unpackCompact } from "./compact.ts";
import { codeContent } from "./content.ts";
import type { EntryFacts } from "./session.ts";
import { makeSession } from "./session.ts";
import { depthMax } from "./values.ts";

const config = brebes();
const dictionary = readDictionary(definite(config.dictionaries.at(-1), "a dictionary is released").text);
const tables = definite(dictionary.tables, "the newest dictionary has tables");
const facts: EntryFacts = { village: "33.29.01.2007", blobs: [], secret: undefined };
const filedAt = Date.UTC(2026, 10, 24, 1, 12, 7, 345);

/** Through format 2, as the reader finds it. */
function through(content: ContentValue, known = facts): unknown {
  const packed = definite(packCompact(content, tables, known), "it goes into format 2");
  expect(packed.byteLength % envelopePadBytes).toBe(0);
  return unpackCompact(packed, tables, known);
}

const asFields = (value: ContentValue): Readonly<Record<string, ContentValue>> =>
  typeof value === "object" && value !== null && !(value instanceof Uint8Array) && !Array.isArray(value)
    ? Object.fromEntries(Object.entries(value))
    : {};

/** As format 1 gives it back: what "exactly" means here. */
const throughTextKeys = (content: ContentValue): unknown =>
  unpackContent(packContent(content, dictionary.bytes), dictionary.bytes);

const blobs = Array.from({ length: 24 }, (_, at) => ({ hash: new Uint8Array(32).fill(at + 1), size: 80_000 + at }));
const withBlobs: EntryFacts = { ...facts, blobs };
const secret = new Uint8Array(16).map((_, at) => 0xa0 + at);

function sample(serviceAt: number, seed: number, isWithPhotos: boolean, from = config.services): Content {
  let state = seed;
  const random = (): number => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
  let used = 0;
  const attach = (requirementId: string, page: number): Attachment => {
    const blob = definite(blobs[used], "24 blobs are enough");
    used += 1;
    const key = new Uint8Array(32).map(() => Math.floor(random() * 256));
    return {
      requirementId,
      page,
      blob: blob.hash,
      size: blob.size,
      key,
      mime: "image/webp",
      width: 1600,
      height: 1131,
    };
  };
  const service = definite(from[serviceAt % from.length], "a service");
  const village = random() < 0.7 ? { village: "33.29.01.2007" } : {};
  return sampleFiling(service, config, random, { filedAt, ...village, ...(isWithPhotos ? { attach } : {}) });
}

const anyText = fc.oneof(
  fc.string({ unit: "grapheme", maxLength: 24 }),
  fc.string({ maxLength: 24 }),
  fc.constantFrom(
    "",
    " ",
    "  Siti  AMINAH",
    "SITI AMINAH",
    "siti",
    "SiTi",
    "3329-LT-24112026-0001",
    "SKTLK/123/XI/2026",
    "__proto__",
  ),
  fc.constantFrom(
    "3329994508900001",
    "9999999999999999",
    "0000000000000000",
    "2026-11-24",
    "2026-02-30",
    "1899-01-01",
    "2026-13",
    "2026",
  ),
  fc.constantFrom(
    "+628123456789",
    "+62812",
    "+6212345678901234",
    "007",
    "24:00",
    "23:59",
    "33.29.01.2007",
    "99.99.99.9999",
    "1",
    "99",
  ),
);
const { anything } = fc.letrec<{ anything: ContentValue }>((tie) => ({
  anything: fc.oneof(
    { depthSize: "small", maxDepth: 5 },
    fc.maxSafeNat(),
    fc.maxSafeInteger().map((number) => number + 0),
    fc.boolean(),
    fc.constant(null),
    anyText,
    fc.constant({ unknown: true }),
    fc.uint8Array({ maxLength: 40 }).map(copyBytes),
    fc.array(tie("anything"), { maxLength: 4 }),
    fc.dictionary(anyText, tie("anything"), { maxKeys: 4, noNullPrototype: true }),
  ),
}));

/** A filing in which anything may stand for anything, fields are missing and fields are too many. */
const fieldIds = tables.services.flatMap(({ fields }) => fields.map(({ id }) => id));
const answers = fc.dictionary(fc.oneof(fc.constantFrom(...fieldIds), anyText), anything, {
  maxKeys: 30,
  noNullPrototype: true,
});
const strange = fc.record(
  {
    kind: fc.oneof(fc.constantFrom("application", "correction", "withdrawal"), anything),
    serviceId: fc.oneof(fc.constantFrom("birth-certificate", "kk-add-child", "ktp-el-lost", "pindah"), anything),
    secret: fc.oneof(fc.uint8Array({ minLength: 16, maxLength: 16 }).map(copyBytes), fc.constant(secret), anything),
    configVersion: anything,
    filedAt: fc.oneof(fc.maxSafeNat(), anything),
    answers: fc.oneof(answers, anything),
    attachments: fc.oneof(
      fc.array(fc.dictionary(fc.constantFrom("page", "blob", "key", "size", "mime", "note", "new"), anything)),
      anything,
    ),
    missing: fc.oneof(fc.array(fc.oneof(fc.constantFrom("kk", "surat-lahir"), anyText)), anything),
    officer: fc.oneof(fc.record({ id: anyText, name: anyText }), anything),
    statement: fc.oneof(
      fc.record({ version: anyText, signedBy: fc.constantFrom("cross", "signature", "seal"), witness: anything }),
      anything,
    ),
    urgent: anything,
    phone: fc.oneof(anyText, anything),
    reason: fc.oneof(anyText, anything),
    later: anything,
  },
  { requiredKeys: [], noNullPrototype: true },
);

describe("format 2", () => {
  it("gives back every sample filing of every service, with photos and without", () => {
    fc.assert(
      fc.property(fc.nat(2), fc.nat(), fc.boolean(), (serviceAt, seed, isWithPhotos) => {
        const content = sample(serviceAt, seed, isWithPhotos);
        const found = through(content, withBlobs);
        expect(found).toEqual({ ok: true, value: content });
        expect(parseContent(content).ok).toBe(true);
      }),
      { numRuns: 300 },
    );
  });

  it("gives back anything at all as format 1 does", () => {
    fc.assert(
      fc.property(fc.oneof(anything, strange), fc.boolean(), (content, isWithBlobs) => {
        expect(through(content, isWithBlobs ? withBlobs : { ...facts, secret })).toEqual(throughTextKeys(content));
      }),
      { numRuns: 1500 },
    );
  });

  it("gives back a filing in which one value was exchanged for any other, removed, or added", () => {
    const places = fc.constantFrom("answers", "statement", "officer", "top");
    fc.assert(
      fc.property(
        fc.nat(2),
        fc.nat(),
        places,
        fc.nat(),
        anyText,
        anything,
        (serviceAt, seed, place, at, added, value) => {
          const content: Record<string, ContentValue> = { ...sample(serviceAt, seed, true) };
          const target = { ...(place === "top" ? content : asFields(content[place])) };
          const keys = [...Object.keys(target), added];
          const key = keys[at % keys.length] ?? added;
          const changed = Object.fromEntries([
            ...Object.entries(target).filter(([each]) => each !== key),
            [key, value],
          ]);
          const whole: ContentValue = place === "top" ? changed : { ...content, [place]: changed };
          expect(through(whole, withBlobs)).toEqual(throughTextKeys(whole));
        },
      ),
      { numRuns: 500 },
    );
  });

  it("leaves to format 1 what it would not give back exactly", () => {
    const deep = Array.from({ length: depthMax + 2 }).reduce<ContentValue>((inside) => [inside], "deep");
    expect(packCompact(deep, tables, facts)).toBeUndefined();
    expect(packCompact("a".repeat(300_000), tables, facts)).toBeUndefined();
    let reads = 0;
    const shifting = {
      get reason(): string {
        reads += 1;
        return `read ${reads} times`;
      },
    };
    expect(packCompact(shifting, tables, facts)).toBeUndefined();
  });

  it("needs less than a third of format 1 for a filing without photos of a service its dictionary knows", () => {
    const known = config.services.filter(({ id }) => tables.services.some((service) => service.id === id));
    const sums = Array.from({ length: 60 }, (_, at) => sample(at, at, false, known)).map((content) => ({
      compact: packCompact(content, tables, facts)?.byteLength ?? Infinity,
      plain: packContent(content, dictionary.bytes).byteLength,
    }));
    const sumOf = (which: "compact" | "plain"): number => sums.reduce((sum, each) => sum + each[which], 0);
    expect(sumOf("compact")).toBeLessThan(sumOf("plain") / 3);
  });

  it("sends hash and size of a photo once: in the header", () => {
    const content = sample(0, 5, true);
    const bytesWith = packCompact(content, tables, withBlobs)?.byteLength ?? Infinity;
    expect(bytesWith).toBeLessThan((packCompact(content, tables, facts)?.byteLength ?? 0) - 60);
  });
});

describe("an application's secret", () => {
  const filing = sample(0, 1, false);
  const known = { ...facts, secret };

  it("is told to nobody who can compute it, and costs nothing then", () => {
    const packed = definite(packCompact({ ...filing, secret }, tables, known), "packed");
    expect(toHex(packed)).not.toContain(toHex(secret));
    expect(unpackCompact(packed, tables, known)).toEqual({ ok: true, value: { ...filing, secret } });
    const told = definite(packCompact({ ...filing, secret }, tables, facts), "packed");
    expect(told.byteLength - packed.byteLength).toBe(16);
  });

  it("is the reader's own where it was not told: another seal makes another one", () => {
    const packed = definite(packCompact({ ...filing, secret }, tables, known), "packed");
    const other = new Uint8Array(16).fill(1);
    expect(unpackCompact(packed, tables, { ...known, secret: other })).toEqual({
      ok: true,
      value: { ...filing, secret: other },
    });
    expect(unpackCompact(packed, tables, facts)).not.toMatchObject({ ok: true, value: { secret } });
  });

  it("that is another than the seal's travels", () => {
    const other = new Uint8Array(16).fill(1);
    expect(through({ ...filing, secret: other }, known)).toEqual({ ok: true, value: { ...filing, secret: other } });
  });
});

describe("a reader of format 2", () => {
  const packed = definite(packCompact(sample(0, 1, false), tables, facts), "packed");

  it("never throws, whatever it is given", () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 400 }), (bytes) => {
        expect(unpackCompact(Uint8Array.of(2, ...bytes), tables, facts).ok).toBeTypeOf("boolean");
      }),
      { numRuns: 3000 },
    );
  });

  it("calls what is cut, or followed by something, malformed", () => {
    expect(unpackCompact(packed.subarray(0, packed.byteLength - 32), tables, facts)).toMatchObject({
      code: "content-malformed",
    });
    expect(unpackCompact(Uint8Array.of(...packed, 0, 0, 1), tables, facts)).toMatchObject({
      code: "content-malformed",
    });
    expect(unpackCompact(Uint8Array.of(...packed, 0, 0, 0), tables, facts).ok).toBe(true);
  });

  it.each([
    ["one endless word", "a".repeat(300_000)],
    ["endless words", "siti ".repeat(100_000)],
    ["an endless list", Array.from({ length: 300_000 }, () => null)],
  ])("stops at a bomb instead of unpacking it: %s", (_, bomb) => {
    const writer = makeWriter();
    codeContent({ ...makeSession(writer, tables, facts), spend: () => undefined }, bomb);
    const hostile = Uint8Array.of(compactFormat, ...writer.finish());
    expect(unpackCompact(hostile, tables, facts)).toMatchObject({ ok: false, code: "content-too-large" });
  });

  it("does not let a content reach the prototype of what reads it", () => {
    const content = Object.fromEntries([["__proto__", { admin: true }]]);
    expect(through(content)).toEqual({ ok: true, value: content });
    expect(Reflect.get({}, "admin")).toBeUndefined();
  });
});
