/**
 * The reply to one bundle, read from committed rows in one transaction: receipts, what is wanted, notices, the stand. A
 * receipt is therefore never ahead of the disk, whatever became of the runs of this bundle (failures.md R4, F40).
 */
import { definite } from "../../base/assert.ts";
import type { Bytes } from "../../base/bytes.ts";
import { toHex } from "../../base/bytes.ts";
import { laterMs, offersMax, replyNoticesMax, replyReceiptsMax, villageCertificatesMax } from "../../base/limits.ts";
import type { Cursor } from "../../protocol/bundle.ts";
import { certificateBytesMax } from "../../protocol/certificate.ts";
import { digestPrefixBytes } from "../../protocol/entry.ts";
import { noticeBytesMax } from "../../protocol/notice.ts";
import type { Receipt, ReplyBody, SealedFields, ToldChanges, ToldReason, WantedBlob } from "../../protocol/reply.ts";
import { encodeReply, encodeReplyBody, wantedBlobsMax } from "../../protocol/reply.ts";
import type { NoticeHead, Stand } from "../../protocol/stand.ts";
import { noticeHashBytes } from "../../protocol/stand.ts";
import { tags } from "../../protocol/tags.ts";
import type { District } from "../district.ts";
import { signAsDistrict } from "../keys/keys.ts";
import { sayAgain } from "../keys/say-again.ts";
import { answerAsks } from "../notices/answer-asks.ts";
import { findWantedAgain } from "../scrub/damages.ts";
import type { StorageTx } from "../storage/ports.ts";
import { StorageFullError } from "../storage/ports.ts";
import type { CustodyRow, NoticeRow } from "../storage/rows.ts";
import { isContradicted } from "./compare-heads.ts";
import { findDevice, flagFork, seenDevice, toldFrom } from "./devices.ts";
import { groupCommitOf } from "./group-commit.ts";
import type { Session } from "./session.ts";
import { receiptsFor } from "./run-receipts.ts";
import { readStand, signStand } from "./stand.ts";

type Notice = Pick<NoticeRow, "signed" | "origin">;

type Stream = {
  readonly list: readonly Notice[];
  readonly cursor: Cursor;
  readonly head: NoticeHead;
  readonly more: boolean;
};

type Found = {
  readonly receipts: readonly Receipt[];
  readonly wantedEntries: readonly Bytes[];
  readonly missingBlobs: readonly Bytes[];
  readonly notices: readonly Notice[];
  readonly cursor: Cursor;
  readonly moreNotices: boolean;
  readonly fields: readonly SealedFields[];
  readonly stand: Stand;
  readonly changes: ToldChanges | undefined;
  readonly reasons: readonly ToldReason[];
};

/** What is said to one bundle, as the rows stood in one transaction. */
export type Answer = {
  readonly session: Session;
  readonly found: Found;
  readonly wantedBlobs: readonly WantedBlob[];
};

/** Reads the answer to a bundle whose items are all stored. */
export async function findAnswer(district: District, session: Session): Promise<Answer> {
  const found = await findAll(district, session);
  return { session, found, wantedBlobs: await withOffsets(district, session, found.missingBlobs) };
}

/** The signed reply, as the pieces of an HTTP body. */
export async function signAnswer(district: District, answer: Answer): Promise<readonly Bytes[]> {
  const { session, found } = answer;
  const { body } = session.sender;
  const isTrusted = session.sender.certificate !== undefined && !session.sender.isRevoked;
  return signReply(district, session, {
    ...(await emptyReply(district, session, found.stand)),
    ...receiptsFor(session, found.receipts),
    wantedEntries: found.wantedEntries,
    wantedBlobs: answer.wantedBlobs,
    notices: await Promise.all(found.notices.map((notice) => sayNotice(district, notice))),
    cursor: found.cursor,
    moreNotices: found.moreNotices,
    configVersion: isTrusted ? district.configuration.version : body.configVersion,
    fields: found.fields,
    later: session.later.slice(0, replyReceiptsMax),
    laterMs: session.later.length > 0 || session.isFull ? laterMs : 0,
    neighbours: isTrusted ? await findNeighbours(district, session) : [],
    problem: session.problem,
    changes: found.changes,
    reasons: found.reasons,
  });
}

/**
 * The same answer in as few bytes as can be photographed: receipts for what the bundle brought, nothing else. Its stand is
 * one millisecond older than the whole answer's: shown back, it must not prove that the whole one has arrived.
 */
export async function signBriefAnswer(district: District, { session, found }: Answer): Promise<readonly Bytes[]> {
  const named = new Set(session.named.map((digest) => toHex(digest.subarray(0, digestPrefixBytes))));
  return signReply(district, session, {
    ...(await emptyReply(district, session, { ...found.stand, time: found.stand.time - 1 })),
    receipts: found.receipts.filter(({ digest }) => named.has(toHex(digest))),
  });
}

