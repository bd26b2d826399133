/**
 * Puts quick or real WebCrypto under the crypto room, for one seed at a time, and tells when real work is still under
 * way. Libraries keep the object they first saw, so it stays the same and only what stands behind it changes.
 */
import { makeSealingKey } from "../../src/crypto/sealing.ts";
import { keyAlgorithms } from "../../src/protocol/keys.ts";
import type { Prng } from "./prng.ts";
import { makeQuickSubtle } from "./quick-crypto.ts";

// The sealing library is loaded at its first use: in the middle of a seed its arrival would be an event of its own.
await makeSealingKey(keyAlgorithms.hpkeX25519, { extractable: false });

const realSubtle = globalThis.crypto.subtle;
let current: object = realSubtle;
let underWay = 0;

const counted =
  (method: (...args: unknown[]) => unknown) =>
  async (...args: unknown[]) => {
    underWay += 1;
    try {
      return await method.apply(realSubtle, args);
    } finally {
      underWay -= 1;
    }
  };

const subtle = new Proxy(realSubtle, {
  get: (_, name) => {
    const method: unknown = Reflect.get(current, name);
    if (typeof method !== "function") return method;
    return current === realSubtle ? counted(method as (...args: unknown[]) => unknown) : method;
  },
});

/** From now on this process has no chance of its own: keys and nonces come from `random`. */
export function useCrypto(kind: "quick" | "real", random: Prng): void {
  current = kind === "real" ? realSubtle : makeQuickSubtle(random.fork("crypto"));
  const getRandomValues = (view: Uint8Array): Uint8Array => {
    view.set(random.bytes(view.byteLength));
    return view;
  };
  Object.defineProperty(globalThis, "crypto", { value: { subtle, getRandomValues }, configurable: true });
}

/** True while real crypto works in another thread: the world is not quiet yet. */
export const isCryptoUnderWay = (): boolean => underWay > 0;
