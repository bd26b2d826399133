import { describe, expect, it } from "vitest";
import { spoilt } from "../../tests/fixtures/crypto.ts";
import { deriveByReference, openByReference } from "../../tests/fixtures/hpke-reference.ts";
import { definite } from "../base/assert.ts";
import type { Bytes } from "../base/bytes.ts";
import { copyBytes, fromBase64Url, fromHex, utf8 } from "../base/bytes.ts";
import { unwrap } from "../base/result.ts";
import { keyAlgorithms } from "../protocol/keys.ts";
import type { SealingAlgorithm } from "./sealing.ts";
import {
  beginSeal,
  bestSealingAlgorithm,
  exportSealingKey,
  importSealingKey,
  isSealingKey,
  makeSealingKey,
  open,
  seal,
} from "./sealing.ts";
import { makeSigningKey } from "./signing.ts";

const algorithms = [
  ["X25519", keyAlgorithms.hpkeX25519, 0x0020, 32],
  ["P-256", keyAlgorithms.hpkeP256, 0x0010, 65],
] as const;

const hex = (text: string): Bytes => definite(fromHex(text), "hex");
const clear = utf8("Beauty is truth, truth beauty");
const aad = utf8("Count-0");
const info = utf8("Ode on a Grecian Urn");
const broken = { ok: false, code: "seal-broken" };

/** Sequence number 0 of RFC 9180 A.1.1 and A.3.1, and what they export for "TestContext". */
const vectors = {
  X25519: {
    secret: "4612c550263fc8ad58375df3f557aac531d26850903e55a9f23f21d8534e8ac8",
    publicKey: "3948cfe0ad1ddb695d780e59077195da6c56506b027329794ab02bca80815c4d",
    enc: "37fda3567bdbd628e88668c3c8d7e97d1d1253b6d4ea6d44c150f741f1bf4431",
    ciphertext: "f938558b5d72f1a23810b4be2ab4f84331acc02fc97babc53a52ae8218a355a96d8770ac83d07bea87e13c512a",
    exported: "e9e43065102c3836401bed8c3c3c75ae46be1639869391d62c61f1ec7af54931",
  },
  "P-256": {
    secret: "f3ce7fdae57e1a310d87f1ebbde6f328be0a99cdbcadf4d6589cf29de4b8ffd2",
    publicKey:
      "04fe8c19ce0905191ebc298a9245792531f26f0cece2460639e8bc39cb7f706a826a779b4cf969b8a0e539c7f62fb3d30ad6aa8f80e30f1d128aafd68a2ce72ea0",
    enc: "04a92719c6195d5085104f469a8b9814d5838ff72b60501e2c4466e5e67b325ac98536d7b61a1af4b78e5b7f951c0900be863c403ce65c9bfcb9382657222d18c4",
    ciphertext: "5ad590bb8baa577f8619db35a36311226a896e7342a6d836d8b7bcd2f20b6c7f9076ac232e3ab2523f39513434",
    exported: "d8f1ea7942adbba7412c6d431c62d01371ea476b823eb697e1f6e6cae1dab85a",
  },
} as const;

/** The raw private key, for the reference. */
async function rawSecret(algorithm: SealingAlgorithm, pkcs8: Bytes): Promise<Bytes> {
  const curve = algorithm === keyAlgorithms.hpkeX25519 ? { name: "X25519" } : { name: "ECDH", namedCurve: "P-256" };
  const key = await crypto.subtle.importKey("pkcs8", pkcs8, curve, true, ["deriveBits"]);
  const jwk = await crypto.subtle.exportKey("jwk", key);
  return definite(fromBase64Url(definite(jwk.d, "a private key")), "base64url");
}

