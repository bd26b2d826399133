/**
 * What goes into the next bundle: entries never sent first, then offers for those the tablet is not sure of, entries
 * that are wanted, blob parts, notices and slips, within a budget of bytes. Pure; reads and signs nothing.
 */
import type { Bytes } from "../base/bytes.ts";
import { toHex } from "../base/bytes.ts";
import { blobPartBytesMax, bundleItemsMax, entryBlobsMax, offersMax } from "../base/limits.ts";
import { digestPrefixBytes } from "../protocol/entry.ts";
import { signatureBytes } from "../protocol/keys.ts";
import type { EntryMeta, NoticeIn } from "./ports.ts";
import type { WantedPart, Work } from "./work.ts";
import { namingEntries, partOf } from "./work.ts";

export type PlannedPart = WantedPart & { readonly length: number };

export type Plan = {
  /** In this order on the wire. */
  readonly fresh: readonly EntryMeta[];
  readonly offers: readonly EntryMeta[];
  readonly wanted: readonly EntryMeta[];
  readonly parts: readonly PlannedPart[];
  readonly notices: readonly NoticeIn[];
  readonly slips: readonly Bytes[];
};

/** Framing, lists and a signature of its own, per entry: more than a run needs, so that the plan never overflows. */
export const entryOverheadBytes = 16 + signatureBytes;
/** Framing, hash, offset, size of one part, and per naming entry its prefix. */
export const partOverheadBytes = 64;
export const prefixWireBytes = digestPrefixBytes + 1;
/** A smaller piece is not worth its frame when something else travels (DESIGN §5: 1 KB of a blob is the least). */
const partBytesMin = 1024;

/** Fills a bundle of about `budgetBytes` without its header. At least one thing travels, however small the budget. */
export function composeBundle(work: Work, budgetBytes: number): Plan {
  const room = makeRoom(budgetBytes);
  const fresh = takeEntries(work.fresh, room);
  const offers = takeOffers(work.unsure, room, leastBehindOffers(work));
  const wanted = takeEntries(work.wanted, room);
  const parts = takeParts([...work.parts, ...freshParts(work, fresh)], room);
  const notices = work.notices.filter((notice) => room.take(notice.signed.byteLength + 8));
  const slips = work.slips.filter((slip) => room.take(slip.byteLength + 8));
  return { fresh, offers, wanted, parts, notices, slips };
}

type Room = {
  /** True when there was room for `bytes`, which are taken then. The first thing always has room. */
  take(bytes: number): boolean;
  left(): number;
  isEmpty(): boolean;
};

function makeRoom(budgetBytes: number): Room {
  let leftBytes = budgetBytes;
  let items = 0;
  return {
    take(bytes) {
      if (items > 0 && (bytes > leftBytes || items >= bundleItemsMax)) return false;
      leftBytes -= bytes;
      items += 1;
      return true;
    },
    left: () => Math.max(0, leftBytes),
    isEmpty: () => items === 0,
  };
}

/** One large entry that finds no room keeps no smaller one waiting (DESIGN §4.5). */
function takeEntries(entries: readonly EntryMeta[], room: Room): readonly EntryMeta[] {
  return entries.filter((meta) => room.take(meta.size + entryOverheadBytes));
}

/** What is asked about again and again leaves room for the first thing the district waits for. */
function takeOffers(unsure: readonly EntryMeta[], room: Room, reservedBytes: number): readonly EntryMeta[] {
  if (unsure.length === 0) return [];
  const fitting = Math.floor((room.left() - reservedBytes) / prefixWireBytes);
  const least = room.isEmpty() && reservedBytes === 0 ? 1 : 0;
  const count = Math.min(unsure.length, offersMax, Math.max(fitting, least));
  return count > 0 && room.take(count * prefixWireBytes) ? unsure.slice(0, count) : [];
}

/** Bytes of the smallest piece of what follows the offers; 0: nothing does. */
function leastBehindOffers({ wanted: [entry], parts: [part] }: Work): number {
  if (entry) return entry.size + entryOverheadBytes;
  return part ? partBytesMin + partOverheadBytes + Math.min(part.namedBy.length, entryBlobsMax) * prefixWireBytes : 0;
}

/**
 * Blobs of an application that travels for the first time go along at once. Those of a correction wait to be wanted:
 * the first filing may have brought the same picture.
 */
function freshParts(work: Work, fresh: readonly EntryMeta[]): readonly WantedPart[] {
  const known = new Set(work.parts.map((part) => toHex(part.hash)));
  const applications = fresh.filter((meta) => meta.kind === "application");
  return [...namingEntries(applications)]
    .filter(([key]) => !known.has(key))
    .flatMap(([key, entries]) => {
      const blob = entries[0]?.blobs.find(({ hash }) => toHex(hash) === key);
      return blob ? [partOf(blob.hash, 0, entries)] : [];
    });
}

/**
 * Whole blobs in pieces of 32 KB, one blob after the other, urgent first; the last piece fills what is left. A district
 * that has every byte and still wants the blob (it died before it could prove it) gets an empty last piece.
 */
function takeParts(wanted: readonly WantedPart[], room: Room): readonly PlannedPart[] {
  const parts: PlannedPart[] = [];
  for (const want of wanted.toSorted((a, b) => b.priority - a.priority)) {
    let offset = Math.min(want.offset, want.size);
    do {
      const part = nextPart({ ...want, offset }, room);
      if (!part) return parts;
      parts.push(part);
      offset += part.length;
    } while (offset < want.size);
  }
  return parts;
}

function nextPart(want: WantedPart, room: Room): PlannedPart | undefined {
  const namedBy = want.namedBy.slice(0, entryBlobsMax);
  const overhead = partOverheadBytes + namedBy.length * prefixWireBytes;
  const rest = Math.min(want.size - want.offset, blobPartBytesMax);
  const least = Math.min(rest, partBytesMin);
  const length = Math.max(least, Math.min(rest, room.left() - overhead));
  return room.take(length + overhead) ? { ...want, namedBy, length } : undefined;
}
