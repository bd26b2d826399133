import { describe, expect, it } from "vitest";
import { countingRandom, flipBit, spoilt } from "../../tests/fixtures/crypto.ts";
import { utf8 } from "../base/bytes.ts";
import { unwrap } from "../base/result.ts";
import { keyAlgorithms } from "../protocol/keys.ts";
import { open, seal } from "./sealing.ts";
import type { KdfParams, WrappedVaultKey } from "./vault.ts";
import {
  defaultKdfParams,
  makeVaultKey,
  makeVaultPair,
  moveVaultPair,
  openFromVault,
  openVaultPair,
  sealToVault,
  unwrapVaultKey,
  wrapVaultKey,
} from "./vault.ts";

/** As little work as Argon2id allows: these tests are about what opens, not about how long it takes. */
const quick: KdfParams = { memoryKib: 8, iterations: 1, parallelism: 1 };
const random = countingRandom();
const vaultKey = makeVaultKey(random);
const clear = utf8("a draft");
const draft = { purpose: "draft", id: "00ff" };
const vaultBroken = { ok: false, code: "vault-broken" };
const pinWrong = { ok: false, code: "pin-wrong" };

describe("a wrap of the vault key", () => {
  it("opens with its officer's PIN and no other", async () => {
    const wrapped = await wrapVaultKey(vaultKey, { pin: "135790" }, random, quick);
    expect(await unwrapVaultKey(wrapped, { pin: "135790" })).toEqual({ ok: true, value: vaultKey });
    expect(await unwrapVaultKey(wrapped, { pin: "135791" })).toEqual(pinWrong);
    expect(await unwrapVaultKey(wrapped, { pin: "0135790" })).toEqual(pinWrong);
  });

  it("exists for several officers of one vault, each under an own salt", async () => {
    const first = await wrapVaultKey(vaultKey, { pin: "111111" }, random, quick);
    const second = await wrapVaultKey(vaultKey, { pin: "111111" }, random, quick);
    expect(first.salt).not.toEqual(second.salt);
    expect(first.sealed).not.toEqual(second.sealed);
    expect(await unwrapVaultKey(second, { pin: "111111" })).toEqual({ ok: true, value: vaultKey });
  });

  it("made with a second secret needs it, and one made without refuses it", async () => {
    const secondSecret = utf8("the officer's card");
    const both = await wrapVaultKey(vaultKey, { pin: "135790", secondSecret }, random, quick);
    expect(await unwrapVaultKey(both, { pin: "135790", secondSecret })).toEqual({ ok: true, value: vaultKey });
    expect(await unwrapVaultKey(both, { pin: "135790" })).toEqual(pinWrong);
    expect(await unwrapVaultKey(both, { pin: "135790", secondSecret: utf8("another card") })).toEqual(pinWrong);
    const pinOnly = await wrapVaultKey(vaultKey, { pin: "135790" }, random, quick);
    expect(await unwrapVaultKey(pinOnly, { pin: "135790", secondSecret })).toEqual(pinWrong);
  });

  it("does not open once its salt, its parameters or its bytes were changed", async () => {
    const wrapped = await wrapVaultKey(vaultKey, { pin: "135790" }, random, quick);
    const changed: readonly WrappedVaultKey[] = [
      { ...wrapped, salt: flipBit(wrapped.salt, 0) },
      { ...wrapped, kdf: { ...quick, iterations: 2 } },
      ...spoilt(wrapped.sealed).map((sealed) => ({ ...wrapped, sealed })),
    ];
    for (const wrap of changed) expect(await unwrapVaultKey(wrap, { pin: "135790" })).toEqual(pinWrong);
  });

  it("asking for a derivation that would kill the tablet is called damaged, without trying", async () => {
    const wrapped = await wrapVaultKey(vaultKey, { pin: "135790" }, random, quick);
    const damaged: readonly WrappedVaultKey[] = [
      { ...wrapped, kdf: { ...quick, memoryKib: 4 * 1024 * 1024 } },
      { ...wrapped, kdf: { ...quick, iterations: 1_000_000 } },
      { ...wrapped, kdf: { ...quick, iterations: 0 } },
      { ...wrapped, kdf: { ...quick, parallelism: 2 } },
      { ...wrapped, kdf: { ...quick, memoryKib: Number.NaN } },
      { ...wrapped, salt: new Uint8Array(0) },
    ];
    for (const wrap of damaged)
      expect(await unwrapVaultKey(wrap, { pin: "135790" })).toEqual({ ok: false, code: "wrap-damaged" });
  });

  it("costs what OWASP asks for unless told otherwise, and says so in the record", async () => {
    const wrapped = await wrapVaultKey(vaultKey, { pin: "135790" }, random);
    expect(wrapped.kdf).toEqual(defaultKdfParams);
    expect(wrapped.kdf).toEqual({ memoryKib: 19_456, iterations: 2, parallelism: 1 });
    expect(await unwrapVaultKey(wrapped, { pin: "135790" })).toEqual({ ok: true, value: vaultKey });
  });
});

describe("what lies in the vault", () => {
  it("opens with the vault's key at its own place only", async () => {
    const stored = await sealToVault(vaultKey, draft, clear, random);
    expect(await openFromVault(vaultKey, draft, stored)).toEqual({ ok: true, value: clear });
    expect(await openFromVault(vaultKey, { ...draft, id: "00fe" }, stored)).toEqual(vaultBroken);
    expect(await openFromVault(vaultKey, { ...draft, purpose: "label" }, stored)).toEqual(vaultBroken);
    expect(await openFromVault(vaultKey, { purpose: "draft0", id: "0ff" }, stored)).toEqual(vaultBroken);
    expect(await openFromVault(makeVaultKey(random), draft, stored)).toEqual(vaultBroken);
    for (const changed of spoilt(stored)) expect(await openFromVault(vaultKey, draft, changed)).toEqual(vaultBroken);
  });

  it("is never the same bytes twice", async () => {
    const twice = [
      await sealToVault(vaultKey, draft, clear, random),
      await sealToVault(vaultKey, draft, clear, random),
    ];
    expect(twice[0]).not.toEqual(twice[1]);
  });
});

describe("the vault's key pair", () => {
  it.each([keyAlgorithms.hpkeX25519, keyAlgorithms.hpkeP256] as const)(
    "%i opens what was sealed to it, for who holds the vault key",
    async (algorithm) => {
      const pair = await makeVaultPair(vaultKey, algorithm, random);
      const sealed = await seal(pair.publicKey, clear, utf8("aad"), utf8("info"));
      const key = unwrap(await openVaultPair(vaultKey, pair));
      expect(key.publicKey).toEqual(pair.publicKey);
      expect(unwrap(await open(key, sealed, utf8("aad"), utf8("info"))).plaintext).toEqual(clear);
      expect(await openVaultPair(makeVaultKey(random), pair)).toEqual(vaultBroken);
    },
  );
});

it("the pair moves under another vault key, and the old one opens it no longer", async () => {
  const pair = await makeVaultPair(vaultKey, keyAlgorithms.hpkeX25519, random);
  const next = makeVaultKey(random);
  const moved = unwrap(await moveVaultPair(vaultKey, next, pair, random));
  expect(moved.publicKey).toEqual(pair.publicKey);
  expect(await openVaultPair(next, moved)).toMatchObject({ ok: true });
  expect(await openVaultPair(vaultKey, moved)).toEqual(vaultBroken);
  expect(await moveVaultPair(next, vaultKey, pair, random)).toEqual(vaultBroken);
});
