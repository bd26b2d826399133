/** What every store of this folder is given: the tables of a living transaction and the regency of every key. */
import type { Kysely } from "kysely";
import type { Bytes } from "../../../base/bytes.ts";
import { concatBytes } from "../../../base/bytes.ts";
import { digestBytes } from "../../../protocol/entry.ts";
import type { Tables } from "./schema.ts";

export type Bound = {
  readonly regency: string;
  /** The tables. Throws once the transaction is over or its process has crashed. */
  tables(): Kysely<Tables>;
};

/** SQLite takes 32,766 parameters in one statement; our widest row has 21. */
const rowsPerInsertMax = 500;
/** Keys per "in (…)". */
const keysPerQueryMax = 5000;

export function chunksOf<T>(list: readonly T[], size: number): readonly (readonly T[])[] {
  const chunks: (readonly T[])[] = [];
  for (let at = 0; at < list.length; at += size) chunks.push(list.slice(at, at + size));
  return chunks;
}

export const insertChunks = <T>(rows: readonly T[]): readonly (readonly T[])[] => chunksOf(rows, rowsPerInsertMax);

/** Runs one query per bite of keys and joins what comes. */
export async function queryChunks<K, T>(
  keys: readonly K[],
  query: (chunk: readonly K[]) => Promise<readonly T[]>,
): Promise<readonly T[]> {
  const found: T[] = [];
  for (const chunk of chunksOf(keys, keysPerQueryMax)) found.push(...(await query(chunk)));
  return found;
}

/** Lowest and highest digest that begin with `prefix`. */
export function digestRange(prefix: Bytes): readonly [Bytes, Bytes] {
  const rest = digestBytes - prefix.byteLength;
  return [concatBytes(prefix, new Uint8Array(rest)), concatBytes(prefix, new Uint8Array(rest).fill(0xff))];
}

/** A row as plain data of ours: without the regency that every key carries. */
export function withoutRegency<T extends { readonly regency: string }>(row: T): Omit<T, "regency"> {
  const { regency: _, ...rest } = row;
  return rest;
}
