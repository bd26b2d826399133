/**
 * WebCrypto in small and deterministic, put under the real crypto room: signatures and seals that fail for a changed
 * byte, another key or another purpose exactly as the real ones do, in microseconds and in one order. Hides nothing.
 */
import { createHmac, hash, hkdfSync } from "node:crypto";
import type { Bytes } from "../../src/base/bytes.ts";
import { concatBytes, copyBytes, equalBytes, toBase64Url, fromBase64Url } from "../../src/base/bytes.ts";
import { definite } from "../../src/base/assert.ts";
import type { Prng } from "./prng.ts";

type QuickKey = { readonly type: string; readonly name: string; readonly secret: Bytes; readonly extractable: boolean };
type Input = ArrayBuffer | ArrayBufferView;

/** A prime below 2^61 and a generator: small enough to be quick, large enough that two ids never meet in a run. */
const PRIME = 2305843009213693951n;
const GENERATOR = 37n;
const tagBytes = 16;

const sha256 = (...parts: readonly Uint8Array[]): Bytes =>
  copyBytes(hash("sha256", parts.length === 1 ? (parts[0] ?? new Uint8Array(0)) : concatBytes(...parts), "buffer"));
const bytesOf = (input: Input): Bytes =>
  ArrayBuffer.isView(input)
    ? copyBytes(new Uint8Array(input.buffer, input.byteOffset, input.byteLength))
    : copyBytes(new Uint8Array(input));
const nameOf = (algorithm: unknown): string =>
  typeof algorithm === "string" ? algorithm : String(Reflect.get(Object(algorithm), "name"));

function power(base: bigint, exponent: bigint): bigint {
  let [result, square] = [1n, base % PRIME];
  for (let bits = exponent; bits > 0n; bits >>= 1n) {
    if (bits & 1n) result = (result * square) % PRIME;
    square = (square * square) % PRIME;
  }
  return result;
}
const numberOf = (bytes: Uint8Array): bigint =>
  new DataView(bytes.buffer, bytes.byteOffset).getBigUint64(0) % (PRIME - 1n);
function numberBytes(value: bigint): Bytes {
  const bytes = new Uint8Array(32);
  new DataView(bytes.buffer).setBigUint64(0, value);
  return bytes;
}

/** Public part of a secret: a power for agreement, a hash for signing. */
const publicOf = (name: string, secret: Bytes): Bytes =>
  name === "X25519" ? numberBytes(power(GENERATOR, numberOf(secret))) : sha256(secret);
const signatureOf = (publicKey: Bytes, message: Bytes): Bytes => {
  const half = sha256(publicKey, message);
  return concatBytes(half, sha256(half));
};

function keystream(key: Bytes, iv: Bytes, length: number): Bytes {
  const blocks: Bytes[] = [];
  for (let at = 0; at < length; at += 32) blocks.push(sha256(key, iv, Uint8Array.of(at >> 16, at >> 8, at)));
  return concatBytes(...blocks).slice(0, length);
}
const xor = (a: Bytes, b: Bytes): Bytes => a.map((byte, i) => byte ^ (b[i] ?? 0));
type Gcm = { readonly iv: Input; readonly additionalData?: Input };
const gcmTag = (key: Bytes, { iv, additionalData }: Gcm, cipher: Bytes): Bytes =>
  sha256(key, bytesOf(iv), additionalData ? bytesOf(additionalData) : new Uint8Array(0), cipher).slice(0, tagBytes);

/** The part of `SubtleCrypto` that the crypto room and its libraries use. `random` makes keys. */
export function makeQuickSubtle(random: Prng): object {
  const quick = (type: string, name: string, secret: Bytes, extractable = true): QuickKey => ({
    type,
    name,
    secret,
    extractable,
  });
  return {
    digest: async (_: unknown, data: Input) => sha256(bytesOf(data)).buffer,
    generateKey: async (algorithm: unknown, extractable: boolean) => {
      const name = nameOf(algorithm);
      const secret = random.bytes(32);
      const publicKey = quick("public", name, publicOf(name, secret));
      return { privateKey: quick("private", name, secret, extractable), publicKey };
    },
    exportKey: async (format: string, key: QuickKey) => {
      if (format === "raw" || format === "pkcs8") return copyBytes(key.secret).buffer;
      const isPrivate = key.type === "private";
      const x = toBase64Url(isPrivate ? publicOf(key.name, key.secret) : key.secret);
      return isPrivate ? { kty: "OKP", x, d: toBase64Url(key.secret) } : { kty: "OKP", x };
    },
    importKey: async (format: string, data: Input | JsonWebKey, algorithm: unknown, extractable: boolean) => {
      const name = nameOf(algorithm);
      if (format === "pkcs8") return quick("private", name, bytesOf(data as Input), extractable);
      if (format === "raw")
        return quick(["Ed25519", "X25519"].includes(name) ? "public" : "secret", name, bytesOf(data as Input));
      const jwk = data as JsonWebKey;
      return quick(jwk.d ? "private" : "public", name, definite(fromBase64Url(jwk.d ?? jwk.x ?? ""), "a key of ours"));
    },
    sign: async (algorithm: unknown, key: QuickKey, data: Input) =>
      nameOf(algorithm) === "HMAC"
        ? copyBytes(createHmac("sha256", key.secret).update(bytesOf(data)).digest()).buffer
        : signatureOf(sha256(key.secret), bytesOf(data)).buffer,
    verify: async (_: unknown, key: QuickKey, signature: Input, data: Input) =>
      equalBytes(signatureOf(key.secret, bytesOf(data)), bytesOf(signature)),
    encrypt: async (algorithm: Gcm, key: QuickKey, data: Input) => {
      const clear = bytesOf(data);
      const cipher = xor(clear, keystream(key.secret, bytesOf(algorithm.iv), clear.byteLength));
      return concatBytes(cipher, gcmTag(key.secret, algorithm, cipher)).buffer;
    },
    decrypt: async (algorithm: Gcm, key: QuickKey, data: Input) => {
      const sealed = bytesOf(data);
      const cipher = sealed.slice(0, -tagBytes);
      if (!equalBytes(gcmTag(key.secret, algorithm, cipher), sealed.slice(-tagBytes)))
        throw new Error("OperationError");
      return xor(cipher, keystream(key.secret, bytesOf(algorithm.iv), cipher.byteLength)).buffer;
    },
    deriveBits: async (
      algorithm: { name: string; public?: QuickKey; salt?: Input; info?: Input },
      key: QuickKey,
      bits: number,
    ) => {
      if (algorithm.name !== "HKDF") {
        const other = definite(algorithm.public, "agreement needs a public key");
        return numberBytes(power(numberOfRaw(other.secret), numberOf(key.secret))).buffer;
      }
      const [salt, info] = [
        bytesOf(algorithm.salt ?? new ArrayBuffer(0)),
        bytesOf(algorithm.info ?? new ArrayBuffer(0)),
      ];
      return hkdfSync("sha256", key.secret, salt, info, bits / 8);
    },
  };
}

const numberOfRaw = (raw: Bytes): bigint => new DataView(raw.buffer, raw.byteOffset).getBigUint64(0);
