/** What coder, tables and rules share while one content is written or read: everything a rule may remember. */
import type { Bytes } from "../../base/bytes.ts";
import { envelopeUnpackedBytesMax } from "../../base/limits.ts";
import type { BlobRef } from "../entry.ts";
import type { Coder } from "./arithmetic.ts";
import { Unreadable } from "./arithmetic.ts";
import type { Ranks, ServiceTable, Tables } from "./tables.ts";
import type { Fields } from "./content-value.ts";

/** What both ends know of an entry without its content: it need not be said in there. */
export type EntryFacts = {
  /** Dotted code; undefined where the header's number is none. */
  readonly village: string | undefined;
  readonly blobs: readonly BlobRef[];
  /** What the envelope's seal derives, the secret of an application; undefined where there is no seal. */
  readonly secret: Bytes | undefined;
};

export type Session = {
  readonly coder: Coder;
  readonly tables: Tables;
  readonly entry: EntryFacts;
  /** Words spelled or listed so far, lower case, each once. */
  readonly words: string[];
  /** How the last text was written: index into the cases of words.ts. */
  lastCase: number | undefined;
  /** Whether the last new word was spelled. */
  wasSpelled: boolean;
  /** First six digits of the last NIK or KK number. */
  lastPrefix: string | undefined;
  /** Blobs of the header that attachments have named, and the last of them. */
  blobsNamed: number;
  blob: BlobRef | undefined;
  /** Document and page of the last attachment. */
  last: { readonly document: string; readonly page: number } | undefined;
  /** What the content said so far: who files, for which service, with which answers. */
  officer: Fields | undefined;
  service: ServiceTable | undefined;
  answers: Fields | undefined;
  /** Milliseconds; 0 until it was coded. */
  filedAt: number;
  /** Call for every letter and value: a hostile stream ends here, see `limits.ts`. */
  readonly spend: (units: number) => void;
};

export function makeSession(coder: Coder, tables: Tables, entry: EntryFacts): Session {
  let spent = 0;
  const spend = (units: number): void => {
    spent += units;
    if (spent > envelopeUnpackedBytesMax) throw new Unreadable("content-too-large", "letters and values");
  };
  return {
    coder,
    tables,
    entry,
    words: [],
    lastCase: undefined,
    wasSpelled: false,
    lastPrefix: undefined,
    blobsNamed: 0,
    blob: undefined,
    last: undefined,
    officer: undefined,
    service: undefined,
    answers: undefined,
    filedAt: 0,
    spend,
  };
}

/** Index of the first that is `true`; the last index when none is. */
export function firstTrue(...is: readonly boolean[]): number {
  const at = is.indexOf(true);
  return at < 0 ? is.length : at;
}

/** Whole numbers of any size up to 2^53 - 1: how many bits it has (0–53), then those after the first. */
export function codeUint({ coder }: Session, value: number | undefined): number {
  const bits = coder.below(54, value === undefined || value === 0 ? 0 : value.toString(2).length);
  if (bits === 0) return 0;
  const first = 2 ** (bits - 1);
  const rest = bits === 1 ? 0 : coder.below(first, value === undefined ? 0 : value - first);
  const found = first + rest;
  if (!Number.isSafeInteger(found)) throw new Unreadable("content-malformed", "number");
  return found;
}

/** Bytes whose number both sides know. */
export function codeBytes({ coder, spend }: Session, length: number, value: Uint8Array | undefined): Bytes {
  spend(length);
  const out = new Uint8Array(length);
  for (let at = 0; at < length; at += 1) {
    out[at] = coder.below(256, value?.[at] ?? 0);
  }
  return out;
}

/** An item of a list by its place. The list must hold it. */
export function codeRank({ coder }: Session, { items, rankOf }: Ranks, value: string | undefined): string {
  const found = items[items.length === 1 ? 0 : coder.below(items.length, rankOf.get(value ?? "") ?? 0)];
  if (found === undefined) throw new Unreadable("content-malformed", "list");
  return found;
}
