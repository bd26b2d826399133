/**
 * Columns of the server's database that hold opened content: AES-256-GCM bound to the very cell they stand in, so that
 * a value moved to another row, column or regency does not open (DESIGN §3). Blind indexes find equal texts without
 * showing them.
 */
import type { Bytes } from "../base/bytes.ts";
import { concatBytes, copyBytes, utf8 } from "../base/bytes.ts";
import { definite } from "../base/assert.ts";
import type { Random } from "../base/random.ts";
import type { Result } from "../base/result.ts";
import { err, ok } from "../base/result.ts";
import { encodeCbor } from "../protocol/cbor.ts";
import { decryptAes, encryptAes, importAesKey } from "./aes.ts";

/** Where a value stands. `row` is the row's key as text, the regency in front. */
export type Cell = { readonly table: string; readonly column: string; readonly row: string };

export type ColumnKeys = {
  /** Id (0–255) of the key that new values are written under; older keys still open. */
  readonly current: number;
  readonly keys: ReadonlyMap<number, CryptoKey>;
};

/** Column keys from their raw 32 bytes, by id (0–255). */
export async function importColumnKeys(current: number, raw: ReadonlyMap<number, Bytes>): Promise<ColumnKeys> {
  const keys = new Map<number, CryptoKey>();
  for (const [id, bytes] of raw) keys.set(id, await importAesKey(bytes));
  return { current, keys };
}

function cellAad(keyId: number, cell: Cell): Bytes {
  return encodeCbor(["loket/column/1", keyId, cell.table, cell.column, cell.row]);
}

/** Key id (1) ‖ nonce (12) ‖ ciphertext. */
export async function encryptColumn(keys: ColumnKeys, cell: Cell, clear: Uint8Array, random: Random): Promise<Bytes> {
  const key = definite(keys.keys.get(keys.current), "the current column key is among the keys");
  const sealed = await encryptAes(key, clear, cellAad(keys.current, cell), random);
  return concatBytes(Uint8Array.of(keys.current), sealed);
}

/** Failure: `column-broken`: moved from another cell, changed, or its key is not here. */
export async function decryptColumn(
  keys: ColumnKeys,
  cell: Cell,
  stored: Uint8Array,
): Promise<Result<Bytes, "column-broken">> {
  const id = stored[0];
  const key = id === undefined ? undefined : keys.keys.get(id);
  if (id === undefined || !key) return err("column-broken");
  const clear = await decryptAes(key, stored.subarray(1), cellAad(id, cell));
  return clear ? ok(clear) : err("column-broken");
}

/** HMAC-SHA256 of `text` under the 32-byte `key` of one index: equal texts, equal bytes, and nothing else to see. */
export async function blindIndex(key: Uint8Array, text: string): Promise<Bytes> {
  const algorithm = { name: "HMAC", hash: "SHA-256" };
  const imported = await crypto.subtle.importKey("raw", copyBytes(key), algorithm, false, ["sign"]);
  return new Uint8Array(await crypto.subtle.sign("HMAC", imported, utf8(text)));
}
