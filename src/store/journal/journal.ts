/**
 * The journal: what an entry exists by (DESIGN §2, submit step 3). Every start of a worker writes a log of its own into
 * segments of its own, so no two writers share a file. Over `JournalDisk`; knows no entry's meaning and no database.
 */
import { assert } from "../../base/assert.ts";
import type { Bytes } from "../../base/bytes.ts";
import { concatBytes, equalBytes, toHex } from "../../base/bytes.ts";
import type { Random } from "../../base/random.ts";
import type { Result } from "../../base/result.ts";
import { err, ok } from "../../base/result.ts";
import { digestBytes, logIdBytes } from "../../protocol/entry.ts";
import type { PublicKeyBytes } from "../../protocol/keys.ts";
import type { JournalDisk } from "../ports.ts";
import type { JournalContents, Writer } from "./newcomers.ts";
import { Newcomers, readSegments } from "./newcomers.ts";
import type { Sha256 } from "./running-hash.ts";
import { nextRunningHash } from "./running-hash.ts";
import type { NamedSegment, Segment } from "./segment.ts";
import { encodeRecord, encodeSegmentHead, isFull, isSegmentName, segmentName } from "./segment.ts";

export type JournalScope = {
  readonly regency: string;
  readonly device: Bytes;
  readonly signingKey: PublicKeyBytes;
};

/** Where the next entry will stand. */
export type Place = { readonly logId: Bytes; readonly seq: number };

type OpenSegment = { readonly name: string; readonly scope: JournalScope; readonly bytes: number };
type Log = { readonly id: Bytes; readonly seq: number; readonly hash: Bytes; readonly segments: number };

export class Journal {
  readonly #disk: JournalDisk;
  readonly #sha256: Sha256;
  readonly #random: Random;
  readonly #newcomers: Newcomers;
  readonly #writer: Writer | undefined;
  /** Files only this worker writes, and whose lines it therefore knows. */
  readonly #own = new Set<string>();
  #log: Log;
  #open: OpenSegment | undefined;
  /** The write before this one, done or failed: a line's place is known only then. */
  #lastWrite: Promise<unknown> = Promise.resolve();

  /**
   * `isAlone`: true only when no other writer of this journal lives; it makes looking at old files unnecessary. `writer`: who
   * wrote the files whose head is damaged.
   */
  constructor(
    disk: JournalDisk,
    sha256: Sha256,
    random: Random,
    isAlone: () => Promise<boolean> = () => Promise.resolve(false),
    writer?: Writer,
  ) {
    this.#disk = disk;
    this.#sha256 = sha256;
    this.#random = random;
    this.#newcomers = new Newcomers(disk, isAlone, writer);
    this.#writer = writer;
    this.#log = this.#newLog();
  }

  /** Where the next entry of this worker will stand; the same until a write has succeeded or failed. */
  get place(): Place {
    return { logId: this.#log.id, seq: this.#log.seq + 1 };
  }

  /**
   * Hands out segments that are new or grew since they were last taken: everything at first, other writers' lines later.
   * They count as taken when `take` has resolved. Throws what the disk or `take` threw; the next call hands them out again.
   */
  catchUp<T>(take: (contents: JournalContents) => Promise<T>): Promise<T> {
    return this.#newcomers.takeIn((name) => this.#own.has(name), take);
  }

  /** Every segment as it lies on the disk now; changes nothing about what {@link catchUp} hands out. */
  async readAll(): Promise<JournalContents> {
    return readSegments(this.#disk, (await this.#disk.names()).filter(isSegmentName), this.#writer);
  }

  /**
   * Writes one line and flushes: when this resolves, the entry exists. Gives the running hash up to and with it.
   * Throws what the disk threw when the line is not whole on the disk; then this log is given up and a new one begins,
   * so that its seq is never used for two entries. Failure: `place-gone`, when `place` is not the next one any more (a
   * purge's mark failed meanwhile and its log was given up): nothing was written.
   */
  append(scope: JournalScope, place: Place, digest: Bytes, payload: Bytes): Promise<Result<Bytes, "place-gone">> {
    assert(payload.byteLength > 0, "an empty payload would mark the entry as purged");
    return this.#inTurn(async () => {
      const next = this.place;
      if (next.seq !== place.seq || !equalBytes(next.logId, place.logId)) return err("place-gone");
      await this.#write(scope, encodeRecord(digest, payload));
      const hash = await nextRunningHash(this.#sha256, this.#log.hash, digest);
      this.#log = { ...this.#log, seq: this.#log.seq + 1, hash };
      return ok(hash);
    });
  }

  /** Marks entries as purged, so that the union never brings them back. Throws what the disk threw. */
  async markPurged(scope: JournalScope, digests: readonly Bytes[]): Promise<void> {
    if (digests.length === 0) return;
    const empty = new Uint8Array(0);
    const marks = concatBytes(...digests.map((digest) => encodeRecord(digest, empty)));
    await this.#inTurn(() => this.#write(scope, marks));
  }

  /** Removes files whole. The one being written is left alone. */
  async removeSegments(names: readonly string[]): Promise<void> {
    for (const name of names) if (name !== this.#open?.name) await this.#disk.remove(name);
  }

  /** A submit and a purge of one worker know nothing of each other; both write at the end of one file. */
  #inTurn<T>(write: () => Promise<T>): Promise<T> {
    const writing = this.#lastWrite.then(write);
    this.#lastWrite = writing.catch(() => undefined);
    return writing;
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
  }

  #segmentFor(scope: JournalScope, more: number): OpenSegment {
    const open = this.#open;
    if (open && !isFull(open.bytes, more) && equalBytes(open.scope.signingKey, scope.signingKey)) return open;
    const name = segmentName(this.#log.id, this.#log.segments);
    this.#own.add(name);
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
    this.#own.delete(open.name);
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
