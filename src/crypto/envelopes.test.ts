import { beforeAll, describe, expect, it } from "vitest";
import { flipBit } from "../../tests/fixtures/crypto.ts";
import type { Bytes } from "../base/bytes.ts";
import { utf8 } from "../base/bytes.ts";
import { unwrap } from "../base/result.ts";
import { envelopeUnpackedBytesMax } from "../base/limits.ts";
import type { ContentValue } from "../protocol/envelope.ts";
import { unpackContent } from "../protocol/envelope.ts";
import { envelopeAad } from "../protocol/entry.ts";
import type { PublicKeyBytes } from "../protocol/keys.ts";
import { keyAlgorithms } from "../protocol/keys.ts";
import { tags } from "../protocol/tags.ts";
import type { BegunEnvelope } from "./envelopes.ts";
import { beginEnvelope, openContent, openFields, sealFields } from "./envelopes.ts";
import type { SealingKey } from "./sealing.ts";
import { makeSealingKey, open, seal } from "./sealing.ts";
import { noDictionary, readDictionary } from "../protocol/compact/compact.ts";
import { brebes } from "../../tests/fixtures/kiosk-config.ts";

const filled = (length: number, value: number): Bytes => new Uint8Array(length).fill(value);
const scope = { regency: "33.29", device: filled(16, 1) };
const headers = { shared: utf8("shared header"), own: utf8("own header") };
const content = { kind: "application", answers: { "child-name": "SITI AMINAH", twins: false } };
const dictionary = { bytes: utf8("child-name SITI AMINAH"), tables: undefined };

/** Both steps at once, for what needs no secret. */
async function sealContent({
  sealingKey,
  ...parts
}: Parameters<BegunEnvelope["finish"]>[0] & { readonly sealingKey: PublicKeyBytes }): Promise<Bytes> {
  return (await beginEnvelope(sealingKey)).finish(parts);
}

let key: SealingKey;
let otherKey: SealingKey;
beforeAll(async () => {
  key = await makeSealingKey(keyAlgorithms.hpkeX25519, { extractable: false });
  otherKey = await makeSealingKey(keyAlgorithms.hpkeX25519, { extractable: false });
});

