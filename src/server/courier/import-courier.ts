/**
 * Takes in a courier file as it streams by: each bundle in it goes through the same intake as one from the wire, one
 * after the other. Gives what became of it and the replies to carry home. Knows no other way to believe anything.
 */
import type { Bytes } from "../../base/bytes.ts";
import { concatBytes, toHex } from "../../base/bytes.ts";
import type { Result } from "../../base/result.ts";
import { err, ok } from "../../base/result.ts";
import type { CourierItem, CourierReply } from "../../protocol/courier.ts";
import { encodeReplies, parseCourierHead, readerOfBundles } from "../../protocol/courier.ts";
import { toFrames } from "../../protocol/courier-frames.ts";
import { digestPrefixBytes } from "../../protocol/entry.ts";
import { frameItem } from "../../protocol/framing.ts";
import { itemTypes } from "../../protocol/item-types.ts";
import type { District } from "../district.ts";
import { signBriefAnswer } from "../inbox/answer.ts";
import type { ReceivedBundle } from "../inbox/receive.ts";
import { receiveBundle } from "../inbox/receive.ts";
import type { RunFate } from "../inbox/session.ts";

export type ImportedCourier = {
  /** Entries by village (ten digits as a number) and what became of them. */
  readonly fates: ReadonlyMap<number, ReadonlyMap<RunFate, number>>;
  /** Entries the file says were put into it; undefined when its first item is broken. */
  readonly promised: number | undefined;
  /** Of the entries in it: held, and what they still lack is photos. */
  readonly withoutPhotos: number;
  /** …and held, but set aside for people to look at. */
  readonly quarantined: number;
  /** The office's disk is full: the rest was not taken. */
  readonly isFull: boolean;
  /** Bundles of which nothing could be believed. */
  readonly refusedBundles: number;
  /** Bytes that belong to no whole item. */
  readonly damagedBytes: number;
  /** False when its last item is missing: the file was cut. */
  readonly isWhole: boolean;
  /** The file to carry back; undefined when nobody is to be answered. */
  readonly reply: Bytes | undefined;
  /** The receipts alone, as texts of QR codes; undefined when they are too many to be photographed. */
  readonly frames: readonly string[] | undefined;
};

/** Letters that keep the QR codes of two imports apart. */
const markBytes = 5;

/**
 * Reads `chunks` to their end. Failure: `malformed`, this is no file of bundles. Rejects where our own work fails or the
 * chunks do; what was whole before is kept, and importing the file again doubles nothing.
 */
export async function importCourier(
  district: District,
  chunks: AsyncIterable<Uint8Array>,
): Promise<Result<ImportedCourier, "malformed">> {
  const tally = new Tally();
  const bundles = new Bundles(chunks, tally);
  for (;;) {
    const bundle = await bundles.next();
    if (!bundle) break;
    await tally.add(district, await receiveBundle(district, bundle, { road: "courier" }));
  }
  if (!tally.isFileOfBundles) return err("malformed");
  return ok(tally.sum(bundles.damagedBytes, district.random.bytes(markBytes)));
}

/** Cuts the items of a file into bundles: a header begins one. What stands before the first header has nobody to answer. */
class Bundles {
  readonly #items: AsyncGenerator<CourierItem>;
  readonly #reader = readerOfBundles();
  #header: CourierItem | undefined;
  #isOver = false;

  constructor(chunks: AsyncIterable<Uint8Array>, tally: Tally) {
    this.#items = this.#read(chunks, tally);
  }

  get damagedBytes(): number {
    return this.#reader.damagedBytes;
  }

  /** The framed items of the next bundle; what was left of the one before is passed over. */
  async next(): Promise<AsyncIterable<Uint8Array> | undefined> {
    while (!this.#header && !this.#isOver) await this.#step();
    const header = this.#header;
    this.#header = undefined;
    return header && this.#rest(header);
  }

  async *#rest(header: CourierItem): AsyncGenerator<Uint8Array> {
    yield frameItem(header.bytes);
    for (;;) {
      const item = await this.#step();
      if (!item) return;
      yield frameItem(item.bytes);
    }
  }

