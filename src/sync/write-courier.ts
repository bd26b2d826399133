/**
 * Writes everything the district has not received as ordinary bundles into a file (DESIGN §2: the same bytes by HTTPS or
 * on a USB stick). The network goes on beside it: what was saved is offered there before it is sent again.
 */
import type { Bytes } from "../base/bytes.ts";
import { toHex } from "../base/bytes.ts";
import { blobPartBytesMax, bundleItemsMax, courierBundleBytes, entryBlobsMax, offersMax } from "../base/limits.ts";
import { nonceBytes } from "../protocol/bundle.ts";
import { courierEnd, courierHead } from "../protocol/courier.ts";
import { buildBundle, ringOf } from "./build-bundle.ts";
import type { PlannedPart, Plan } from "./compose-bundle.ts";
import { entryOverheadBytes, partOverheadBytes, prefixWireBytes } from "./compose-bundle.ts";
import type { CourierPorts } from "./courier.ts";
import type { EntryMeta, NoticeIn, SyncState } from "./ports.ts";
import { byLogAndSeq, namingEntries, owedNotices, partOf } from "./work.ts";

/** An entry as an item of its own: framing, device, shared header once more, its signature. */
const aloneOverheadBytes = entryOverheadBytes + 160;

export type WrittenCourier = {
  readonly entries: number;
  readonly blobs: number;
  /** Entries and blobs that could not be read from the disk. */
  readonly unreadable: number;
};

/**
 * Gives the file to `keep`, piece by piece and in order, one bundle in memory at a time. Undefined, and nothing kept,
 * when the district has everything. Throws when the tablet's own storage does.
 */
export async function writeCourier(
  ports: CourierPorts,
  keep: (pieces: readonly Bytes[]) => void,
): Promise<WrittenCourier | undefined> {
  const { log, random, clock } = ports;
  const state = await log.loadState();
  const outstanding = await log.listOutstanding();
  if (outstanding.length === 0) return undefined;
  const plans = planCourier({
    state,
    outstanding,
    notices: await owedNotices(log, state),
    slips: await log.listSlips(),
  });
  const nonces = plans.map(() => random.bytes(nonceBytes));
  const { number: keyringNumber } = await ringOf(ports, state);
  const entries = plans.flatMap((plan) => plan.fresh);
  const blobs = new Set(plans.flatMap((plan) => plan.parts.map((part) => toHex(part.hash))));
  // Before a byte leaves: an answer to a file that nobody remembers would count for nothing.
  await ports.book.add({ nonces, digests: outstanding.map((meta) => meta.digest), at: clock.now() });
  keep([courierHead("bundles", entries.length)]);
  const unreadable = new Set<string>();
  for (const [at, plan] of plans.entries()) {
    const nonce = nonces[at] ?? random.bytes(nonceBytes);
    const bundle = await buildBundle(ports, plan, { nonce, state, keyringNumber, isCarried: true });
    bundle.unreadable.forEach((name) => unreadable.add(name));
    keep(bundle.items);
    // The mark only saves bytes on the wire: a disk too full to take it is no reason to leave the entries behind.
    await log.markSent(bundle.sent).catch(() => undefined);
  }
  keep([courierEnd()]);
  return { entries: entries.length, blobs: blobs.size, unreadable: unreadable.size };
}

export type CourierContents = {
  readonly state: Pick<SyncState, "wantedBlobs">;
  readonly outstanding: readonly EntryMeta[];
  readonly notices: readonly NoticeIn[];
  readonly slips: readonly Bytes[];
};

/**
 * The bundles of a file, each within {@link courierBundleBytes}: slips and entries first, then photos, urgent ones before.
 * A file gets no answer before it is on its way, so nothing in it is only offered but what the district said it holds.
 */
export function planCourier({ state, outstanding, notices, slips }: CourierContents): readonly Plan[] {
  const entries = outstanding.filter((meta) => meta.custody.delivery !== "received").toSorted(byLogAndSeq);
  const held = outstanding.filter((meta) => meta.custody.delivery === "received");
  const pages = new Pages();
  for (const slip of slips) pages.open(slip.byteLength + 8).slips.push(slip);
  for (const notice of notices) pages.open(notice.signed.byteLength + 8).notices.push(notice);
  for (const meta of entries) pages.open(meta.size + aloneOverheadBytes).fresh.push(meta);
  for (const part of blobParts(state, entries, held))
    pages.open(part.length + partOverheadBytes + part.namedBy.length * prefixWireBytes).parts.push(part);
  const [first] = pages.all.length > 0 ? pages.all : [pages.open(0)];
  first?.offers.push(...held.slice(0, offersMax));
  return pages.all;
}

type Page = { [K in keyof Plan]: Plan[K] extends readonly (infer T)[] ? T[] : never };

class Pages {
  readonly all: Page[] = [];
  #bytes = 0;
  #items = 0;

  /** The page the next thing of that size goes on. */
  open(bytes: number): Page {
    const last = this.all.at(-1);
    this.#bytes += bytes;
    this.#items += 1;
    // Two items stay free: header and offers.
    if (last && this.#bytes <= courierBundleBytes && this.#items <= bundleItemsMax - 2) return last;
    const fresh: Page = { fresh: [], offers: [], wanted: [], parts: [], notices: [], slips: [] };
    this.all.push(fresh);
    this.#bytes = bytes;
    this.#items = 1;
    return fresh;
  }
}

/** Whole blobs of what was not received; of what is held without its photos only what the district has named, if it has. */
function blobParts(
  { wantedBlobs }: CourierContents["state"],
  entries: readonly EntryMeta[],
  held: readonly EntryMeta[],
): readonly PlannedPart[] {
  const offsets = new Map(wantedBlobs.map(({ hash, offset }) => [toHex(hash), offset]));
  const lacking = held.map((meta) => {
    const named = meta.blobs.filter(({ hash }) => offsets.has(toHex(hash)));
    return named.length > 0 ? { ...meta, blobs: named } : meta;
  });
  const ofEntries = namingEntries(entries);
  return [...namingEntries([...entries, ...lacking])]
    .flatMap(([key, naming]) => {
      const hash = naming[0]?.blobs.find((blob) => toHex(blob.hash) === key)?.hash;
      return hash ? [partOf(hash, ofEntries.has(key) ? 0 : (offsets.get(key) ?? 0), naming)] : [];
    })
    .toSorted((a, b) => b.priority - a.priority)
    .flatMap((want) => {
      const namedBy = want.namedBy.slice(0, entryBlobsMax);
      const count = Math.max(1, Math.ceil((want.size - want.offset) / blobPartBytesMax));
      return Array.from({ length: count }, (_, i) => {
        const offset = Math.min(want.size, want.offset + i * blobPartBytesMax);
        return { ...want, namedBy, offset, length: Math.min(blobPartBytesMax, want.size - offset) };
      });
    });
}