/** A reply that says nothing beyond the stand, and the keyring where it is needed to believe it. */
async function emptyReply(district: District, { sender }: Session, stand: Stand): Promise<ReplyBody> {
  const { keyring, signedKeyring } = district.keys;
  const { body } = sender;
  return {
    nonce: body.nonce,
    stand: await signStand(district, stand),
    receipts: [],
    runReceipts: [],
    wantedEntries: [],
    wantedBlobs: [],
    notices: [],
    cursor: body.cursor,
    moreNotices: false,
    // To whoever asks, revoked or not: by it alone a tablet believes a reply after the signing key has changed.
    keyring: body.keyringNumber < keyring.number ? signedKeyring : undefined,
    configVersion: body.configVersion,
    commands: [],
    fields: [],
    later: [],
    laterMs: 0,
    neighbours: [],
    problem: undefined,
  };
}

async function signReply(district: District, { sender }: Session, body: ReplyBody): Promise<readonly Bytes[]> {
  return encodeReply(await signAsDistrict(district, tags.reply, encodeReplyBody(body), sender.header.device));
}

/** Certificates of the sender's village that it does not have: by them it checks a neighbour's slip without a network. */
async function findNeighbours(district: District, { sender }: Session): Promise<readonly Bytes[]> {
  if (!sender.certificate) return [];
  const entries = district.ledger.state
    .certificatesOfVillage(sender.certificate.village)
    .filter(({ certificate }) => certificate.serial > sender.body.neighboursThrough)
    .toSorted((a, b) => a.certificate.serial - b.certificate.serial)
    .slice(0, villageCertificatesMax);
  const word = { tag: tags.certificate, bytesMax: certificateBytesMax };
  return Promise.all(
    entries.map(({ signed, certificate: { device } }) => sayAgain(district, { ...word, device }, signed)),
  );
}

/** With a full disk the rows about the device cannot be written; the answer can still be read and signed. */
async function findAll(district: District, session: Session): Promise<Found> {
  try {
    return await groupCommitOf(district.storage).run(1, (tx) => find(tx, district, session, true));
  } catch (error) {
    if (!(error instanceof StorageFullError)) throw error;
    session.tellFull();
    return district.storage.transaction((tx) => find(tx, district, session, false));
  }
}

async function find(tx: StorageTx, district: District, session: Session, mayWrite: boolean): Promise<Found> {
  const { sender } = session;
  const stand = await readStand(tx, district);
  if (mayWrite) await compareNewHeads(tx, district, session);
  const village = sender.certificate?.village;
  // A key without certificate gets no word about any entry; a revoked one receipts and wants, nothing else (DESIGN §6).
  const nothing = { rows: [], changes: undefined };
  const { rows, changes } = village === undefined ? nothing : await findCustody(tx, district, session, stand, mayWrite);
  const receipts = rows.map((row) => toReceipt(district, row)).slice(0, replyReceiptsMax);
  const held = new Set(rows.map((row) => toHex(row.digest.subarray(0, digestPrefixBytes))));
  const missing = await tx.blobs.listMissing(rows.filter((row) => row.intake === 0).map((row) => row.digest));
  const isTrusted = sender.certificate !== undefined && !sender.isRevoked;
  const notices = isTrusted
    ? await findNotices(tx, sender.certificate.village, sender.body.cursor, stand.epoch)
    : undefined;
  const fields = isTrusted ? await answerAsks(tx, district, sender.certificate, sender.body.asks) : [];
  const lost = village === undefined ? [] : session.offered.filter((prefix) => !held.has(toHex(prefix)));
  const spoilt = village === undefined ? [] : await findWantedAgain(tx, sender.header.device);
  return {
    receipts,
    wantedEntries: [...lost, ...spoilt.map((digest) => digest.slice(0, digestPrefixBytes))].slice(0, offersMax),
    missingBlobs: distinct(missing.map((blob) => blob.hash)).slice(0, wantedBlobsMax),
    notices: notices?.list ?? [],
    cursor: notices?.cursor ?? sender.body.cursor,
    moreNotices: notices?.more ?? false,
    fields,
    stand: { ...stand, ...(notices && { notices: notices.head }) },
    changes,
    reasons: reasonsOf(rows, receipts),
  };
}

/** "Quarantined is a state of its own, with a reason on both sides" (DESIGN §2). */
function reasonsOf(rows: readonly CustodyRow[], receipts: readonly Receipt[]): readonly ToldReason[] {
  const reasons = new Map(rows.map(({ digest, reason }) => [toHex(digest.subarray(0, digestPrefixBytes)), reason]));
  return receipts.flatMap(({ digest, state }) => {
    const reason = state === "quarantined" ? reasons.get(toHex(digest)) : undefined;
    return reason ? [{ digest, reason }] : [];
  });
}

