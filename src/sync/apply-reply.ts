/**
 * What one verified reply changes, clause by clause of DESIGN §2. Pure: the same words applied to the same state give
 * the same changes, however often and in whichever context. Knows no disk and no signature.
 */
import type { Bytes } from "../base/bytes.ts";
import { toHex } from "../base/bytes.ts";
import type { UnixMs } from "../base/clock.ts";
import { villageCertificatesMax } from "../base/limits.ts";
import { certificateBytesMax, parseCertificate } from "../protocol/certificate.ts";
import { digestPrefixBytes } from "../protocol/entry.ts";
import type { Receipt, WantedBlob } from "../protocol/reply.ts";
import { parseSigned } from "../protocol/signed.ts";
import type { Stand } from "../protocol/stand.ts";
import { isOutstanding, voidedCustody } from "./custody.ts";
import { sayingMost } from "./newest-stand.ts";
import type { Changes, Custody, EntryMeta, NoticeIn, SyncState } from "./ports.ts";
import type { VerifiedReply } from "./read-reply.ts";
import { namingEntries } from "./work.ts";

/** What the tablet holds when the reply is applied. */
export type Held = {
  readonly state: SyncState;
  /** Every entry the reply may touch ({@link needsUnsafe} says when that is all that are not safe). */
  readonly entries: readonly EntryMeta[];
  /** All notices held; needed only when the epoch rises. */
  readonly notices: readonly NoticeIn[];
};

/** What the bundle told that the reply answers. */
export type Told = { readonly notices: readonly NoticeIn[]; readonly slips: readonly Bytes[] };

/** True when the reply touches entries it does not name: an epoch or `safeThrough` that rises, a blob that is gone. */
export function needsUnsafe(state: SyncState, reply: VerifiedReply, known: readonly EntryMeta[]): boolean {
  const { stand, body } = reply;
  if (stand.epoch > state.epoch || stand.safeThrough > state.safeThrough) return true;
  const naming = namingEntries(known);
  return body.wantedBlobs.some((want) => !naming.has(toHex(want.hash)));
}

/**
 * All changes of a reply. Its epoch is not older than the state's (`readReply` has seen to that). `now`: this tablet's
 * clock when it came; undefined for one that was carried, which says nothing of this clock.
 */
export function applyReply(held: Held, reply: VerifiedReply, told: Told, now: UnixMs | undefined): Changes {
  const before = new Map(held.entries.map((meta) => [toHex(meta.digest), meta.custody]));
  const custody = new Map(before);
  if (reply.stand.epoch > held.state.epoch) voidReceipts(custody);
  takeReceipts(custody, reply.body.receipts, reply.stand);
  takeWantedEntries(custody, reply.body.wantedEntries);
  takeWantedBlobs(custody, held.entries, reply.body.wantedBlobs);
  takeSafe(custody, reply.stand);
  return {
    state: nextState(held, custody, reply, told, now),
    custody: new Map([...custody].filter(([key, value]) => before.get(key) !== value)),
    notices: reply.notices,
    fields: reply.body.fields,
    slipsTold: reply.body.problem === undefined ? told.slips : [],
  };
}

type CustodyByDigest = Map<string, Custody>;

/** When the epoch rises, intake numbers of everything not yet safe are void, and it is offered again. */
export function voidReceipts(custody: CustodyByDigest): void {
  for (const [key, value] of custody) custody.set(key, voidedCustody(value));
}

/** A receipt is the only thing that changes custody for the better; an HTTP status or silence never does. */
export function takeReceipts(custody: CustodyByDigest, receipts: readonly Receipt[], stand: Stand): void {
  const byPrefix = digestsByPrefix(custody);
  for (const receipt of receipts) {
    const key = byPrefix.get(toHex(receipt.digest));
    const old = key === undefined ? undefined : custody.get(key);
    if (key !== undefined && old) custody.set(key, withReceipt(old, receipt, stand));
  }
}

/** Within an epoch the counter decides which word is the newest; a newer epoch is newer than any counter. */
export function withReceipt(custody: Custody, receipt: Receipt, stand: Stand): Custody {
  const { state, counter, intake } = receipt;
  const old = custody.delivery === "received" ? custody.receipt : undefined;
  if (old?.epoch === stand.epoch && old.counter > counter) return custody;
  const isSameWord = old?.epoch === stand.epoch && old.state === state && old.intake === intake;
  // A brief answer (a QR code) repeats the state without its reason.
  const reason = receipt.reason ?? (isSameWord ? old.reason : undefined);
  if (isSameWord && old.counter === counter && old.reason === reason) return custody;
  const at = isSameWord ? old.at : stand.time;
  const word = { state, counter, intake, epoch: stand.epoch, at };
  return { ...custody, delivery: "received", receipt: reason === undefined ? word : { ...word, reason } };
}

/** `wanted` overrides any receipt: the entry is sent again without asking. */
export function takeWantedEntries(custody: CustodyByDigest, wanted: readonly Bytes[]): void {
  const byPrefix = digestsByPrefix(custody);
  for (const prefix of wanted) {
    const key = byPrefix.get(toHex(prefix));
    const old = key === undefined ? undefined : custody.get(key);
    if (key !== undefined && old) custody.set(key, { ...old, delivery: "wanted", receipt: undefined });
  }
}

