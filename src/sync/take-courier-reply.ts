/**
 * A reply that came by file or QR, days after its bundle: as trustworthy as one from the wire, and possibly older than
 * what the wire has said since. Receipts count whenever they come (DESIGN §2); what is older never undoes what is newer.
 */
import type { Bytes } from "../base/bytes.ts";
import { equalBytes, toHex } from "../base/bytes.ts";
import type { Result } from "../base/result.ts";
import { err, ok } from "../base/result.ts";
import { digestPrefixBytes } from "../protocol/entry.ts";
import { parseReply, parseReplyBody } from "../protocol/reply.ts";
import type { Held } from "./apply-reply.ts";
import { applyToNewest } from "./apply-to-newest.ts";
import { ringOf } from "./build-bundle.ts";
import type { CourierPorts } from "./courier.ts";
import { isGreen } from "./custody.ts";
import type { ReplyFlaw, VerifiedReply } from "./read-reply.ts";
import { readReply } from "./read-reply.ts";

export type TakenReply = {
  /** Hex digests that turned green by it. */
  readonly received: readonly string[];
  /** Entries the district put off (its daily budget): they are offered again. */
  readonly later: number;
};

/** Failures: see {@link ReplyFlaw}; `nonce-wrong` = no file this tablet remembers. Each leaves everything as it was. */
export async function takeCourierReply(ports: CourierPorts, reply: Bytes): Promise<Result<TakenReply, ReplyFlaw>> {
  const nonce = nonceOf(reply);
  if (!nonce) return err("not-a-reply");
  const couriers = await ports.book.load();
  if (!couriers.some(({ nonces }) => nonces.some((open) => equalBytes(open, nonce)))) return err("nonce-wrong");
  const state = await ports.log.loadState();
  const ring = await ringOf(ports, state);
  const asked = { device: ports.signer.device, nonce, ring, epoch: state.epoch, runs: [] };
  const read = await readReply(ports.verifier, asked, reply);
  if (!read.ok) return read;
  const before = new Set((await ports.log.listOutstanding()).map((meta) => toHex(meta.digest)));
  const applied = await applyToNewest(ports, {
    reply: read.value,
    countsBeside: (held) => asOfThen(read.value, held),
    // Slips and notices in a file are told again by wire: nobody knows in which order the two roads arrive.
    told: { notices: [], slips: [] },
    now: undefined,
  });
  if (!applied) return err("epoch-old");
  ports.notify({ kind: "changed" });
  const received = [...applied.changes.custody].filter(([key, custody]) => before.has(key) && isGreen(custody));
  return ok({ received: received.map(([key]) => key), later: read.value.body.later.length });
}

function nonceOf(reply: Bytes): Bytes | undefined {
  const outer = parseReply(reply);
  const body = outer.ok ? parseReplyBody(outer.value.signed.body) : outer;
  return body.ok ? body.value.nonce : undefined;
}

/**
 * What of a reply still counts when a later one of the same epoch has been applied: receipts, but not of entries the
 * district has asked for since; notices; certificates. What was wanted then may be held by now, and is offered anyway; the
 * newer stand and configuration stay.
 */
export function asOfThen(reply: VerifiedReply, { state, entries }: Pick<Held, "state" | "entries">): VerifiedReply {
  const isLate = reply.stand.epoch === state.epoch && reply.stand.time < (state.lastReplyAt ?? 0);
  if (!isLate) return reply;
  const { body } = reply;
  const wantedSince = entries.filter((meta) => meta.custody.delivery === "wanted").map((meta) => prefixOf(meta.digest));
  return {
    ...reply,
    body: {
      ...body,
      stand: state.stand ?? body.stand,
      configVersion: Math.max(body.configVersion, state.configVersion),
      receipts: body.receipts.filter(({ digest }) => !wantedSince.includes(prefixOf(digest))),
      wantedEntries: [],
      wantedBlobs: [],
    },
  };
}

function prefixOf(digest: Bytes): string {
  return toHex(digest.subarray(0, digestPrefixBytes));
}
