/**
 * What browsers, workers and Node all have, for the rooms that see neither DOM nor Node types (base, domain, protocol,
 * sync). Nothing here keeps time, makes randomness or reaches disk or network: those are arguments.
 */

interface TextEncoder {
  encode(input?: string): Uint8Array<ArrayBuffer>;
}
declare var TextEncoder: { new (): TextEncoder };

interface TextDecoder {
  /** Throws a TypeError on broken input when made with `fatal`. */
  decode(input?: ArrayBuffer | ArrayBufferView): string;
}
declare var TextDecoder: { new (label?: string, options?: { fatal?: boolean; ignoreBOM?: boolean }): TextDecoder };

/** Binary string to base64. */
declare function btoa(binary: string): string;
/** Base64 to binary string; throws on anything else. */
declare function atob(base64: string): string;

interface AbortSignal {
  readonly aborted: boolean;
  readonly reason: unknown;
  throwIfAborted(): void;
  addEventListener(type: "abort", listener: () => void, options?: { once?: boolean }): void;
  removeEventListener(type: "abort", listener: () => void): void;
}

interface AbortController {
  readonly signal: AbortSignal;
  abort(reason?: unknown): void;
}
declare var AbortController: { new (): AbortController };

/** What the build puts in place of `import.meta.env`. */
interface ImportMetaEnv {
  readonly VITE_APP_VERSION?: string;
}
interface ImportMeta {
  readonly env: ImportMetaEnv;
}