  /** The next item of the present bundle; undefined when the next one begins or the file ends. */
  async #step(): Promise<CourierItem | undefined> {
    if (this.#header || this.#isOver) return undefined;
    const { done, value } = await this.#items.next();
    if (done === true) {
      this.#isOver = true;
      return undefined;
    }
    if (value.type !== itemTypes.header) return value;
    this.#header = value;
    return undefined;
  }

  async *#read(chunks: AsyncIterable<Uint8Array>, tally: Tally): AsyncGenerator<CourierItem> {
    for await (const chunk of chunks) for (const item of this.#reader.push(chunk)) if (!tally.sees(item)) yield item;
    for (const item of this.#reader.end()) if (!tally.sees(item)) yield item;
  }
}

/** Adds up what the bundles of a file came to. */
class Tally {
  readonly #fates = new Map<number, Map<RunFate, number>>();
  readonly #replies: CourierReply[] = [];
  readonly #briefReplies: CourierReply[] = [];
  readonly #held = new Set<string>();
  readonly #quarantined = new Set<string>();
  #promised: number | undefined;
  #refused = 0;
  #isFull = false;
  #isWhole = false;
  #bundles = 0;

  /** True for an item of the file itself, which is no part of a bundle. */
  sees({ type, bytes }: CourierItem): boolean {
    if (type === itemTypes.courierEnd) this.#isWhole = true;
    if (type !== itemTypes.courierHead) return type === itemTypes.courierEnd;
    const head = parseCourierHead(bytes);
    if (head.ok && head.value.kind === "bundles") this.#promised = (this.#promised ?? 0) + head.value.count;
    // Files may be put one behind the other: each has its own beginning and end.
    this.#isWhole = false;
    return true;
  }

  get isFileOfBundles(): boolean {
    return this.#promised !== undefined || this.#bundles > 0;
  }

  async add(district: District, { answer, body }: ReceivedBundle): Promise<void> {
    this.#bundles += 1;
    if (!answer) {
      this.#refused += 1;
      return;
    }
    const { device } = answer.session.sender.header;
    this.#isFull ||= answer.session.isFull;
    this.#replies.push({ device, reply: concatBytes(...body) });
    this.#briefReplies.push({ device, reply: concatBytes(...(await signBriefAnswer(district, answer))) });
    for (const [village, fates] of answer.session.fates) {
      const sums = this.#fates.get(village) ?? new Map<RunFate, number>();
      for (const [fate, count] of fates) sums.set(fate, (sums.get(fate) ?? 0) + count);
      this.#fates.set(village, sums);
    }
    this.#countStates(answer);
  }

  /** The newest state of each entry the file named: a later bundle brings the photos of an earlier one. */
  #countStates({ session, found }: NonNullable<ReceivedBundle["answer"]>): void {
    const named = new Set(session.named.map(prefixOf));
    for (const { digest, state } of found.receipts) {
      const prefix = prefixOf(digest);
      if (!named.has(prefix)) continue;
      this.#held.delete(prefix);
      if (state === "held") this.#held.add(prefix);
      if (state === "quarantined") this.#quarantined.add(prefix);
    }
  }

  sum(damagedBytes: number, mark: Bytes): ImportedCourier {
    const isAnswered = this.#replies.length > 0;
    return {
      fates: this.#fates,
      promised: this.#promised,
      withoutPhotos: this.#held.size,
      quarantined: this.#quarantined.size,
      isFull: this.#isFull,
      refusedBundles: this.#refused,
      damagedBytes,
      isWhole: this.#isWhole,
      reply: isAnswered ? encodeReplies(this.#replies) : undefined,
      frames: isAnswered ? toFrames(encodeReplies(this.#briefReplies), mark) : undefined,
    };
  }
}

function prefixOf(digest: Bytes): string {
  return toHex(digest.subarray(0, digestPrefixBytes));
}
