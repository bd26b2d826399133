/**
 * The headless tablet's journal: one line per entry, appended and synced; from then on the entry exists. What is purged
 * leaves a stub, so that the running hash over its log can still be told. Knows no district.
 */
import { join } from "node:path";
import { definite } from "../../base/assert.ts";
import type { Bytes } from "../../base/bytes.ts";
import { concatBytes, toHex } from "../../base/bytes.ts";
import { entryBytesMax } from "../../base/limits.ts";
import { unwrap } from "../../base/result.ts";
import { asBytes, asBytesUpTo, asList, asUint, encodeCbor, parseCbor } from "../../protocol/cbor.ts";
import type { OwnHeader, SealedEntry, SharedHeader } from "../../protocol/entry.ts";
import {
  digestBytes,
  encodeEntry,
  entrySize,
  parseEntry,
  parseOwnHeader,
  parseSharedHeader,
} from "../../protocol/entry.ts";
import { frameItem, ItemReader } from "../../protocol/framing.ts";
import { deviceIdBytes, signatureBytes } from "../../protocol/keys.ts";
import { appendToFile, readIfThere, replaceFile } from "./files.ts";

/** An entry as it was appended. */
export type JournalLine = {
  readonly digest: Bytes;
  readonly device: Bytes;
  /** The device's signature of the digest. */
  readonly signature: Bytes;
  readonly entry: SealedEntry;
  /** Which filing this is, so that one asked for twice is appended once. */
  readonly draftId: Bytes;
  /** Claimed time, milliseconds. */
  readonly appendedAt: number;
  readonly isPurged: boolean;
  readonly shared: SharedHeader;
  readonly own: OwnHeader;
};

export type NewLine = Omit<JournalLine, "isPurged" | "shared" | "own">;

export const draftIdBytes = 16;
const lineBytesMax = entryBytesMax + 8 * 1024;
const NO_BYTES: Bytes = new Uint8Array(0);

export class Journal {
  readonly #path: string;
  #length: number;
  readonly #lines: Map<string, JournalLine>;

  private constructor(path: string, length: number, lines: readonly JournalLine[]) {
    this.#path = path;
    this.#length = length;
    this.#lines = new Map(lines.map((line) => [toHex(line.digest), line]));
  }

  /** Reads the journal of a state folder. A line that was cut short was never told to anybody: the next append removes it. */
  static open(folder: string): Journal {
    const path = join(folder, "journal");
    const bytes = readIfThere(path) ?? NO_BYTES;
    const reader = new ItemReader(lineBytesMax);
    const items = unwrap(reader.push(bytes));
    const length = items.reduce((sum, item) => sum + frameItem(item).byteLength, 0);
    return new Journal(path, length, items.map(readLine));
  }

  /** Every line in the order it was appended. */
  lines(): readonly JournalLine[] {
    return [...this.#lines.values()];
  }

  find(digest: Bytes): JournalLine | undefined {
    return this.#lines.get(toHex(digest));
  }

  /** True when a filing of this id was appended before. */
  hasDraft(draftId: Bytes): boolean {
    const id = toHex(draftId);
    return this.lines().some((line) => toHex(line.draftId) === id);
  }

  /** Durable when this returns. */
  append(line: NewLine): void {
    const bytes = frameItem(writeLine({ ...line, isPurged: false }));
    appendToFile(this.#path, this.#length, bytes);
    this.#length += bytes.byteLength;
    this.#lines.set(toHex(line.digest), withHeaders({ ...line, isPurged: false }));
  }

  /** Removes the envelopes of these entries for good. */
  purge(digests: readonly Bytes[]): void {
    for (const digest of digests) {
      const line = definite(this.find(digest), "only what is in the journal is purged");
      const entry = { ...line.entry, envelope: NO_BYTES };
      this.#lines.set(toHex(digest), { ...line, entry, isPurged: true });
    }
    const bytes = concatBytes(...this.lines().map((line) => frameItem(writeLine(line))));
    replaceFile(this.#path, bytes);
    this.#length = bytes.byteLength;
  }
}

type PlainLine = Omit<JournalLine, "shared" | "own">;

function writeLine(line: PlainLine): Bytes {
  const { digest, device, signature, entry, draftId, appendedAt, isPurged } = line;
  return encodeCbor([digest, device, signature, encodeEntry(entry), draftId, appendedAt, isPurged]);
}

/** Throws on anything but a line of ours: a journal that does not read is not silently begun anew. */
function readLine(item: Bytes): JournalLine {
  return withHeaders(
    unwrap(
      parseCbor(item, (value) => {
        const [digest, device, signature, entry, draftId, appendedAt, isPurged] = asList(value, 7, "line");
        return {
          digest: asBytes(digest, digestBytes, "digest"),
          device: asBytes(device, deviceIdBytes, "device"),
          signature: asBytes(signature, signatureBytes, "signature"),
          entry: unwrap(parseEntry(asBytesUpTo(entry, lineBytesMax, "entry"))),
          draftId: asBytes(draftId, draftIdBytes, "draft id"),
          appendedAt: asUint(appendedAt, Number.MAX_SAFE_INTEGER, "appended at"),
          isPurged: isPurged === true,
        };
      }),
    ),
  );
}

function withHeaders(line: PlainLine): JournalLine {
  return {
    ...line,
    shared: unwrap(parseSharedHeader(line.entry.shared)),
    own: unwrap(parseOwnHeader(line.entry.own)),
  };
}

/** Bytes of a line's entry as they go over the wire. */
export function lineSize(line: JournalLine): number {
  return entrySize(line.entry);
}