/** …and so does a wanted blob: an entry that names it is held, not complete. */
export function takeWantedBlobs(
  custody: CustodyByDigest,
  entries: readonly EntryMeta[],
  wanted: readonly WantedBlob[],
): void {
  const naming = namingEntries(entries);
  for (const { hash } of wanted)
    for (const { digest } of naming.get(toHex(hash)) ?? []) {
      const key = toHex(digest);
      const old = custody.get(key);
      if (old) custody.set(key, withMissingBlob(old));
    }
}

function withMissingBlob(custody: Custody): Custody {
  const { receipt } = custody;
  if (!receipt || receipt.state === "erased" || (receipt.state !== "complete" && receipt.intake === 0)) return custody;
  const state = receipt.state === "complete" ? "held" : receipt.state;
  return { ...custody, receipt: { ...receipt, state, intake: 0 } };
}

/** Up to `safeThrough` every restorable backup holds the digest; safe once is safe for good; erased counts as safe. */
export function takeSafe(custody: CustodyByDigest, stand: Stand): void {
  for (const [key, value] of custody)
    if (!value.safe && isSafe(value, stand)) custody.set(key, { ...value, safe: true });
}

function isSafe({ delivery, receipt }: Custody, stand: Stand): boolean {
  if (delivery !== "received" || receipt?.epoch !== stand.epoch) return false;
  return receipt.state === "erased" || (receipt.intake > 0 && receipt.intake <= stand.safeThrough);
}

function nextState(
  held: Held,
  custody: CustodyByDigest,
  reply: VerifiedReply,
  told: Told,
  now: UnixMs | undefined,
): SyncState {
  const { state } = held;
  const { stand, body } = reply;
  const rises = stand.epoch > state.epoch;
  return {
    ...state,
    epoch: stand.epoch,
    stand: sayingMost(state.stand, body.stand),
    safeThrough: rises ? stand.safeThrough : Math.max(state.safeThrough, stand.safeThrough),
    cursor: nextCursor(state, reply),
    changesThrough: nextChanges(state, reply, now !== undefined),
    keyring: reply.keyring ?? state.keyring,
    configVersion: body.configVersion,
    wantedBlobs: nextWantedBlobs(held, custody, body.wantedBlobs),
    noticesOwed: nextOwed(held, reply, told),
    ...nextNeighbours(state, body.neighbours),
    clockOffsetMs: now === undefined ? state.clockOffsetMs : stand.time - now,
    lastReplyAt: Math.max(state.lastReplyAt ?? 0, stand.time),
  };
}

/** Certificates only add up; the reply as a whole is signed, so each is the district's word. */
function nextNeighbours(state: SyncState, came: readonly Bytes[]): Pick<SyncState, "neighbours" | "neighboursThrough"> {
  const neighbours = [...state.neighbours, ...came].slice(-villageCertificatesMax);
  const serials = came.map((signed) => serialOf(signed));
  return { neighbours, neighboursThrough: Math.max(state.neighboursThrough, ...serials) };
}

function serialOf(signed: Bytes): number {
  const outer = parseSigned(signed, certificateBytesMax);
  const certificate = outer.ok ? parseCertificate(outer.value.body) : outer;
  return certificate.ok ? certificate.value.serial : 0;
}

/** The cursor belongs to an epoch: within one it never goes back, with a new one it is what the district says. */
function nextCursor(state: SyncState, { body }: VerifiedReply): SyncState["cursor"] {
  const isBehind = body.cursor.epoch === state.cursor.epoch && body.cursor.position < state.cursor.position;
  return isBehind ? state.cursor : body.cursor;
}

/**
 * Moves on only from where this state stands: a database that fell back to an older commit since it asked has lost what
 * lies before the answer. A file's answer to one that knows nothing yet begins nothing for the same reason.
 */
function nextChanges({ changesThrough: known }: SyncState, { stand, body }: VerifiedReply, isByWire: boolean) {
  const { changes } = body;
  if (!changes || (!known && !isByWire)) return known;
  if (known?.epoch !== stand.epoch) return { epoch: stand.epoch, position: changes.through };
  if (changes.after > known.position || changes.through <= known.position) return known;
  return { epoch: stand.epoch, position: changes.through };
}

/** The newest word on each blob, as long as an entry that names it is not complete. */
function nextWantedBlobs(held: Held, custody: CustodyByDigest, wanted: readonly WantedBlob[]): readonly WantedBlob[] {
  const named = new Set(
    held.entries
      .filter((meta) => isOutstanding(custody.get(toHex(meta.digest)) ?? meta.custody))
      .flatMap((meta) => meta.blobs.map((blob) => toHex(blob.hash))),
  );
  const newest = new Map([...held.state.wantedBlobs, ...wanted].map((want) => [toHex(want.hash), want]));
  return [...newest].filter(([key]) => named.has(key)).map(([, want]) => want);
}

/**
 * When the epoch rises, every notice held is shown back once; what a fully read bundle showed is settled, and so is what
 * the district itself tells again: it has not lost that.
 */
function nextOwed(held: Held, { stand, body, notices }: VerifiedReply, told: Told): readonly Bytes[] {
  const rises = stand.epoch > held.state.epoch;
  const owed = rises ? held.notices.map((notice) => notice.id) : held.state.noticesOwed;
  const shown = rises || body.problem !== undefined ? [] : told.notices;
  const settled = new Set([...shown, ...notices].map(({ id }) => toHex(id)));
  return owed.filter((id) => !settled.has(toHex(id)));
}

function digestsByPrefix(custody: CustodyByDigest): ReadonlyMap<string, string> {
  return new Map([...custody.keys()].map((key) => [key.slice(0, digestPrefixBytes * 2), key]));
}
