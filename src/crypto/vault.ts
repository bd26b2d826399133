/**
 * The vault of a tablet: one random key, in memory while an officer is on duty, at rest only wrapped. Drafts, labels
 * and copies lie under it, and a key pair of its own so that the district can send something to this vault alone.
 * Knows no storage and counts no tries: who calls does (DESIGN §6).
 */
import type { argon2id as Argon2id } from "hash-wasm";
import { assert } from "../base/assert.ts";
import type { Bytes } from "../base/bytes.ts";
import { concatBytes, copyBytes } from "../base/bytes.ts";
import type { Random } from "../base/random.ts";
import type { Result } from "../base/result.ts";
import { err, ok } from "../base/result.ts";
import { encodeCbor } from "../protocol/cbor.ts";
import type { PublicKeyBytes } from "../protocol/keys.ts";
import { aesKeyBytes, decryptAes, encryptAes, importAesKey } from "./aes.ts";
import type { SealingAlgorithm, SealingKey } from "./sealing.ts";
import { exportSealingKey, importSealingKey, makeSealingKey } from "./sealing.ts";

/** 32 random bytes. Whoever locks the vault overwrites them. */
export type VaultKey = Bytes;

/** What it costs to try one PIN. Stored with each wrap, so that it can rise later. */
export type KdfParams = { readonly memoryKib: number; readonly iterations: number; readonly parallelism: number };

/** OWASP's Argon2id minimum; about a second on a slow tablet. */
export const defaultKdfParams: KdfParams = { memoryKib: 19 * 1024, iterations: 2, parallelism: 1 };

/** Above these a record is damaged, not strict: such a derivation would kill the tablet instead of opening the vault. */
const kdfParamsMax: KdfParams = { memoryKib: 256 * 1024, iterations: 16, parallelism: 4 };

/**
 * What opens a wrap. TODAY a cold start is PIN-only: six digits withstand a copy of the disk for hours, not more.
 * `secondSecret` is the seam for the second factor of DESIGN §6 (officer card of 128 bit, or WebAuthn PRF output): it
 * enters Argon2id as its secret input K, so a wrap made with one does not open without it.
 */
export type VaultSecret = { readonly pin: string; readonly secondSecret?: Bytes };

/** The vault key under one officer's secret. Plain data, for any store. */
export type WrappedVaultKey = {
  readonly version: 1;
  readonly kdf: KdfParams;
  readonly salt: Bytes;
  /** nonce ‖ ciphertext of the vault key; version, parameters and salt are the associated data. */
  readonly sealed: Bytes;
};

const saltBytes = 16;

/** A new vault key. */
export function makeVaultKey(random: Random): VaultKey {
  return random.bytes(aesKeyBytes);
}

function wrapAad(kdf: KdfParams, salt: Uint8Array): Bytes {
  return encodeCbor(["loket/vault-wrap/1", kdf.memoryKib, kdf.iterations, kdf.parallelism, salt]);
}

/** Only a PIN needs Argon2: it is no part of what a start waits for. */
async function loadArgon2(): Promise<typeof Argon2id> {
  const { argon2id } = await import("hash-wasm");
  return argon2id;
}

/**
 * Fetches what wrapping and unwrapping need, so that no later call depends on a network. Failure: `pin-check-missing`: it
 * was never kept and there is no network now. Asking again fetches again: the browser keeps no failed import (seen in
 * Chromium 156).
 */
export async function prepareVault(): Promise<Result<true, "pin-check-missing">> {
  try {
    await loadArgon2();
    return ok(true);
  } catch {
    return err("pin-check-missing");
  }
}

async function wrappingKey(secret: VaultSecret, kdf: KdfParams, salt: Uint8Array): Promise<CryptoKey> {
  const argon2id = await loadArgon2();
  const raw = await argon2id({
    password: secret.pin,
    salt,
    ...(secret.secondSecret ? { secret: secret.secondSecret } : {}),
    memorySize: kdf.memoryKib,
    iterations: kdf.iterations,
    parallelism: kdf.parallelism,
    hashLength: aesKeyBytes,
    outputType: "binary",
  });
  return importAesKey(raw);
}

/** Wraps the vault key for one officer; several officers have several wraps of the same key. */
export async function wrapVaultKey(
  vaultKey: VaultKey,
  secret: VaultSecret,
  random: Random,
  kdf: KdfParams = defaultKdfParams,
): Promise<WrappedVaultKey> {
  assert(vaultKey.byteLength === aesKeyBytes, "a vault key has 32 bytes");
  const salt = random.bytes(saltBytes);
  const key = await wrappingKey(secret, kdf, salt);
  return { version: 1, kdf, salt, sealed: await encryptAes(key, vaultKey, wrapAad(kdf, salt), random) };
}

