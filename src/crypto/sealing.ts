/**
 * Sealing: HPKE (RFC 9180) base mode with AES-256-GCM, over X25519 where the browser has it, else P-256. Whoever seals
 * cannot read it back. Knows nothing of what is sealed, nor for whom.
 */
import type { CipherSuite } from "@hpke/core";
import type { Bytes } from "../base/bytes.ts";
import { concatBytes, copyBytes, fromBase64Url } from "../base/bytes.ts";
import { assert } from "../base/assert.ts";
import type { Result } from "../base/result.ts";
import { err, ok } from "../base/result.ts";
import type { PublicKeyBytes } from "../protocol/keys.ts";
import { keyAlgorithms, parsePublicKey } from "../protocol/keys.ts";

export type SealingAlgorithm = typeof keyAlgorithms.hpkeX25519 | typeof keyAlgorithms.hpkeP256;

export type SealingKey = {
  readonly algorithm: SealingAlgorithm;
  readonly privateKey: CryptoKey;
  readonly publicKey: PublicKeyBytes;
};

const X25519 = { name: "X25519" } as const;
const P256 = { name: "ECDH", namedCurve: "P-256" } as const;

/** Most calls of a tablet seal nothing: HPKE is no part of what a start waits for. */
async function suiteOf(algorithm: SealingAlgorithm): Promise<CipherSuite> {
  const { Aes256Gcm, CipherSuite, DhkemP256HkdfSha256, DhkemX25519HkdfSha256, HkdfSha256 } = await import("@hpke/core");
  const isX25519 = algorithm === keyAlgorithms.hpkeX25519;
  const kem = isX25519 ? new DhkemX25519HkdfSha256() : new DhkemP256HkdfSha256();
  return new CipherSuite({ kem, kdf: new HkdfSha256(), aead: new Aes256Gcm() });
}

/** Fetches what `seal` and `open` need, so that no later call depends on a network. Throws when it cannot be had. */
export async function prepareSealing(): Promise<void> {
  await suiteOf(keyAlgorithms.hpkeX25519);
}

function curveOf(algorithm: SealingAlgorithm): Algorithm | EcKeyGenParams {
  return algorithm === keyAlgorithms.hpkeX25519 ? X25519 : P256;
}

/** The encapsulated key is a raw public key of the same curve. */
function encBytesOf(algorithm: SealingAlgorithm): number {
  return algorithm === keyAlgorithms.hpkeX25519 ? 32 : 65;
}

function parseSealingKey(
  key: PublicKeyBytes,
): { readonly algorithm: SealingAlgorithm; readonly raw: Bytes } | undefined {
  const parsed = parsePublicKey(key);
  if (!parsed.ok) return undefined;
  const { algorithm, raw } = parsed.value;
  return algorithm === keyAlgorithms.hpkeX25519 || algorithm === keyAlgorithms.hpkeP256
    ? { algorithm, raw: copyBytes(raw) }
    : undefined;
}

/** True when `seal` can take this key; look before trusting a key of a keyring or certificate. */
export function isSealingKey(key: PublicKeyBytes): boolean {
  return parseSealingKey(key) !== undefined;
}

/** A new key pair. */
export async function makeSealingKey(
  algorithm: SealingAlgorithm,
  options: { readonly extractable: boolean },
): Promise<SealingKey> {
  const pair = await crypto.subtle.generateKey(curveOf(algorithm), options.extractable, ["deriveBits"]);
  assert("privateKey" in pair, "a sealing key is a pair");
  const raw = new Uint8Array(await crypto.subtle.exportKey("raw", pair.publicKey));
  return { algorithm, privateKey: pair.privateKey, publicKey: concatBytes(Uint8Array.of(algorithm), raw) };
}

/** X25519 where this browser can make such a key, else P-256, which all can. */
export async function bestSealingAlgorithm(): Promise<SealingAlgorithm> {
  try {
    await crypto.subtle.generateKey(X25519, false, ["deriveBits"]);
    return keyAlgorithms.hpkeX25519;
  } catch {
    return keyAlgorithms.hpkeP256;
  }
}

/** A seal whose key is agreed and whose message is not yet there. It seals one. */
export type BegunSeal = {
  /** {@link OpenedSeal.derive} of whoever opens gives the same bytes. */
  derive(context: Uint8Array, length: number): Promise<Bytes>;
  /** Encapsulated key ‖ ciphertext; `aad` says what it belongs to. Throws when it is asked a second time. */
  finish(plaintext: Uint8Array, aad: Uint8Array): Promise<Bytes>;
};

