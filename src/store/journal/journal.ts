/**
 * The journal: what an entry exists by (DESIGN §2, submit step 3). Every start of a worker writes a log of its own into
 * segments of its own, so no two writers share a file. Over `JournalDisk`; knows no entry's meaning and no database.
 */
import { assert } from "../../base/assert.ts";
import type { Bytes } from "../../base/bytes.ts";
import { concatBytes, equalBytes, toHex } from "../../base/bytes.ts";
import type { Random } from "../../base/random.ts";
import { digestBytes, logIdBytes } from "../../protocol/entry.ts";
import type { PublicKeyBytes } from "../../protocol/keys.ts";
import type { JournalDisk } from "../ports.ts";
import type { Sha256 } from "./running-hash.ts";
import { nextRunningHash } from "./running-hash.ts";
import type { Segment } from "./segment.ts";
import { encodeRecord, encodeSegmentHead, isFull, parseSegment } from "./segment.ts";

export type JournalScope = {
  readonly regency: string;
  readonly device: Bytes;
  readonly signingKey: PublicKeyBytes;
};

/** Where the next entry will stand. */
export type Place = { readonly logId: Bytes; readonly seq: number };

export type NamedSegment = Segment & { readonly name: string };

export type JournalContents = {
  readonly segments: readonly NamedSegment[];
  /** Files whose head could not be read: kept, reported, never deleted. */
  readonly unreadable: readonly string[];
};

type OpenSegment = { readonly name: string; readonly scope: JournalScope; readonly bytes: number };
type Log = { readonly id: Bytes; readonly seq: number; readonly hash: Bytes; readonly segments: number };

const suffix = ".journal";

export class Journal {
  readonly #disk: JournalDisk;
  readonly #sha256: Sha256;
  readonly #random: Random;
  /** Bytes of each file already handed out by `catchUp`. */
  readonly #seen = new Map<string, number>();
  /** Files nobody writes to any more. */
  readonly #finished = new Set<string>();
  #log: Log;
  #open: OpenSegment | undefined;

  constructor(disk: JournalDisk, sha256: Sha256, random: Random) {
    this.#disk = disk;
    this.#sha256 = sha256;
    this.#random = random;
    this.#log = this.#newLog();
  }

