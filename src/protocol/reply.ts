/**
 * The reply: what comes down in one exchange, signed as a whole. A receipt in it is the only thing that turns an entry
 * green, and only "complete" does (DESIGN §2). After the signed item, blob parts may follow, proven by their hash.
 */
import type { Bytes } from "../base/bytes.ts";
import {
  blobBytesMax,
  replyBytesMax,
  replyNoticesMax,
  villageCertificatesMax,
  replyReceiptsMax,
} from "../base/limits.ts";
import type { Result } from "../base/result.ts";
import { err } from "../base/result.ts";
import { certificateBytesMax } from "./certificate.ts";
import type { Cursor } from "./bundle.ts";
import { nonceBytes, readCursor, runEntriesMax } from "./bundle.ts";
import type { CborValue } from "./cbor.ts";
import {
  asBytes,
  asBytesUpTo,
  asList,
  asListOf,
  asMap,
  asOptional,
  asText,
  asUint,
  encodeCbor,
  parseCbor,
} from "./cbor.ts";
import { digestBytes, digestPrefixBytes } from "./entry.ts";
import { frameItem, readItems } from "./framing.ts";
import { keyringBytesMax } from "./keyring.ts";
import { noticeBytesMax } from "./notice.ts";
import type { SignedBytes } from "./signed.ts";
import { encodeSigned, parseSigned } from "./signed.ts";
import { standBytesMax } from "./stand.ts";

const counterMax = Number.MAX_SAFE_INTEGER;
const commandsMax = 64;
const fieldsBytesMax = 64 * 1024;
export const wantedEntriesMax = 4096;
export const wantedBlobsMax = 4096;

/** What the district says of one entry. "held": the entry, not yet all blobs. Only "complete" is green. */
export const receiptStates = { held: 1, complete: 2, quarantined: 3, erased: 4 } as const;
export type ReceiptState = keyof typeof receiptStates;
const STATE_OF: ReadonlyMap<number, ReceiptState> = new Map([
  [receiptStates.held, "held"],
  [receiptStates.complete, "complete"],
  [receiptStates.quarantined, "quarantined"],
  [receiptStates.erased, "erased"],
]);

export type Receipt = {
  /** First 16 bytes of the entry's digest. */
  readonly digest: Bytes;
  readonly state: ReceiptState;
  /** Rises with every change of this entry's state at the district: the newest wins. */
  readonly counter: number;
  /** Intake number once entry and blobs are complete; 0 before. */
  readonly intake: number;
  /** Why it was set aside, where the district says so. Told apart from the receipts (key 18). */
  readonly reason?: string | undefined;
};

/** Why an entry of this reply's receipts was set aside: a code of `staff/set-aside.ts`, or of a newer district. */
export type ToldReason = { readonly digest: Bytes; readonly reason: string };

/** One word for neighbours of one run of the bundle, whose counters follow each other, as do their intake numbers. */
export type RunReceipt = {
  /** First 16 bytes of the digest of the first of them. */
  readonly first: Bytes;
  /** How many entries of the run it is about, in the run's order. */
  readonly count: number;
  readonly state: ReceiptState;
  /** Of the first; the next has the next. */
  readonly counter: number;
  /** Of the first; 0 means 0 for all. */
  readonly intake: number;
};

/** State changes of the device's entries after one number of the district's count, up to another, were told in full. */
export type ToldChanges = { readonly after: number; readonly through: number };

export type WantedBlob = { readonly hash: Bytes; readonly offset: number };

/** Named fields of a correction request, sealed to the asking tablet's vault key. */
export type SealedFields = { readonly notice: Bytes; readonly sealed: Bytes };

/** Idempotent orders to a tablet. An unknown kind is passed over. */
export type Command = { readonly id: number; readonly kind: string };

