/**
 * Everything personal of a case on its way into and out of the database: packed, then encrypted for the one cell it
 * stands in. Knows no rule about cases.
 */
import type { Bytes } from "../../base/bytes.ts";
import { toHex } from "../../base/bytes.ts";
import { assert } from "../../base/assert.ts";
import type { Result } from "../../base/result.ts";
import { err } from "../../base/result.ts";
import type { Cell } from "../../crypto/column.ts";
import { blindIndex, decryptColumn, encryptColumn } from "../../crypto/column.ts";
import type { Filing } from "../../domain/application/content.ts";
import { parseContent } from "../../domain/application/parse-content.ts";
import { nameSearchKey } from "../../domain/ids/name-search.ts";
import type { ContentValue } from "../../protocol/envelope.ts";
import { packContent, unpackContent } from "../../protocol/envelope.ts";
import type { District } from "../district.ts";

/** What columns need of a district. */
export type ColumnKeeper = Pick<District, "regency" | "keys" | "random">;

const NO_DICTIONARY: Bytes = new Uint8Array(0);

type CellName = { readonly table: string; readonly column: string; readonly key: readonly (Bytes | number)[] };

export const cells = {
  summary: (applicationId: Bytes): CellName => ({ table: "cases", column: "summary", key: [applicationId] }),
  content: (applicationId: Bytes): CellName => ({ table: "cases", column: "content", key: [applicationId] }),
  event: (applicationId: Bytes, position: number): CellName => ({
    table: "case_events",
    column: "body",
    key: [applicationId, position],
  }),
  opened: (digest: Bytes): CellName => ({ table: "opened_contents", column: "content", key: [digest] }),
  look: (digest: Bytes): CellName => ({ table: "looks", column: "note", key: [digest] }),
};

function cellOf(keeper: ColumnKeeper, { table, column, key }: CellName): Cell {
  const parts = key.map((part) => (typeof part === "number" ? String(part) : toHex(part)));
  return { table, column, row: [keeper.regency, ...parts].join("/") };
}

/** Ciphertext of `value` that opens in this cell only. */
export function closeCell(keeper: ColumnKeeper, name: CellName, value: ContentValue): Promise<Bytes> {
  return encryptColumn(keeper.keys.columns, cellOf(keeper, name), packContent(value, NO_DICTIONARY), keeper.random);
}

/** What {@link closeCell} closed, unchecked. Failure: `column-broken`: moved from another cell, changed, or no key for it. */
export async function openCell(
  keeper: ColumnKeeper,
  name: CellName,
  stored: Bytes,
): Promise<Result<unknown, "column-broken">> {
  const clear = await decryptColumn(keeper.keys.columns, cellOf(keeper, name), stored);
  if (!clear.ok) return clear;
  const value = unpackContent(clear.value, NO_DICTIONARY);
  return value.ok ? value : err("column-broken", value.code);
}

/** A filing out of a cell. Throws when the database was tampered with: nothing may be decided on that. */
export async function openFiling(keeper: ColumnKeeper, name: CellName, stored: Bytes): Promise<Filing> {
  const filing = await findFiling(keeper, name, stored);
  assert(filing, "a filing lies in its own cell");
  return filing;
}

/** The filing of a cell, or undefined when the database was tampered with: a list is shown with what can be read of it. */
export async function findFiling(keeper: ColumnKeeper, name: CellName, stored: Bytes): Promise<Filing | undefined> {
  const value = await openCell(keeper, name, stored);
  const content = value.ok ? parseContent(value.value) : value;
  return content.ok && content.value.kind === "application" ? content.value : undefined;
}

/** Keyed hash of a NIK; empty when there is none. */
export async function nikIndex(keeper: Pick<District, "keys">, nik: string): Promise<Bytes> {
  return nik === "" ? NO_DICTIONARY : blindIndex(keeper.keys.indexKey, `case-nik/${nik}`);
}

/** Keyed hashes of the words of some names, whatever their spelling; each once. */
export async function wordIndexes(keeper: Pick<District, "keys">, names: readonly string[]): Promise<readonly Bytes[]> {
  const words = new Set(names.flatMap((name) => nameSearchKey(name).split(" ")).filter((word) => word !== ""));
  return Promise.all([...words].map((word) => blindIndex(keeper.keys.indexKey, `case-word/${word}`)));
}