/** The bundle's own entries are held by now: they must be the log its heads tell of. */
async function compareNewHeads(tx: StorageTx, district: District, { newHeads, sender }: Session): Promise<void> {
  for (const head of newHeads)
    if (await isContradicted(tx, head.device, head.logId, [head]))
      await flagFork(tx, district, head.device, sender.certificate?.village ?? 0);
}

type Custody = { readonly rows: readonly CustodyRow[]; readonly changes: ToldChanges | undefined };

/** Rows of everything the bundle named, of what still lacks a blob, and of what has changed since the tablet was told. */
async function findCustody(
  tx: StorageTx,
  district: District,
  session: Session,
  stand: Stand,
  mayWrite: boolean,
): Promise<Custody> {
  const { sender } = session;
  const { device } = sender.header;
  const village = sender.certificate?.village ?? 0;
  const row = seenDevice(await findDevice(tx, district, device, village), district, session);
  const found = new Map<string, CustodyRow>();
  const add = (rows: readonly CustodyRow[]): void => {
    for (const custody of rows) found.set(toHex(custody.digest), custody);
  };
  add(await tx.entries.custody(session.named));
  add(session.named.filter((prefix) => district.ledger.state.isErasedDigest(prefix)).map(erasedStub(found)));
  const shown = sender.body.changesThrough;
  const after = toldFrom(row, shown, stand.epoch);
  const changed = await tx.entries.listChanged(device, after, Math.max(0, replyReceiptsMax - found.size));
  const through = changed.at(-1)?.counter ?? after;
  add(changed);
  add(await tx.entries.listIncomplete(device, wantedBlobsMax));
  if (mayWrite) {
    await tx.devices.put({ ...row, village, offeredThrough: through, offeredAt: stand.time });
    await session.budget?.save(tx);
  }
  const isNews = shown?.epoch !== stand.epoch || shown.position !== through;
  return { rows: [...found.values()], changes: isNews ? { after, through } : undefined };
}

/** An erased digest of which no stub is left here (a restored store): the ledger still knows it. */
function erasedStub(found: ReadonlyMap<string, CustodyRow>): (prefix: Bytes) => CustodyRow {
  const byPrefix = new Map([...found.values()].map((row) => [toHex(row.digest.subarray(0, digestPrefixBytes)), row]));
  return (name) =>
    byPrefix.get(toHex(name.subarray(0, digestPrefixBytes))) ?? {
      digest: name,
      state: "erased",
      // Erased is for good: no receipt the tablet may have of this entry is newer.
      counter: Number.MAX_SAFE_INTEGER,
      intake: 0,
      reason: null,
    };
}

function toReceipt(district: District, row: CustodyRow): Receipt {
  const digest = row.digest.slice(0, digestPrefixBytes);
  const state = district.ledger.state.isErasedDigest(digest) ? "erased" : row.state;
  return { digest, state, counter: row.counter, intake: row.intake };
}

/**
 * One stream per village. A cursor of another epoch, or one beyond the end, counts for nothing: the stream is told again
 * from its start. `head` goes into the stand: shown back, it tells of a rollback that lost notices only.
 */
async function findNotices(tx: StorageTx, village: number, cursor: Cursor, epoch: number): Promise<Stream> {
  const known = cursor.epoch === epoch ? await tx.notices.hashAt(village, cursor.position) : undefined;
  const after = known ? cursor.position : 0;
  const rows = await tx.notices.listAfter(village, after, replyNoticesMax + 1);
  const told = rows.slice(0, replyNoticesMax);
  const position = told.at(-1)?.position ?? after;
  const hash = told.at(-1)?.runningHash ?? known ?? (await tx.notices.hashAt(village, after));
  return {
    list: told,
    cursor: { epoch, position },
    head: { village, position, hash: definite(hash, "a place of the stream").slice(0, noticeHashBytes) },
    more: rows.length > told.length,
  };
}

/** Its id is of its body: signed anew it is the same notice. One that a tablet gave back is proven by its signature alone. */
async function sayNotice(district: District, { signed, origin }: Notice): Promise<Bytes> {
  if (origin === "returned") return signed;
  return sayAgain(district, { tag: tags.notice, bytesMax: noticeBytesMax }, signed);
}

async function withOffsets(
  district: District,
  session: Session,
  hashes: readonly Bytes[],
): Promise<readonly WantedBlob[]> {
  const serial = session.sender.certificate?.serial;
  if (serial === undefined) return [];
  return Promise.all(hashes.map(async (hash) => ({ hash, offset: await district.blobs.partLength(hash, serial) })));
}

function distinct(hashes: readonly Bytes[]): readonly Bytes[] {
  return [...new Map(hashes.map((hash) => [toHex(hash), hash])).values()];
}
