/** Keys, ids and bytes that never change, from which the frozen messages are made. None of them protects anything. */
import { definite } from "../../../src/base/assert.ts";
import type { Bytes } from "../../../src/base/bytes.ts";
import { concatBytes, fromHex, utf8 } from "../../../src/base/bytes.ts";
import { unwrap } from "../../../src/base/result.ts";
import type { SealingAlgorithm, SealingKey } from "../../../src/crypto/sealing.ts";
import { importSealingKey } from "../../../src/crypto/sealing.ts";
import type { SigningKey } from "../../../src/crypto/signing.ts";
import { importSigningKey } from "../../../src/crypto/signing.ts";
import { keyAlgorithms } from "../../../src/protocol/keys.ts";

/** Bytes of hex that is known to be hex. */
export const hex = (text: string): Bytes => definite(fromHex(text), "hex");
/** `length` bytes counting up from `first`. */
export const counting = (length: number, first: number): Bytes =>
  Uint8Array.from({ length }, (_, i) => (first + i) & 255);

/** PKCS #8 heads (RFC 8410; RFC 5915 without the public part) in front of a 32-byte private key. */
const heads = {
  ed25519: hex("302e020100300506032b657004220420"),
  x25519: hex("302e020100300506032b656e04220420"),
  p256: hex("3041020100301306072a8648ce3d020106082a8648ce3d030107042730250201010420"),
} as const;

const ed25519 = async (first: number): Promise<SigningKey> =>
  unwrap(await importSigningKey(keyAlgorithms.ed25519, concatBytes(heads.ed25519, counting(32, first))));

export type FixedKeys = {
  readonly root: SigningKey;
  readonly district: SigningKey;
  readonly device: SigningKey;
  readonly deviceP256: SigningKey;
  readonly sealing: SealingKey;
  readonly sealingP256: SealingKey;
  readonly vault: SealingKey;
};

export async function fixedKeys(): Promise<FixedKeys> {
  const x25519 = async (first: number): Promise<SealingKey> =>
    unwrap(await importSealingKey(keyAlgorithms.hpkeX25519, concatBytes(heads.x25519, counting(32, first))));
  const p256 = concatBytes(heads.p256, counting(32, 0x31));
  return {
    root: await ed25519(1),
    district: await ed25519(2),
    device: await ed25519(3),
    deviceP256: unwrap(await importSigningKey(keyAlgorithms.ecdsaP256, p256)),
    sealing: await x25519(0x10),
    sealingP256: unwrap(await importSealingKey(keyAlgorithms.hpkeP256, p256)),
    vault: await x25519(0x20),
  };
}

/** The sender's one-time key of a sealing: fixed here, and nowhere else. */
export async function fixedEphemeral(algorithm: SealingAlgorithm): Promise<CryptoKeyPair> {
  const isX = algorithm === keyAlgorithms.hpkeX25519;
  const pkcs8 = concatBytes(isX ? heads.x25519 : heads.p256, counting(32, 0x55));
  const pair = unwrap(await importSealingKey(algorithm, pkcs8));
  const curve = isX ? { name: "X25519" } : { name: "ECDH", namedCurve: "P-256" };
  const raw = pair.publicKey.slice(1);
  return { privateKey: pair.privateKey, publicKey: await crypto.subtle.importKey("raw", raw, curve, true, []) };
}

export const regency = "33.29";
export const village = 3_329_091_002;
export const device = counting(16, 0xd0);
export const logId = counting(8, 0xa0);
/** 16 bytes inside the first envelope; the application id is made of their hash. */
export const secret = counting(16, 0x70);
/** Some moment of the district, milliseconds. */
export const moment = 1_795_000_000_000;
export const dictionary = utf8("birth-certificate child-name mother-name SITI AMINAH GUNUNGLARANG BREBES");

export const content = {
  kind: "application",
  secret,
  serviceId: "birth-certificate",
  configVersion: 3,
  answers: { "child-name": "SITI AMINAH", "birth-place": "BREBES", twins: false, weight: 3100 },
  missing: [],
};
/**
 * `content` packed with `dictionary`. Kept as bytes: a later deflate may pack tighter, and what a tablet of today packed
 * must still be read.
 */
export const plaintext = hex(
  "010000795b96929d9997929d585090033226333f2fad3835b928b524a0a0b0a8b8a4b4acbca2b2aabaa6b6ae3e3d31afb83cb5a878496a4979665ef197b4f2d4ccf48c12491e992c84d5d948d66543dc589093989c9a06b12d3d37b3b838332fbd21b338b5a82c3339d533a510c327b9c9404764a68701ed023a871900000000",
);

/** Named fields of a correction request, and the same packed without a dictionary. */
export const fields = { answers: { "child-name": "SITI AMINAH" } };
export const fieldsPlaintext = hex(
  "010000235b989e98575c9e5a54bc302b3923332745372f3137353bd833c453c1d1d7d3cfd10300000000000000000000",
);

/** What an attachment was before it was encrypted, and the key it is encrypted under. */
export const blobClear = utf8("the bytes of a picture");
export const blobKey = counting(32, 0x90);

/** An ECDSA signature is another one every time: this one of the slip of a P-256 tablet was made once. */
export const slipSignatureP256 = hex(
  "2d3b36dabd7e3e5b9b749aacbd75d367032cc343ad26d6305065680e91273b18028211b5f7bcbc83761a8ec97631cc9613098a1ba354aa684875a4923b50b735",
);
