import { afterEach, describe, expect, it, vi } from "vitest";
import { spoilt } from "../../tests/fixtures/crypto.ts";
import { definite } from "../base/assert.ts";
import type { Bytes } from "../base/bytes.ts";
import { concatBytes, fromHex, utf8 } from "../base/bytes.ts";
import { unwrap } from "../base/result.ts";
import { keyAlgorithms } from "../protocol/keys.ts";
import { bestSealingAlgorithm, makeSealingKey } from "./sealing.ts";
import {
  bestSigningAlgorithm,
  exportSigningKey,
  importSigningKey,
  makeSigningKey,
  signWith,
  verifyWith,
} from "./signing.ts";

const hex = (text: string): Bytes => definite(fromHex(text), "hex");
const input = utf8("what was said");

afterEach(() => vi.restoreAllMocks());

describe.each([
  ["Ed25519", keyAlgorithms.ed25519],
  ["P-256", keyAlgorithms.ecdsaP256],
] as const)("signing with %s", (_, algorithm) => {
  it("gives 64 bytes that the public key verifies", async () => {
    const key = await makeSigningKey(algorithm, { extractable: false });
    const signature = await signWith(key, input);
    expect(signature.byteLength).toBe(64);
    expect(await verifyWith(key.publicKey, input, signature)).toBe(true);
    await expect(exportSigningKey(key)).rejects.toThrow();
  });

  it("does not verify under another key, for other words, or when anything was changed", async () => {
    const key = await makeSigningKey(algorithm, { extractable: false });
    const other = await makeSigningKey(algorithm, { extractable: false });
    const signature = await signWith(key, input);
    expect(await verifyWith(other.publicKey, input, signature)).toBe(false);
    for (const changed of spoilt(input)) expect(await verifyWith(key.publicKey, changed, signature)).toBe(false);
    for (const changed of spoilt(signature)) expect(await verifyWith(key.publicKey, input, changed)).toBe(false);
    for (const changed of spoilt(key.publicKey)) expect(await verifyWith(changed, input, signature)).toBe(false);
  });

  it("comes back from PKCS #8 as the same pair, no longer extractable", async () => {
    const key = await makeSigningKey(algorithm, { extractable: true });
    const again = unwrap(await importSigningKey(algorithm, await exportSigningKey(key)));
    expect(again.publicKey).toEqual(key.publicKey);
    expect(again.privateKey.extractable).toBe(false);
    expect(await verifyWith(key.publicKey, input, await signWith(again, input))).toBe(true);
  });

  it("refuses a private key that was cut", async () => {
    const pkcs8 = await exportSigningKey(await makeSigningKey(algorithm, { extractable: true }));
    for (const cut of [pkcs8.subarray(1), pkcs8.subarray(0, 40), new Uint8Array(0)])
      expect(await importSigningKey(algorithm, cut)).toEqual({ ok: false, code: "key-invalid" });
  });
});

it("is the Ed25519 of RFC 8032 (§7.1, test 2)", async () => {
  const pkcs8 = concatBytes(
    hex("302e020100300506032b657004220420"),
    hex("4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb"),
  );
  const key = unwrap(await importSigningKey(keyAlgorithms.ed25519, pkcs8));
  expect(key.publicKey).toEqual(hex("013d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c"));
  expect(await signWith(key, hex("72"))).toEqual(
    hex(
      "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00",
    ),
  );
});

it("a sealing key verifies nothing", async () => {
  const sealing = await makeSealingKey(keyAlgorithms.hpkeX25519, { extractable: false });
  expect(await verifyWith(sealing.publicKey, input, new Uint8Array(64))).toBe(false);
});

it("a browser without Curve25519 gets P-256, which it must have", async () => {
  expect(await bestSigningAlgorithm()).toBe(keyAlgorithms.ed25519);
  vi.spyOn(crypto.subtle, "generateKey").mockRejectedValue(new DOMException("unknown", "NotSupportedError"));
  expect(await bestSigningAlgorithm()).toBe(keyAlgorithms.ecdsaP256);
  expect(await bestSealingAlgorithm()).toBe(keyAlgorithms.hpkeP256);
});