export type ReplyBody = {
  readonly nonce: Bytes;
  /** Signed stand, to be shown back. Epoch and safe of this reply are the stand's. */
  readonly stand: Bytes;
  readonly receipts: readonly Receipt[];
  /** Receipts of entries this very bundle brought, for senders that know their runs. */
  readonly runReceipts: readonly RunReceipt[];
  /** Offered entries the district lacks: 16-byte prefixes. Overrides any receipt. */
  readonly wantedEntries: readonly Bytes[];
  /** Blobs it lacks, and from which byte on. Overrides any receipt. */
  readonly wantedBlobs: readonly WantedBlob[];
  /** Signed notices after the bundle's cursor, oldest first, and the cursor after them. */
  readonly notices: readonly Bytes[];
  readonly cursor: Cursor;
  /** More notices wait than fitted. */
  readonly moreNotices: boolean;
  /** Signed keyring when the tablet's number is older. */
  readonly keyring: Bytes | undefined;
  readonly configVersion: number;
  readonly commands: readonly Command[];
  readonly fields: readonly SealedFields[];
  /** Entries not taken now though authentic: come back after `laterMs` (budget, disk). Named by 16-byte prefixes. */
  readonly later: readonly Bytes[];
  readonly laterMs: number;
  /** Signed certificates of the village's tablets after the bundle's serial: their slips are checked by these. */
  readonly neighbours: readonly Bytes[];
  /** Why the rest of the bundle was not read, a code of the error table. */
  readonly problem: string | undefined;
  /** Absent when it would say what the bundle said. */
  readonly changes?: ToldChanges | undefined;
  /** Of entries that a receipt calls quarantined. */
  readonly reasons?: readonly ToldReason[];
};

const keys = {
  nonce: 0,
  stand: 1,
  receipts: 2,
  wantedEntries: 3,
  wantedBlobs: 4,
  notices: 5,
  cursor: 6,
  moreNotices: 7,
  keyring: 8,
  configVersion: 9,
  commands: 10,
  fields: 11,
  later: 12,
  laterMs: 13,
  problem: 14,
  neighbours: 15,
  runReceipts: 16,
  changes: 17,
  reasons: 18,
} as const;

export function encodeReplyBody(body: ReplyBody): Bytes {
  const map = new Map<number, CborValue>([
    [keys.nonce, body.nonce],
    [keys.stand, body.stand],
    [keys.cursor, [body.cursor.epoch, body.cursor.position]],
    [keys.configVersion, body.configVersion],
  ]);
  const put = (key: number, list: readonly CborValue[]): void => {
    if (list.length > 0) map.set(key, list);
  };
  put(
    keys.receipts,
    body.receipts.map((r) => [r.digest, receiptStates[r.state], r.counter, r.intake]),
  );
  put(
    keys.runReceipts,
    body.runReceipts.map((r) => [r.first, r.count, receiptStates[r.state], r.counter, r.intake]),
  );
  put(keys.wantedEntries, body.wantedEntries);
  put(
    keys.wantedBlobs,
    body.wantedBlobs.map((blob) => [blob.hash, blob.offset]),
  );
  put(keys.notices, body.notices);
  put(
    keys.commands,
    body.commands.map((command) => [command.id, command.kind]),
  );
  put(
    keys.fields,
    body.fields.map((fields) => [fields.notice, fields.sealed]),
  );
  put(keys.later, body.later);
  put(keys.neighbours, body.neighbours);
  if (body.moreNotices) map.set(keys.moreNotices, true);
  if (body.keyring) map.set(keys.keyring, body.keyring);
  if (body.laterMs > 0) map.set(keys.laterMs, body.laterMs);
  if (body.problem !== undefined) map.set(keys.problem, body.problem);
  put(
    keys.reasons,
    (body.reasons ?? []).map(({ digest, reason }) => [digest, reason]),
  );
  if (body.changes) map.set(keys.changes, [body.changes.after, body.changes.through]);
  return encodeCbor(map);
}