describe.each(algorithms)("sealing over %s", (name, algorithm, kem, encBytes) => {
  it("is the HPKE of RFC 9180: a recipient that passes its vectors opens what we seal", async () => {
    const { secret, publicKey, enc, ciphertext } = vectors[name];
    const rfc = { enc: hex(enc), ciphertext: hex(ciphertext), aad, info };
    const rfcRecipient = { secret: hex(secret), publicKey: hex(publicKey) };
    expect(copyBytes(openByReference({ kem, aead: 0x0001 }, rfcRecipient, rfc))).toEqual(clear);

    const key = await makeSealingKey(algorithm, { extractable: true });
    const sealed = await seal(key.publicKey, clear, aad, info);
    const ours = { enc: sealed.slice(0, encBytes), ciphertext: sealed.slice(encBytes), aad, info };
    const recipient = {
      secret: await rawSecret(algorithm, await exportSealingKey(key)),
      publicKey: key.publicKey.slice(1),
    };
    expect(copyBytes(openByReference({ kem, aead: 0x0002 }, recipient, ours))).toEqual(clear);
  });

  it("derives the same secret at both ends, the one of RFC 9180, another for each context, seal and purpose", async () => {
    const key = await makeSealingKey(algorithm, { extractable: true });
    const begun = await beginSeal(key.publicKey, info);
    const sealed = await begun.finish(clear, aad);
    const opened = unwrap(await open(key, sealed, aad, info));
    const context = utf8("TestContext");
    const ours = await begun.derive(context, 16);
    expect(await opened.derive(context, 16)).toEqual(ours);
    const recipient = {
      secret: await rawSecret(algorithm, await exportSealingKey(key)),
      publicKey: key.publicKey.slice(1),
    };
    const message = { enc: sealed.slice(0, encBytes), info };
    expect(copyBytes(deriveByReference({ kem, aead: 0x0002 }, recipient, message, context, 16))).toEqual(ours);
    expect(await opened.derive(utf8("another"), 16)).not.toEqual(ours);
    expect(await (await beginSeal(key.publicKey, info)).derive(context, 16)).not.toEqual(ours);
    // The vectors of A.1.1 and A.3.1 say whether the reference derives as the RFC does.
    const { secret, publicKey, enc, exported } = vectors[name];
    const rfcRecipient = { secret: hex(secret), publicKey: hex(publicKey) };
    const rfc = { enc: hex(enc), info };
    expect(copyBytes(deriveByReference({ kem, aead: 0x0001 }, rfcRecipient, rfc, context, 32))).toEqual(hex(exported));
  });

  it("is for one message", async () => {
    const key = await makeSealingKey(algorithm, { extractable: false });
    const begun = await beginSeal(key.publicKey, info);
    await begun.finish(clear, aad);
    await expect(begun.finish(clear, aad)).rejects.toThrow("one message");
  });

  it("opens with the key it was sealed for, even when nobody can take that key out", async () => {
    const key = await makeSealingKey(algorithm, { extractable: false });
    expect(await open(key, await seal(key.publicKey, clear, aad, info), aad, info)).toMatchObject({
      ok: true,
      value: { plaintext: clear },
    });
    await expect(exportSealingKey(key)).rejects.toThrow();
  });

  it("costs an encapsulated key and a tag, and seals nothing as well as something", async () => {
    const key = await makeSealingKey(algorithm, { extractable: false });
    const empty = await seal(key.publicKey, new Uint8Array(0), aad, info);
    expect(empty.byteLength).toBe(encBytes + 16);
    expect(await open(key, empty, aad, info)).toMatchObject({ ok: true, value: { plaintext: new Uint8Array(0) } });
  });

  it("never gives the same bytes twice", async () => {
    const key = await makeSealingKey(algorithm, { extractable: false });
    expect(await seal(key.publicKey, clear, aad, info)).not.toEqual(await seal(key.publicKey, clear, aad, info));
  });

  it("does not open with another key, aad or info, nor when any part was changed", async () => {
    const key = await makeSealingKey(algorithm, { extractable: false });
    const other = await makeSealingKey(algorithm, { extractable: false });
    const sealed = await seal(key.publicKey, clear, aad, info);
    expect(await open(other, sealed, aad, info)).toEqual(broken);
    expect(await open(key, sealed, utf8("Count-1"), info)).toEqual(broken);
    expect(await open(key, sealed, aad, utf8("Ode on Melancholy"))).toEqual(broken);
    for (const changed of spoilt(sealed)) expect(await open(key, changed, aad, info)).toEqual(broken);
  });

  it("comes back from PKCS #8 as the same pair, no longer extractable", async () => {
    const key = await makeSealingKey(algorithm, { extractable: true });
    const again = unwrap(await importSealingKey(algorithm, await exportSealingKey(key)));
    expect(again.publicKey).toEqual(key.publicKey);
    expect(again.privateKey.extractable).toBe(false);
    expect(await open(again, await seal(key.publicKey, clear, aad, info), aad, info)).toMatchObject({ ok: true });
  });

  it("refuses a private key that was cut", async () => {
    const pkcs8 = await exportSealingKey(await makeSealingKey(algorithm, { extractable: true }));
    for (const cut of [pkcs8.subarray(1), pkcs8.subarray(0, 40), new Uint8Array(0)])
      expect(await importSealingKey(algorithm, cut)).toEqual({ ok: false, code: "key-invalid" });
  });
});

it("an encapsulated key of small order opens nothing", async () => {
  const key = await makeSealingKey(keyAlgorithms.hpkeX25519, { extractable: false });
  expect(await open(key, new Uint8Array(32 + 16 + 20), aad, info)).toEqual(broken);
});

it("a key for one curve does not open what was sealed over the other", async () => {
  const x25519 = await makeSealingKey(keyAlgorithms.hpkeX25519, { extractable: false });
  const p256 = await makeSealingKey(keyAlgorithms.hpkeP256, { extractable: false });
  expect(await open(p256, await seal(x25519.publicKey, clear, aad, info), aad, info)).toEqual(broken);
  expect(await open(x25519, await seal(p256.publicKey, clear, aad, info), aad, info)).toEqual(broken);
});

it("a signing key is no sealing key", async () => {
  const signing = await makeSigningKey(keyAlgorithms.ed25519, { extractable: false });
  expect(isSealingKey(signing.publicKey)).toBe(false);
  await expect(seal(signing.publicKey, clear, aad, info)).rejects.toThrow("not a sealing key");
});

it("the best algorithm here is X25519", async () => {
  expect(await bestSealingAlgorithm()).toBe(keyAlgorithms.hpkeX25519);
});