  /** Where the next entry of this worker will stand; the same until an append has succeeded or failed. */
  get place(): Place {
    return { logId: this.#log.id, seq: this.#log.seq + 1 };
  }

  /** Segments that are new or grew since they were last read here: everything at first, other writers' lines later. */
  async catchUp(): Promise<JournalContents> {
    const segments: NamedSegment[] = [];
    const unreadable: string[] = [];
    for (const name of await this.#disk.names()) {
      if (!name.endsWith(suffix) || this.#finished.has(name)) continue;
      const size = await this.#disk.size(name);
      if (size === 0 || this.#seen.get(name) === size) continue;
      const parsed = parseSegment(await this.#disk.read(name));
      if (parsed.ok) segments.push({ ...parsed.value, name });
      else unreadable.push(name);
      this.#seen.set(name, size);
    }
    return { segments, unreadable };
  }

  /**
   * Every segment, read anew. `isAlone`: no other writer lives, so what is there now never grows again and later calls
   * of {@link catchUp} need not look at years of old files.
   */
  async readAll({ isAlone = false }: { readonly isAlone?: boolean } = {}): Promise<JournalContents> {
    this.#seen.clear();
    this.#finished.clear();
    const contents = await this.catchUp();
    if (isAlone) for (const name of this.#seen.keys()) if (name !== this.#open?.name) this.#finished.add(name);
    return contents;
  }

  /**
   * Writes one line and flushes: when this resolves, the entry exists. Gives the running hash up to and with it.
   * Throws what the disk threw when the line is not whole on the disk; then this log is given up and a new one begins,
   * so that its seq is never used for two entries.
   */
  async append(scope: JournalScope, digest: Bytes, payload: Bytes): Promise<Bytes> {
    assert(payload.byteLength > 0, "an empty payload would mark the entry as purged");
    await this.#write(scope, encodeRecord(digest, payload));
    const hash = await nextRunningHash(this.#sha256, this.#log.hash, digest);
    this.#log = { ...this.#log, seq: this.#log.seq + 1, hash };
    return hash;
  }

  /** Marks entries as purged, so that the union never brings them back. Throws what the disk threw. */
  async markPurged(scope: JournalScope, digests: readonly Bytes[]): Promise<void> {
    if (digests.length === 0) return;
    const empty = new Uint8Array(0);
    await this.#write(scope, concatBytes(...digests.map((digest) => encodeRecord(digest, empty))));
  }

  /** Removes files whole. The one being written is left alone. */
  async removeSegments(names: readonly string[]): Promise<void> {
    for (const name of names) if (name !== this.#open?.name) await this.#disk.remove(name);
  }

  async #write(scope: JournalScope, records: Bytes): Promise<void> {
    const open = this.#segmentFor(scope, records.byteLength);
    const bytes = open.bytes === 0 ? concatBytes(this.#head(scope), records) : records;
    try {
      await this.#disk.append(open.name, bytes);
    } catch (error) {
      if (!(await this.#isWhole(open, bytes))) {
        await this.#giveUp(open);
        throw error;
      }
    }
    this.#open = { ...open, bytes: open.bytes + bytes.byteLength };
    this.#seen.set(open.name, this.#open.bytes);
  }

  #segmentFor(scope: JournalScope, more: number): OpenSegment {
    const open = this.#open;
    if (open && !isFull(open.bytes, more) && equalBytes(open.scope.signingKey, scope.signingKey)) return open;
    const name = `${toHex(this.#log.id)}-${String(this.#log.segments).padStart(4, "0")}${suffix}`;
    this.#log = { ...this.#log, segments: this.#log.segments + 1 };
    return { name, scope, bytes: 0 };
  }

  #head(scope: JournalScope): Bytes {
    return encodeSegmentHead({ ...scope, logId: this.#log.id, seqBefore: this.#log.seq, hashBefore: this.#log.hash });
  }

  /** After a failed append: what does the disk hold? */
  async #isWhole(open: OpenSegment, bytes: Bytes): Promise<boolean> {
    try {
      const file = await this.#disk.read(open.name);
      return equalBytes(file.subarray(open.bytes, open.bytes + bytes.byteLength), bytes);
    } catch {
      return false;
    }
  }

  async #giveUp(open: OpenSegment): Promise<void> {
    try {
      await this.#disk.truncate(open.name, open.bytes);
    } catch {
      // The broken tail stays; every reader stops before it, and nothing is ever written behind it.
    }
    // Whatever is there now is looked at again before the next submit: a line may be whole after all.
    this.#seen.delete(open.name);
    this.#finished.delete(open.name);
    this.#open = undefined;
    this.#log = this.#newLog();
  }

  #newLog(): Log {
    return { id: this.#random.bytes(logIdBytes), seq: 0, hash: new Uint8Array(digestBytes), segments: 0 };
  }
}

/**
 * Segments that hold nothing any more: every line is marked as purged, and none of the marks inside is still needed by
 * a line of another segment.
 */
export function removableSegments(segments: readonly NamedSegment[]): readonly string[] {
  const marked = new Set(segments.flatMap((segment) => marksOf(segment)));
  const removable = new Set<string>();
  const linesKept = new Set(
    segments.flatMap((segment) => {
      const lines = linesOf(segment);
      if (segment.damaged === 0 && lines.every((line) => marked.has(line))) removable.add(segment.name);
      return lines;
    }),
  );
  const needed = (segment: NamedSegment): boolean =>
    marksOf(segment).some((mark) => linesKept.has(mark) && !linesOf(segment).includes(mark));
  return segments.filter((segment) => removable.has(segment.name) && !needed(segment)).map(({ name }) => name);
}

/** Hex digests of the entries a segment holds. */
export function linesOf(segment: Segment): readonly string[] {
  return segment.records.filter((record) => record.payload.byteLength > 0).map((record) => toHex(record.digest));
}

/** Hex digests a segment marks as purged. */
export function marksOf(segment: Segment): readonly string[] {
  return segment.records.filter((record) => record.payload.byteLength === 0).map((record) => toHex(record.digest));
}
