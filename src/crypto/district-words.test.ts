import { beforeAll, describe, expect, it } from "vitest";
import { flipBit } from "../../tests/fixtures/crypto.ts";
import { utf8 } from "../base/bytes.ts";
import { unwrap } from "../base/result.ts";
import type { Certificate } from "../protocol/certificate.ts";
import { encodeCertificate } from "../protocol/certificate.ts";
import type { Keyring, KeyringKey, KeyState } from "../protocol/keyring.ts";
import { encodeKeyring } from "../protocol/keyring.ts";
import { keyAlgorithms } from "../protocol/keys.ts";
import type { SignedBytes } from "../protocol/signed.ts";
import { encodeSigned, signedInput } from "../protocol/signed.ts";
import { NO_DEVICE, tags } from "../protocol/tags.ts";
import { activeKey, openCertificate, openKeyring, signWord, verifyWord } from "./district-words.ts";
import { keyId } from "./hash.ts";
import type { SigningKey } from "./signing.ts";
import { makeSigningKey } from "./signing.ts";
import { makeVerifier } from "./verifier.ts";

const regency = "33.29";
const everybody = { regency, device: NO_DEVICE };
const body = utf8("a word of the district");
const allow = { allowSuperseded: true };
const strict = { allowSuperseded: false };

let root: SigningKey;
let district: SigningKey;
let stranger: SigningKey;
let word: SignedBytes;
beforeAll(async () => {
  root = await makeSigningKey(keyAlgorithms.ed25519, { extractable: false });
  district = await makeSigningKey(keyAlgorithms.ed25519, { extractable: false });
  stranger = await makeSigningKey(keyAlgorithms.ecdsaP256, { extractable: false });
  word = await signWord(district, tags.notice, everybody, body);
});

const signer = (key: SigningKey, state: KeyState): KeyringKey => ({ use: "sign", state, key: key.publicKey, from: 0 });
const ringOf = (...keys: readonly KeyringKey[]): Keyring => ({ number: 1, keys, dictionaries: [] });

describe("a signed word", () => {
  it("counts under an active key, under a superseded one where allowed, under a revoked one never", async () => {
    const counts = (state: KeyState, options: typeof allow): Promise<boolean> =>
      verifyWord(ringOf(signer(district, state)), tags.notice, everybody, word, options);
    expect(await counts("active", strict)).toBe(true);
    expect(await counts("superseded", allow)).toBe(true);
    expect(await counts("superseded", strict)).toBe(false);
    expect(await counts("revoked", allow)).toBe(false);
    expect(await counts("revoked", strict)).toBe(false);
  });

  it("counts for no other tag, regency, device, body or signature", async () => {
    const ring = ringOf(signer(district, "active"), signer(stranger, "active"));
    const check = (tag: typeof tags.notice | typeof tags.stand, scope: typeof everybody, signed: SignedBytes) =>
      verifyWord(ring, tag, scope, signed, allow);
    expect(await check(tags.notice, everybody, word)).toBe(true);
    expect(await check(tags.stand, everybody, word)).toBe(false);
    expect(await check(tags.notice, { ...everybody, regency: "33.28" }, word)).toBe(false);
    expect(await check(tags.notice, { ...everybody, device: new Uint8Array(16) }, word)).toBe(false);
    expect(await check(tags.notice, everybody, { ...word, body: flipBit(body, 3) })).toBe(false);
    expect(await check(tags.notice, everybody, { ...word, signature: flipBit(word.signature, 3) })).toBe(false);
    expect(await check(tags.notice, everybody, { ...word, keyId: await keyId(stranger.publicKey) })).toBe(false);
  });

  it("counts under no key that the ring does not name, or names for sealing only", async () => {
    expect(await verifyWord(ringOf(signer(stranger, "active")), tags.notice, everybody, word, allow)).toBe(false);
    const sealing = ringOf({ ...signer(district, "active"), use: "seal" });
    expect(await verifyWord(sealing, tags.notice, everybody, word, allow)).toBe(false);
  });

  it("does not count when a ring names its key both active and revoked", async () => {
    for (const ring of [
      ringOf(signer(district, "active"), signer(district, "revoked")),
      ringOf(signer(district, "revoked"), signer(district, "active")),
    ])
      expect(await verifyWord(ring, tags.notice, everybody, word, allow)).toBe(false);
  });
});

