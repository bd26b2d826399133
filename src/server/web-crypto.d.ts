/**
 * The crypto room names WebCrypto's types as the browser does. Under Node the same objects come from `node:crypto`; this
 * gives them the global names, so that no type of that room falls back to `any` in server and command line.
 */

type CryptoKey = import("node:crypto").webcrypto.CryptoKey;
type CryptoKeyPair = import("node:crypto").webcrypto.CryptoKeyPair;
type SubtleCrypto = import("node:crypto").webcrypto.SubtleCrypto;
type BufferSource = ArrayBufferView<ArrayBuffer> | ArrayBuffer;