/** Failure: `malformed`. */
export function parseReplyBody(bytes: Uint8Array): Result<ReplyBody, "malformed"> {
  return parseCbor(bytes, (value) => {
    const map = asMap(value, "reply");
    const list = <T>(key: number, max: number, what: string, each: (value: unknown) => T): readonly T[] =>
      asOptional(map.get(key), (v) => asListOf(v, max, what, each)) ?? [];
    const prefix = (v: unknown): Bytes => asBytes(v, digestPrefixBytes, "digest");
    const changes = asOptional(map.get(keys.changes), readChanges);
    const reasons = list(keys.reasons, replyReceiptsMax, "reasons", (v) => {
      const [digest, reason] = asList(v, 2, "reason");
      return { digest: asBytes(digest, digestPrefixBytes, "digest"), reason: asText(reason, 40, "reason") };
    });
    return {
      nonce: asBytes(map.get(keys.nonce), nonceBytes, "nonce"),
      stand: asBytesUpTo(map.get(keys.stand), standBytesMax, "stand"),
      receipts: list(keys.receipts, replyReceiptsMax, "receipts", readReceipt).filter((r) => r !== undefined),
      runReceipts: list(keys.runReceipts, replyReceiptsMax, "run receipts", readRunReceipt).filter(
        (r) => r !== undefined,
      ),
      wantedEntries: list(keys.wantedEntries, wantedEntriesMax, "wanted entries", prefix),
      wantedBlobs: list(keys.wantedBlobs, wantedBlobsMax, "wanted blobs", (v) => {
        const [hash, offset] = asList(v, 2, "wanted blob");
        return { hash: asBytes(hash, digestBytes, "blob hash"), offset: asUint(offset, blobBytesMax, "offset") };
      }),
      notices: list(keys.notices, replyNoticesMax, "notices", (v) => asBytesUpTo(v, noticeBytesMax, "notice")),
      cursor: readCursor(map.get(keys.cursor)),
      moreNotices: map.get(keys.moreNotices) === true,
      keyring: asOptional(map.get(keys.keyring), (v) => asBytesUpTo(v, keyringBytesMax, "keyring")),
      configVersion: asUint(map.get(keys.configVersion), counterMax, "config version"),
      commands: list(keys.commands, commandsMax, "commands", (v) => {
        const [id, kind] = asList(v, 2, "command");
        return { id: asUint(id, counterMax, "command id"), kind: asText(kind, 40, "command") };
      }),
      fields: list(keys.fields, commandsMax, "fields", (v) => {
        const [notice, sealed] = asList(v, 2, "fields");
        return {
          notice: asBytes(notice, digestBytes, "notice id"),
          sealed: asBytesUpTo(sealed, fieldsBytesMax, "sealed fields"),
        };
      }),
      later: list(keys.later, replyReceiptsMax, "later", prefix),
      laterMs: asUint(map.get(keys.laterMs) ?? 0, counterMax, "later ms"),
      neighbours: list(keys.neighbours, villageCertificatesMax, "neighbours", (v) =>
        asBytesUpTo(v, certificateBytesMax, "certificate"),
      ),
      problem: asOptional(map.get(keys.problem), (v) => asText(v, 40, "problem")),
      ...(changes && { changes }),
      ...(reasons.length > 0 && { reasons }),
    };
  });
}

function readChanges(value: unknown): ToldChanges {
  const [after, through] = asList(value, 2, "changes");
  return { after: asUint(after, counterMax, "changes after"), through: asUint(through, counterMax, "changes through") };
}

/** A receipt of a state we do not know is no receipt. */
function readReceipt(value: unknown): Receipt | undefined {
  const [digest, state, counter, intake] = asList(value, 4, "receipt");
  const known = STATE_OF.get(asUint(state, 255, "state"));
  return known === undefined
    ? undefined
    : {
        digest: asBytes(digest, digestPrefixBytes, "digest"),
        state: known,
        counter: asUint(counter, counterMax, "counter"),
        intake: asUint(intake, counterMax, "intake"),
      };
}

function readRunReceipt(value: unknown): RunReceipt | undefined {
  const [first, count, state, counter, intake] = asList(value, 5, "run receipt");
  const known = STATE_OF.get(asUint(state, 255, "state"));
  return known === undefined
    ? undefined
    : {
        first: asBytes(first, digestPrefixBytes, "digest"),
        count: asUint(count, runEntriesMax, "count"),
        state: known,
        counter: asUint(counter, counterMax, "counter"),
        intake: asUint(intake, counterMax, "intake"),
      };
}

/** A whole reply: the signed item, then blob part items. */
export function encodeReply(signed: SignedBytes, blobParts: readonly Uint8Array[] = []): readonly Bytes[] {
  return [frameItem(encodeSigned(signed)), ...blobParts.map(frameItem)];
}

export type ReplyBytes = { readonly signed: SignedBytes; readonly blobParts: readonly Bytes[] };

/** Splits what came. Failure: `malformed`: a captive portal's page, a cut answer, anything that is not a reply. */
export function parseReply(bytes: Uint8Array): Result<ReplyBytes, "malformed"> {
  if (bytes.byteLength > replyBytesMax) return err("malformed", "too large");
  const items = readItems(bytes, replyBytesMax);
  if (!items.ok) return err("malformed", items.code);
  const [first, ...blobParts] = items.value;
  if (!first) return err("malformed", "empty");
  const signed = parseSigned(first, replyBytesMax);
  return signed.ok ? { ok: true, value: { signed: signed.value, blobParts } } : signed;
}