describe("a keyring", () => {
  const signedBy = async (key: SigningKey, where = everybody): Promise<SignedBytes> =>
    signWord(key, tags.keyring, where, encodeKeyring(ringOf(signer(district, "active"))));

  it("opens when the pinned root signed it for this regency", async () => {
    const opened = await openKeyring(encodeSigned(await signedBy(root)), root.publicKey, regency);
    expect(unwrap(opened)).toEqual(ringOf(signer(district, "active")));
  });

  it("of another root, regency or tag, or one that was changed, is no keyring", async () => {
    const good = await signedBy(root);
    const invalid = { ok: false, code: "signature-invalid" };
    const opened = (signed: SignedBytes, where = regency) => openKeyring(encodeSigned(signed), root.publicKey, where);
    expect(await opened(await signedBy(district))).toEqual(invalid);
    expect(await opened({ ...(await signedBy(district)), keyId: good.keyId })).toEqual(invalid);
    expect(await opened(good, "33.28")).toEqual(invalid);
    expect(await opened(await signWord(root, tags.stand, everybody, good.body))).toEqual(invalid);
    expect(await opened({ ...good, body: flipBit(good.body, 20) })).toEqual(invalid);
    expect(await openKeyring(utf8("<html>"), root.publicKey, regency)).toMatchObject({ code: "malformed" });
  });
});

describe("a certificate", () => {
  const certificate = (): Certificate => ({
    device: new Uint8Array(16).fill(3),
    signingKey: stranger.publicKey,
    vaultKey: stranger.publicKey,
    village: 3_329_091_002,
    serial: 1,
    issuedAt: 0,
  });
  const scope = { regency, device: certificateDevice() };
  function certificateDevice(): Uint8Array<ArrayBuffer> {
    return new Uint8Array(16).fill(3);
  }

  it("outlives the key it was signed with, but not that key's revocation", async () => {
    const bytes = encodeSigned(await signWord(district, tags.certificate, scope, encodeCertificate(certificate())));
    const under = (state: KeyState) => openCertificate(bytes, ringOf(signer(district, state)), regency);
    expect(await under("active")).toEqual({ ok: true, value: certificate() });
    expect(await under("superseded")).toMatchObject({ ok: true });
    expect(await under("revoked")).toMatchObject({ code: "signature-invalid" });
  });

  it("is bound to its own device and regency", async () => {
    const ring = ringOf(signer(district, "active"));
    const moved = { ...certificate(), device: new Uint8Array(16).fill(4) };
    const forOther = encodeSigned(await signWord(district, tags.certificate, scope, encodeCertificate(moved)));
    expect(await openCertificate(forOther, ring, regency)).toMatchObject({ code: "signature-invalid" });
    const good = encodeSigned(await signWord(district, tags.certificate, scope, encodeCertificate(certificate())));
    expect(await openCertificate(good, ring, "33.28")).toMatchObject({ code: "signature-invalid" });
    expect(await openCertificate(utf8("x"), ring, regency)).toMatchObject({ code: "malformed" });
  });
});

it("the active key of a use is its newest active one", () => {
  const key = (from: number, state: KeyState, use: "sign" | "seal"): KeyringKey => ({
    ...signer(district, state),
    from,
    use,
  });
  const ring = ringOf(
    key(5, "active", "seal"),
    key(9, "active", "seal"),
    key(10, "revoked", "seal"),
    key(11, "superseded", "seal"),
  );
  expect(activeKey(ring, "seal")?.from).toBe(9);
  expect(activeKey(ring, "sign")).toBeUndefined();
});

it("the verifier of the engine trusts its own root, regency and ring", async () => {
  const verifier = makeVerifier({ regency, rootKey: root.publicKey });
  const signed = await signWord(root, tags.keyring, everybody, encodeKeyring(ringOf(signer(district, "superseded"))));
  const ring = unwrap(await verifier.openKeyring(encodeSigned(signed)));
  const input = signedInput(tags.notice, everybody, word);
  expect(await verifier.verifyDistrict(ring, word.keyId, input, word.signature)).toBe(true);
  expect(await verifier.verifyDistrict(ring, word.keyId, input, flipBit(word.signature, 1))).toBe(false);
  const revoked = ringOf(signer(district, "revoked"));
  expect(await verifier.verifyDistrict(revoked, word.keyId, input, word.signature)).toBe(false);
  const elsewhere = makeVerifier({ regency: "33.28", rootKey: root.publicKey });
  expect(await elsewhere.openKeyring(encodeSigned(signed))).toMatchObject({ code: "signature-invalid" });
});
