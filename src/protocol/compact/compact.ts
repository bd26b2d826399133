/**
 * The door of envelope format 2: a content by the tables of a released dictionary, as the bits of an arithmetic coder.
 * Enters a content and what both ends know of its entry, leaves a plaintext, and back. Format 1 is `../envelope.ts`.
 */
import type { Bytes } from "../../base/bytes.ts";
import { equalBytes, utf8 } from "../../base/bytes.ts";
import { envelopePadBytes } from "../../base/limits.ts";
import type { Result } from "../../base/result.ts";
import { err, ok } from "../../base/result.ts";
import { villageCode } from "../../domain/areas/areas.ts";
import type { SealedEntry } from "../entry.ts";
import { parseOwnHeader, parseSharedHeader } from "../entry.ts";
import type { ContentValue } from "../envelope.ts";
import { encodeContent } from "../envelope.ts";
import { Unreadable, makeReader, makeWriter } from "./arithmetic.ts";
import { codeContent } from "./content.ts";
import type { EntryFacts } from "./session.ts";
import { makeSession } from "./session.ts";
import type { Tables } from "./tables.ts";
import { readTables } from "./tables.ts";
import type { Value } from "./content-value.ts";

export const compactFormat = 2;
const headBytes = 1;

/** A released dictionary, ready for both formats. */
export type EnvelopeDictionary = {
  /** Its file's bytes: the dictionary of format 1's deflate, and what the keyring's hash is of. */
  readonly bytes: Bytes;
  /** Undefined for one that has words alone. */
  readonly tables: Tables | undefined;
};

export const noDictionary: EnvelopeDictionary = { bytes: new Uint8Array(0), tables: undefined };

/** Dictionaries never change once released, and counting their letters takes longer than an entry. */
const readBefore = new Map<string, EnvelopeDictionary>();

/** A dictionary from the text of its file. */
export function readDictionary(text: string): EnvelopeDictionary {
  const before = readBefore.get(text);
  if (before !== undefined) return before;
  const tables = readTables(text);
  const dictionary = { bytes: utf8(text), tables: tables.ok ? tables.value : undefined };
  readBefore.set(text, dictionary);
  return dictionary;
}

/** What format 2 takes from an entry's clear headers and its seal. Headers that do not read say nothing. */
export function readEntryFacts(entry: Pick<SealedEntry, "shared" | "own">, secret: Bytes): EntryFacts {
  const shared = parseSharedHeader(entry.shared);
  const own = parseOwnHeader(entry.own);
  return {
    village: shared.ok ? villageCode(shared.value.village) : undefined,
    blobs: own.ok ? own.value.blobs : [],
    secret,
  };
}

/**
 * The plaintext of an envelope. Undefined when it would not come back exactly as it was (nested too deep, broken
 * surrogates, too long): such a content travels in format 1.
 */
export function packCompact(content: ContentValue, tables: Tables, entry: EntryFacts): Bytes | undefined {
  const packed = write(withoutGaps(content), tables, entry);
  if (packed === undefined) return undefined;
  const length = headBytes + packed.byteLength;
  const out = new Uint8Array(Math.ceil(length / envelopePadBytes) * envelopePadBytes);
  out.set([compactFormat]);
  out.set(packed, headBytes);
  const back = unpackCompact(out, tables, entry);
  return back.ok && equalBytes(encodeContent(back.value), encodeContent(content)) ? out : undefined;
}

function write(content: Value, tables: Tables, entry: EntryFacts): Bytes | undefined {
  const writer = makeWriter();
  try {
    codeContent(makeSession(writer, tables, entry), content);
  } catch (error) {
    if (error instanceof Unreadable) return undefined;
    throw error;
  }
  return writer.finish();
}

/** Reads what {@link packCompact} made. Failures as of format 1: `content-malformed`, `content-too-large`. */
export function unpackCompact(
  plaintext: Uint8Array,
  tables: Tables,
  entry: EntryFacts,
): Result<Value, "content-malformed" | "content-too-large"> {
  try {
    const reader = makeReader(plaintext.subarray(headBytes));
    const content = codeContent(makeSession(reader, tables, entry), undefined);
    reader.finish();
    return ok(content);
  } catch (error) {
    if (error instanceof Unreadable) return err(error.code, error.message);
    throw error;
  }
}

/** The same without `undefined`: fields that hold it are left out, as format 1 does. */
function withoutGaps(value: ContentValue): Value {
  if (value === undefined || value === null) return null;
  if (typeof value !== "object" || value instanceof Uint8Array) return value;
  if (Array.isArray(value)) return value.map((element: ContentValue) => withoutGaps(element));
  const fields = Object.entries(value).filter(([, field]) => field !== undefined);
  return Object.fromEntries(fields.map(([key, field]) => [key, withoutGaps(field)]));
}
