/**
 * Decides whether an answer is a reply of the district to this very question, and takes it apart. An HTTP status is
 * nothing: a captive portal answers 200 too (DESIGN §2). Changes nothing.
 */
import { assert } from "../base/assert.ts";
import type { Bytes } from "../base/bytes.ts";
import { equalBytes, toHex } from "../base/bytes.ts";
import type { Result } from "../base/result.ts";
import { err, ok } from "../base/result.ts";
import type { Keyring } from "../protocol/keyring.ts";
import { noticeBytesMax } from "../protocol/notice.ts";
import { digestPrefixBytes } from "../protocol/entry.ts";
import type { Receipt, ReplyBody, RunReceipt } from "../protocol/reply.ts";
import { parseReply, parseReplyBody } from "../protocol/reply.ts";
import type { SignedBytes } from "../protocol/signed.ts";
import { parseSigned, signedInput } from "../protocol/signed.ts";
import type { Stand } from "../protocol/stand.ts";
import { parseStand, standBytesMax } from "../protocol/stand.ts";
import type { Scope, Tag } from "../protocol/tags.ts";
import { NO_DEVICE, tags } from "../protocol/tags.ts";
import type { NoticeIn, Verifier } from "./ports.ts";

/** A reply whose every claimed signature was checked. */
export type VerifiedReply = {
  readonly body: ReplyBody;
  readonly stand: Stand;
  /** Signed ring newer than ours; undefined when none came. */
  readonly keyring: Bytes | undefined;
  readonly notices: readonly NoticeIn[];
};

export type ReplyFlaw =
  /** Not a reply at all. */
  | "not-a-reply"
  | "signature-invalid"
  /** The answer to another question. */
  | "nonce-wrong"
  /** Said before the last restore. */
  | "epoch-old";

export type Asked = {
  readonly device: Bytes;
  readonly nonce: Bytes;
  readonly ring: Keyring;
  /** Newest epoch the tablet knows. */
  readonly epoch: number;
  /** Digests of the entries of every run that was sent, in its order; empty where nobody knows them any more. */
  readonly runs: readonly (readonly Bytes[])[];
};

/** Reads and verifies an answer. Failures: see {@link ReplyFlaw}; each leaves everything as it was. */
export async function readReply(
  verifier: Verifier,
  asked: Asked,
  answer: Bytes,
): Promise<Result<VerifiedReply, ReplyFlaw>> {
  const outer = parseReply(answer);
  if (!outer.ok) return err("not-a-reply", outer.detail);
  const { signed } = outer.value;
  const body = parseReplyBody(signed.body);
  if (!body.ok) return err("not-a-reply", body.detail);

  const newer = await newerRing(verifier, asked.ring, body.value.keyring);
  const ring = newer?.ring ?? asked.ring;
  const scope = { regency: verifier.regency, device: asked.device };
  if (!(await isSignedNow(verifier, ring, tags.reply, scope, signed))) return err("signature-invalid", "reply");
  if (!equalBytes(body.value.nonce, asked.nonce)) return err("nonce-wrong");

  const stand = await readStand(verifier, ring, body.value.stand);
  if (!stand.ok) return stand;
  if (stand.value.epoch < asked.epoch) return err("epoch-old");
  return ok({
    body: { ...body.value, receipts: withReasons(body.value, asked.runs) },
    stand: stand.value,
    keyring: newer?.signed,
    notices: await readNotices(verifier, ring, body.value.notices),
  });
}

/** All receipts by name, each with the reason the reply gives for it. */
function withReasons({ receipts, runReceipts, reasons = [] }: ReplyBody, runs: Asked["runs"]): readonly Receipt[] {
  const all = [...receipts, ...named(runReceipts, runs)];
  if (reasons.length === 0) return all;
  const told = new Map(reasons.map(({ digest, reason }) => [toHex(digest), reason]));
  return all.map((receipt) => {
    const reason = receipt.state === "quarantined" ? told.get(toHex(receipt.digest)) : undefined;
    return reason === undefined ? receipt : { ...receipt, reason };
  });
}

/** Receipts by place as receipts by name. What does not fit a run that was sent is no receipt. */
function named(receipts: readonly RunReceipt[], runs: readonly (readonly Bytes[])[]): readonly Receipt[] {
  const names = runs.map((digests) => digests.map((digest) => digest.slice(0, digestPrefixBytes)));
  return receipts.flatMap(({ first, count, state, counter, intake }) => {
    for (const run of names) {
      const start = run.findIndex((name) => equalBytes(name, first));
      if (start < 0 || start + count > run.length) continue;
      return run.slice(start, start + count).map((digest, at) => ({
        digest,
        state,
        counter: counter + at,
        intake: intake === 0 ? 0 : intake + at,
      }));
    }
    return [];
  });
}

/** DESIGN §6: the reply brings a newer ring, signed by the root; numbers only rise. Anything else is passed over. */
async function newerRing(
  verifier: Verifier,
  ring: Keyring,
  signed: Bytes | undefined,
): Promise<{ readonly ring: Keyring; readonly signed: Bytes } | undefined> {
  if (!signed) return undefined;
  const opened = await verifier.openKeyring(signed);
  return opened.ok && opened.value.number > ring.number ? { ring: opened.value, signed } : undefined;
}

/**
 * DESIGN §6: receipts under a superseded key count until the tablet has the newer ring: in the ring that calls it
 * superseded it signs no reply any more.
 */
function isSignedNow(verifier: Verifier, ring: Keyring, tag: Tag, scope: Scope, signed: SignedBytes): Promise<boolean> {
  const signing = { ...ring, keys: ring.keys.filter((key) => key.state !== "superseded") };
  return verifier.verifyDistrict(signing, signed.keyId, signedInput(tag, scope, signed), signed.signature);
}

async function readStand(
  verifier: Verifier,
  ring: Keyring,
  bytes: Bytes,
): Promise<Result<Stand, "signature-invalid" | "not-a-reply">> {
  const signed = parseSigned(bytes, standBytesMax);
  if (!signed.ok) return err("not-a-reply", "stand");
  const scope = { regency: verifier.regency, device: NO_DEVICE };
  if (!(await isSignedNow(verifier, ring, tags.stand, scope, signed.value))) return err("signature-invalid", "stand");
  const stand = parseStand(signed.value.body);
  return stand.ok ? stand : err("not-a-reply", "stand");
}

/**
 * DESIGN §2: identity of a notice is the hash of its body. Notices are signed once and delivered for years: a superseded
 * key counts. One that does not verify is left out and blocks none of the others.
 */
async function readNotices(verifier: Verifier, ring: Keyring, notices: readonly Bytes[]): Promise<readonly NoticeIn[]> {
  const verified: NoticeIn[] = [];
  for (const signed of notices)
    if (await isNoticeSaid(verifier, ring, signed)) verified.push({ id: await idOf(verifier, signed), signed });
  return verified;
}

/** True when the district says this notice, by a key of `ring` that was never revoked. */
export async function isNoticeSaid(verifier: Verifier, ring: Keyring, bytes: Bytes): Promise<boolean> {
  const signed = parseSigned(bytes, noticeBytesMax);
  if (!signed.ok) return false;
  const input = signedInput(tags.notice, { regency: verifier.regency, device: NO_DEVICE }, signed.value);
  return verifier.verifyDistrict(ring, signed.value.keyId, input, signed.value.signature);
}

async function idOf(verifier: Verifier, bytes: Bytes): Promise<Bytes> {
  const signed = parseSigned(bytes, noticeBytesMax);
  assert(signed.ok, "a verified notice can be read");
  return verifier.sha256(signed.value.body);
}
