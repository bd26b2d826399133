/**
 * Signing keys and signatures: Ed25519 where the browser has it, else ECDSA P-256. The input is always tagged bytes of
 * protocol/tags.ts; what they mean is none of this file's business.
 */
import type { Bytes } from "../base/bytes.ts";
import { concatBytes, copyBytes, fromBase64Url } from "../base/bytes.ts";
import type { Result } from "../base/result.ts";
import { err, ok } from "../base/result.ts";
import type { PublicKeyBytes } from "../protocol/keys.ts";
import { keyAlgorithms, parsePublicKey, signatureBytes } from "../protocol/keys.ts";

export type SigningAlgorithm = typeof keyAlgorithms.ed25519 | typeof keyAlgorithms.ecdsaP256;

export type SigningKey = {
  readonly algorithm: SigningAlgorithm;
  readonly privateKey: CryptoKey;
  readonly publicKey: PublicKeyBytes;
};

type SubtleNames = {
  readonly key: EcKeyGenParams | Algorithm;
  readonly use: EcdsaParams | Algorithm;
};

const ED25519: SubtleNames = { key: { name: "Ed25519" }, use: { name: "Ed25519" } };
const P256: SubtleNames = {
  key: { name: "ECDSA", namedCurve: "P-256" },
  use: { name: "ECDSA", hash: "SHA-256" },
};

function namesOf(algorithm: SigningAlgorithm): SubtleNames {
  return algorithm === keyAlgorithms.ed25519 ? ED25519 : P256;
}

/** A new key pair. `extractable: false` keeps scripts from the private key, not a thief from the disk (DESIGN §6). */
export async function makeSigningKey(
  algorithm: SigningAlgorithm,
  options: { readonly extractable: boolean },
): Promise<SigningKey> {
  const usages: KeyUsage[] = ["sign", "verify"];
  const pair = await crypto.subtle.generateKey(namesOf(algorithm).key, options.extractable, usages);
  if (!("privateKey" in pair)) throw new TypeError("a signing key is a pair");
  const raw = new Uint8Array(await crypto.subtle.exportKey("raw", pair.publicKey));
  return { algorithm, privateKey: pair.privateKey, publicKey: concatBytes(Uint8Array.of(algorithm), raw) };
}

/** Ed25519 where this browser can make such a key, else P-256, which all can. */
export async function bestSigningAlgorithm(): Promise<SigningAlgorithm> {
  try {
    await crypto.subtle.generateKey(ED25519.key, false, ["sign", "verify"]);
    return keyAlgorithms.ed25519;
  } catch {
    return keyAlgorithms.ecdsaP256;
  }
}

/** Signature of `input` (already tagged), 64 bytes. */
export async function signWith(key: SigningKey, input: Uint8Array): Promise<Bytes> {
  const { use } = namesOf(key.algorithm);
  return new Uint8Array(await crypto.subtle.sign(use, key.privateKey, copyBytes(input)));
}

/** True when `signature` over `input` was made by `publicKey`. False for anything else, a bad key included; never throws. */
export async function verifyWith(
  publicKey: PublicKeyBytes,
  input: Uint8Array,
  signature: Uint8Array,
): Promise<boolean> {
  const parsed = parsePublicKey(publicKey);
  if (!parsed.ok || signature.byteLength !== signatureBytes) return false;
  const { algorithm, raw } = parsed.value;
  if (algorithm !== keyAlgorithms.ed25519 && algorithm !== keyAlgorithms.ecdsaP256) return false;
  try {
    const { key, use } = namesOf(algorithm);
    const imported = await crypto.subtle.importKey("raw", copyBytes(raw), key, false, ["verify"]);
    return await crypto.subtle.verify(use, imported, copyBytes(signature), copyBytes(input));
  } catch {
    return false;
  }
}

/** PKCS #8 of the private key, for the server's key files. Throws when the key was made non-extractable. */
export async function exportSigningKey(key: SigningKey): Promise<Bytes> {
  return new Uint8Array(await crypto.subtle.exportKey("pkcs8", key.privateKey));
}

/** The pair of a PKCS #8 private key; the key in memory is not extractable. Failure: `key-invalid`. */
export async function importSigningKey(
  algorithm: SigningAlgorithm,
  pkcs8: Uint8Array,
): Promise<Result<SigningKey, "key-invalid">> {
  const { key } = namesOf(algorithm);
  try {
    const readable = await crypto.subtle.importKey("pkcs8", copyBytes(pkcs8), key, true, ["sign"]);
    const publicKey = publicKeyOf(algorithm, await crypto.subtle.exportKey("jwk", readable));
    if (!publicKey) return err("key-invalid");
    const privateKey = await crypto.subtle.importKey("pkcs8", copyBytes(pkcs8), key, false, ["sign"]);
    return ok({ algorithm, privateKey, publicKey });
  } catch {
    return err("key-invalid");
  }
}

function publicKeyOf(algorithm: SigningAlgorithm, jwk: JsonWebKey): PublicKeyBytes | undefined {
  const x = fromBase64Url(jwk.x ?? "");
  const y = fromBase64Url(jwk.y ?? "");
  if (!x || !y) return undefined;
  const raw = algorithm === keyAlgorithms.ed25519 ? x : concatBytes(Uint8Array.of(4), x, y);
  const publicKey = concatBytes(Uint8Array.of(algorithm), raw);
  return parsePublicKey(publicKey).ok ? publicKey : undefined;
}