/**
 * Begins a seal for whoever holds the private part of `publicKey`. `info` names the purpose. Throws on a key that is no
 * sealing key: callers take it from a verified keyring or certificate. `ephemeral` exists for fixed test vectors only;
 * everywhere else it is left out and fresh.
 */
export async function beginSeal(
  publicKey: PublicKeyBytes,
  info: Uint8Array,
  ephemeral?: CryptoKeyPair,
): Promise<BegunSeal> {
  const key = parseSealingKey(publicKey);
  assert(key, "not a sealing key");
  const suite = await suiteOf(key.algorithm);
  const sender = await suite.createSenderContext({
    recipientPublicKey: await suite.kem.deserializePublicKey(key.raw),
    info,
    ...(ephemeral ? { ekm: ephemeral } : {}),
  });
  let isFinished = false;
  return {
    derive: async (context, length) => new Uint8Array(await sender.export(copyBytes(context), length)),
    finish: async (plaintext, aad) => {
      // A second message of one context has another nonce: nobody would open it as the first.
      assert(!isFinished, "a seal is for one message");
      isFinished = true;
      return concatBytes(new Uint8Array(sender.enc), new Uint8Array(await sender.seal(plaintext, aad)));
    },
  };
}

/** A seal in one step: {@link beginSeal} and its `finish`. */
export async function seal(
  publicKey: PublicKeyBytes,
  plaintext: Uint8Array,
  aad: Uint8Array,
  info: Uint8Array,
): Promise<Bytes> {
  return (await beginSeal(publicKey, info)).finish(plaintext, aad);
}

export type OpenedSeal = {
  readonly plaintext: Bytes;
  /** Secret bytes that only the two ends of this seal can compute (RFC 9180 §5.3), another for each `context`. */
  derive(context: Uint8Array, length: number): Promise<Bytes>;
};

/** Opens what {@link seal} made. Failure: `seal-broken`: another key, aad, info, or changed bytes; which, nobody can tell. */
export async function open(
  key: SealingKey,
  sealed: Uint8Array,
  aad: Uint8Array,
  info: Uint8Array,
): Promise<Result<OpenedSeal, "seal-broken">> {
  const suite = await suiteOf(key.algorithm);
  const encBytes = encBytesOf(key.algorithm);
  if (sealed.byteLength < encBytes) return err("seal-broken");
  try {
    const publicKey = await suite.kem.deserializePublicKey(copyBytes(key.publicKey.subarray(1)));
    const recipient = await suite.createRecipientContext({
      recipientKey: { privateKey: key.privateKey, publicKey },
      enc: sealed.slice(0, encBytes),
      info,
    });
    return ok({
      plaintext: new Uint8Array(await recipient.open(sealed.slice(encBytes), aad)),
      derive: async (context, length) => new Uint8Array(await recipient.export(copyBytes(context), length)),
    });
  } catch {
    return err("seal-broken");
  }
}

/** PKCS #8 of the private key. Throws when the key was made non-extractable. */
export async function exportSealingKey(key: SealingKey): Promise<Bytes> {
  return new Uint8Array(await crypto.subtle.exportKey("pkcs8", key.privateKey));
}

/** The pair of a PKCS #8 private key; the key in memory is not extractable. Failure: `key-invalid`. */
export async function importSealingKey(
  algorithm: SealingAlgorithm,
  pkcs8: Uint8Array,
): Promise<Result<SealingKey, "key-invalid">> {
  const curve = curveOf(algorithm);
  try {
    const readable = await crypto.subtle.importKey("pkcs8", copyBytes(pkcs8), curve, true, ["deriveBits"]);
    const publicKey = publicKeyOf(algorithm, await crypto.subtle.exportKey("jwk", readable));
    if (!publicKey) return err("key-invalid");
    const privateKey = await crypto.subtle.importKey("pkcs8", copyBytes(pkcs8), curve, false, ["deriveBits"]);
    return ok({ algorithm, privateKey, publicKey });
  } catch {
    return err("key-invalid");
  }
}

function publicKeyOf(algorithm: SealingAlgorithm, jwk: JsonWebKey): PublicKeyBytes | undefined {
  const x = fromBase64Url(jwk.x ?? "");
  const y = fromBase64Url(jwk.y ?? "");
  if (!x || !y) return undefined;
  const raw = algorithm === keyAlgorithms.hpkeX25519 ? x : concatBytes(Uint8Array.of(4), x, y);
  const publicKey = concatBytes(Uint8Array.of(algorithm), raw);
  return isSealingKey(publicKey) ? publicKey : undefined;
}
