/**
 * What Node has and its types do not say, for server and command line.
 *
 * The crypto room names WebCrypto's types as the browser does. Under Node the same objects come from `node:crypto`; this
 * gives them the global names, so that no type of that room falls back to `any` here.
 */

type CryptoKey = import("node:crypto").webcrypto.CryptoKey;
type CryptoKeyPair = import("node:crypto").webcrypto.CryptoKeyPair;
type SubtleCrypto = import("node:crypto").webcrypto.SubtleCrypto;
type BufferSource = ArrayBufferView<ArrayBuffer> | ArrayBuffer;

interface ImportMeta {
  /** True in the module Node was started with (Node 24.2). */
  readonly main: boolean;
}