/**
 * The vault key. Failures: `pin-wrong` (also when the second secret differs or the record was changed: nobody can tell
 * them apart), `wrap-damaged` (the record asks for a derivation that no version of ours would make).
 */
export async function unwrapVaultKey(
  wrapped: WrappedVaultKey,
  secret: VaultSecret,
): Promise<Result<VaultKey, "pin-wrong" | "wrap-damaged">> {
  if (!plausible(wrapped)) return err("wrap-damaged");
  const key = await wrappingKey(secret, wrapped.kdf, wrapped.salt);
  const vaultKey = await decryptAes(key, wrapped.sealed, wrapAad(wrapped.kdf, wrapped.salt));
  return vaultKey?.byteLength === aesKeyBytes ? ok(vaultKey) : err("pin-wrong");
}

function plausible({ kdf, salt }: WrappedVaultKey): boolean {
  const within = (value: number, max: number): boolean => Number.isInteger(value) && value >= 1 && value <= max;
  return (
    salt.byteLength === saltBytes &&
    within(kdf.memoryKib, kdfParamsMax.memoryKib) &&
    within(kdf.iterations, kdfParamsMax.iterations) &&
    within(kdf.parallelism, kdfParamsMax.parallelism) &&
    kdf.memoryKib >= 8 * kdf.parallelism
  );
}

/** What lies in the vault, and which one: "draft" and its id, "label" and an entry's digest. Binds the bytes to it. */
export type VaultPlace = { readonly purpose: string; readonly id: string };

const vaultItemVersion = 1;

function placeAad(place: VaultPlace): Bytes {
  return encodeCbor(["loket/vault/1", place.purpose, place.id]);
}

/** Encrypts something that only this tablet shall read again: version (1) ‖ nonce (12) ‖ ciphertext. */
export async function sealToVault(
  vaultKey: VaultKey,
  place: VaultPlace,
  clear: Uint8Array,
  random: Random,
): Promise<Bytes> {
  const sealed = await encryptAes(await importAesKey(vaultKey), clear, placeAad(place), random);
  return concatBytes(Uint8Array.of(vaultItemVersion), sealed);
}

/** Failure: `vault-broken`: another vault, another place, changed bytes. */
export async function openFromVault(
  vaultKey: VaultKey,
  place: VaultPlace,
  stored: Uint8Array,
): Promise<Result<Bytes, "vault-broken">> {
  if (stored[0] !== vaultItemVersion) return err("vault-broken");
  const clear = await decryptAes(await importAesKey(vaultKey), stored.subarray(1), placeAad(place));
  return clear ? ok(clear) : err("vault-broken");
}

/** The vault's own key pair at rest. Plain data, for any store. */
export type VaultPair = {
  readonly algorithm: SealingAlgorithm;
  /** Stands in the certificate. */
  readonly publicKey: PublicKeyBytes;
  /** PKCS #8 under the vault key. */
  readonly sealedPrivateKey: Bytes;
};

const PAIR_PLACE: VaultPlace = { purpose: "vault-pair", id: "" };

/** Makes the key pair the district seals to. */
export async function makeVaultPair(
  vaultKey: VaultKey,
  algorithm: SealingAlgorithm,
  random: Random,
): Promise<VaultPair> {
  const key = await makeSealingKey(algorithm, { extractable: true });
  const pkcs8 = await exportSealingKey(key);
  const sealedPrivateKey = await sealToVault(vaultKey, PAIR_PLACE, pkcs8, random);
  pkcs8.fill(0);
  return { algorithm, publicKey: copyBytes(key.publicKey), sealedPrivateKey };
}

/** The pair, for opening what the district sealed. Failure: `vault-broken`. */
export async function openVaultPair(vaultKey: VaultKey, pair: VaultPair): Promise<Result<SealingKey, "vault-broken">> {
  const pkcs8 = await openFromVault(vaultKey, PAIR_PLACE, pair.sealedPrivateKey);
  if (!pkcs8.ok) return pkcs8;
  const key = await importSealingKey(pair.algorithm, pkcs8.value);
  return key.ok ? key : err("vault-broken");
}

/** The same pair under another vault key. Failure: `vault-broken`. */
export async function moveVaultPair(
  from: VaultKey,
  to: VaultKey,
  pair: VaultPair,
  random: Random,
): Promise<Result<VaultPair, "vault-broken">> {
  const pkcs8 = await openFromVault(from, PAIR_PLACE, pair.sealedPrivateKey);
  if (!pkcs8.ok) return pkcs8;
  const sealedPrivateKey = await sealToVault(to, PAIR_PLACE, pkcs8.value, random);
  pkcs8.value.fill(0);
  return ok({ ...pair, sealedPrivateKey });
}
