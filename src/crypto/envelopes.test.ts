import { beforeAll, describe, expect, it } from "vitest";
import { flipBit } from "../../tests/fixtures/crypto.ts";
import type { Bytes } from "../base/bytes.ts";
import { utf8 } from "../base/bytes.ts";
import { envelopeUnpackedBytesMax } from "../base/limits.ts";
import { envelopeAad } from "../protocol/entry.ts";
import { keyAlgorithms } from "../protocol/keys.ts";
import { tags } from "../protocol/tags.ts";
import { openContent, openFields, sealContent, sealFields } from "./envelopes.ts";
import type { SealingKey } from "./sealing.ts";
import { makeSealingKey, seal } from "./sealing.ts";

const filled = (length: number, value: number): Bytes => new Uint8Array(length).fill(value);
const scope = { regency: "33.29", device: filled(16, 1) };
const headers = { shared: utf8("shared header"), own: utf8("own header") };
const content = { kind: "application", answers: { "child-name": "SITI AMINAH", twins: false } };
const dictionary = utf8("child-name SITI AMINAH");
const none = new Uint8Array(0);

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
      return openContent({ scope, entry: { ...headers, envelope }, dictionary: none, sealingKey: key });
    };
    expect(await openSealed(Uint8Array.of(9, 0, 0, 0))).toMatchObject({ code: "format-unknown" });
    expect(await openSealed(Uint8Array.of(1, 0, 0, 2, 0xff, 0xff))).toMatchObject({ code: "content-malformed" });
    const bomb = await sealContent({
      scope,
      ...headers,
      content: "a".repeat(envelopeUnpackedBytesMax + 1),
      dictionary: none,
      sealingKey: key.publicKey,
    });
    const entry = { ...headers, envelope: bomb };
    const opened = await openContent({ scope, entry, dictionary: none, sealingKey: key });
    expect(opened).toMatchObject({ code: "content-too-large" });
  });

  it("does not tell a short name from a shorter one by its length", async () => {
    const lengthOf = async (name: string): Promise<number> =>
      (await sealContent({ scope, ...headers, content: { name }, dictionary: none, sealingKey: key.publicKey }))
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
