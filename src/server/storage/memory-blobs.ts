/** Blobs without a disk, for tests and the simulator. A crash loses parts, which are not synced, and keeps whole blobs. */
import type { Bytes } from "../../base/bytes.ts";
import { concatBytes, copyBytes, equalBytes, fromHex, toHex } from "../../base/bytes.ts";
import { definite } from "../../base/assert.ts";
import { err, ok } from "../../base/result.ts";
import { sha256 } from "../../crypto/hash.ts";
import type { BlobStore } from "./ports.ts";

export type MemoryBlobs = BlobStore & { crash(): void };

export function makeMemoryBlobs(): MemoryBlobs {
  const parts = new Map<string, Bytes>();
  const whole = new Map<string, Bytes>();
  const partName = (hash: Bytes, serial: number): string => `${toHex(hash)}.${serial}`;
  return {
    partLength: async (hash, serial) => parts.get(partName(hash, serial))?.byteLength ?? 0,
    appendPart: async (hash, serial, offset, bytes) => {
      const name = partName(hash, serial);
      const part = parts.get(name) ?? new Uint8Array(0);
      if (part.byteLength < offset) return err("gap");
      const grown = concatBytes(part, bytes.subarray(part.byteLength - offset));
      parts.set(name, grown);
      return ok(grown.byteLength);
    },
    finish: async (hash, serial) => {
      const name = partName(hash, serial);
      const bytes = parts.get(name) ?? new Uint8Array(0);
      const proven = equalBytes(await sha256(bytes), hash);
      parts.delete(name);
      if (!proven) return err("hash-wrong");
      whole.set(toHex(hash), bytes);
      return ok(undefined);
    },
    read: async (hash) => {
      const bytes = whole.get(toHex(hash));
      return bytes && copyBytes(bytes);
    },
    has: async (hash) => whole.has(toHex(hash)),
    list: async function* () {
      for (const name of [...whole.keys()].toSorted()) yield definite(fromHex(name), "blobs are named in hex");
    },
    remove: async (hash) => {
      whole.delete(toHex(hash));
    },
    storedAt: async () => undefined,
    hasRoom: async () => true,
    crash: () => parts.clear(),
  };
}