describe("an envelope", () => {
  const sealed = (): Promise<Bytes> =>
    sealContent({ scope, ...headers, content, dictionary, sealingKey: key.publicKey });

  it("opens at the district it was sealed for", async () => {
    const entry = { ...headers, envelope: await sealed() };
    expect(await openContent({ scope, entry, dictionary, sealingKey: key })).toEqual({ ok: true, value: content });
  });

  it("opens under no other device, regency, header or key: it cannot be moved into another entry", async () => {
    const entry = { ...headers, envelope: await sealed() };
    const right = { scope, entry, dictionary, sealingKey: key };
    const wrong = [
      { ...right, scope: { ...scope, device: filled(16, 2) } },
      { ...right, scope: { ...scope, regency: "33.28" } },
      { ...right, entry: { ...entry, shared: utf8("shared headeR") } },
      { ...right, entry: { ...entry, own: utf8("own headeR") } },
      { ...right, entry: { ...entry, shared: utf8("shared headerown "), own: utf8("header") } },
      { ...right, entry: { ...entry, envelope: flipBit(entry.envelope, 300) } },
      { ...right, sealingKey: otherKey },
    ];
    for (const parts of wrong) expect(await openContent(parts)).toMatchObject({ ok: false, code: "seal-broken" });
  });

  it("with a format of the future, a bomb or rubbish inside is told apart, for quarantine", async () => {
    const openSealed = async (plaintext: Bytes): Promise<unknown> => {
      const info = utf8(tags.envelope);
      const envelope = await seal(key.publicKey, plaintext, envelopeAad(scope, headers), info);
      return openContent({ scope, entry: { ...headers, envelope }, dictionary: noDictionary, sealingKey: key });
    };
    expect(await openSealed(Uint8Array.of(9, 0, 0, 0))).toMatchObject({ code: "format-unknown" });
    expect(await openSealed(Uint8Array.of(1, 0, 0, 2, 0xff, 0xff))).toMatchObject({ code: "content-malformed" });
    const bomb = await sealContent({
      scope,
      ...headers,
      content: "a".repeat(envelopeUnpackedBytesMax + 1),
      dictionary: noDictionary,
      sealingKey: key.publicKey,
    });
    const entry = { ...headers, envelope: bomb };
    const opened = await openContent({ scope, entry, dictionary: noDictionary, sealingKey: key });
    expect(opened).toMatchObject({ code: "content-too-large" });
  });

  it("is of format 2 where the dictionary has tables, and of format 1 for what would not come back from it", async () => {
    const newest = readDictionary(brebes().dictionaries.at(-1)?.text ?? "");
    const roundTrip = async (value: ContentValue): Promise<{ length: number; opened: unknown; byWords: unknown }> => {
      const parts = { scope, ...headers, dictionary: newest };
      const envelope = await sealContent({ ...parts, content: value, sealingKey: key.publicKey });
      const entry = { ...headers, envelope };
      const words = { ...newest, tables: undefined };
      return {
        length: envelope.byteLength,
        opened: await openContent({ ...parts, entry, sealingKey: key }),
        byWords: await openContent({ ...parts, entry, dictionary: words, sealingKey: key }),
      };
    };
    const compact = await roundTrip(content);
    expect(compact.opened).toEqual({ ok: true, value: content });
    expect(compact.byWords).toMatchObject({ ok: false, code: "format-unknown" });
    const deep = Array.from({ length: 20 }).reduce<ContentValue>((inside) => [inside], "deep");
    const plain = await roundTrip(deep);
    expect(plain.opened).toEqual({ ok: true, value: deep });
    expect(plain.byWords).toEqual(plain.opened);
  });

  describe("derives an application's secret", () => {
    const newest = readDictionary(brebes().dictionaries.at(-1)?.text ?? "");
    const parts = { scope, ...headers, dictionary: newest };
    const filed = (secret: Bytes): ContentValue => ({ kind: "application", secret, answers: {} });
    const openIt = (envelope: Bytes): Promise<unknown> =>
      openContent({ ...parts, entry: { ...headers, envelope }, sealingKey: key });

    it("that whoever opens it computes, and that does not travel", async () => {
      const begun = await beginEnvelope(key.publicKey);
      const envelope = await begun.finish({ ...parts, content: filed(begun.secret) });
      expect(begun.secret.byteLength).toBe(16);
      expect(await openIt(envelope)).toEqual({ ok: true, value: filed(begun.secret) });
      const told = await sealContent({ ...parts, content: filed(filled(16, 3)), sealingKey: key.publicKey });
      expect(told.byteLength - envelope.byteLength).toBe(16);
      expect(await openIt(told)).toEqual({ ok: true, value: filed(filled(16, 3)) });
    });

    it("that is in format 1 told as ever: a district of yesterday computes nothing", async () => {
      const begun = await beginEnvelope(key.publicKey);
      const words = { ...newest, tables: undefined };
      const envelope = await begun.finish({ ...parts, dictionary: words, content: filed(begun.secret) });
      const opened = await open(key, envelope, envelopeAad(scope, headers), utf8(tags.envelope));
      const { plaintext } = unwrap(opened);
      expect(unpackContent(plaintext, words.bytes)).toEqual({ ok: true, value: filed(begun.secret) });
    });

    it("anew for each envelope, which is why one that is begun seals once", async () => {
      const [first, second] = [await beginEnvelope(key.publicKey), await beginEnvelope(key.publicKey)];
      expect(first.secret).not.toEqual(second.secret);
      await first.finish({ ...parts, content });
      await expect((async () => first.finish({ ...parts, content }))()).rejects.toThrow("one message");
    });
  });

  it("does not tell a short name from a shorter one by its length", async () => {
    const lengthOf = async (name: string): Promise<number> =>
      (await sealContent({ scope, ...headers, content: { name }, dictionary: noDictionary, sealingKey: key.publicKey }))
        .byteLength;
    expect(await lengthOf("ALI")).toBe(await lengthOf("ANI"));
    expect(((await lengthOf("SITI AMINAH BINTI MUHAMAD")) - (await lengthOf("ALI"))) % 16).toBe(0);
  });
});

describe("named fields", () => {
  const notice = filled(32, 5);
  const fields = { answers: { "child-name": "SITI AMINAH" } };

  it("open in the vault of the asking tablet, for that notice only", async () => {
    const sealed = await sealFields({ scope, notice, content: fields, vaultKey: key.publicKey });
    const right = { scope, notice, sealed, vaultKey: key };
    expect(await openFields(right)).toEqual({ ok: true, value: fields });
    const wrong = [
      { ...right, notice: filled(32, 6) },
      { ...right, scope: { ...scope, device: filled(16, 2) } },
      { ...right, scope: { ...scope, regency: "33.28" } },
      { ...right, vaultKey: otherKey },
      { ...right, sealed: flipBit(sealed, 5) },
    ];
    for (const parts of wrong) expect(await openFields(parts)).toMatchObject({ ok: false, code: "seal-broken" });
  });
});
