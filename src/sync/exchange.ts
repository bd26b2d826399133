/**
 * One exchange: one request, one response (DESIGN §2). Plan, remember what goes on the wire, send, verify, apply. Every
 * step leaves a state from which the next exchange, of this or another context, goes on. Decides nothing about time.
 */
import type { Bytes } from "../base/bytes.ts";
import { toHex } from "../base/bytes.ts";
import { barrenExchangesMax, exchangeDiskMsMax, exchangeMsMax, unconnectedMsMax } from "../base/limits.ts";
import { nonceBytes } from "../protocol/bundle.ts";
import type { WantedBlob } from "../protocol/reply.ts";
import type { Applied } from "./apply-to-newest.ts";
import { applyToNewest } from "./apply-to-newest.ts";
import { buildBundle, ringOf } from "./build-bundle.ts";
import type { Plan } from "./compose-bundle.ts";
import { composeBundle } from "./compose-bundle.ts";
import type { LinkEstimate } from "./link-estimate.ts";
import {
  afterCut,
  afterSilence,
  afterSuccess,
  afterTooLarge,
  budgetBytes,
  plannedMs,
  silenceMs,
  UNKNOWN_LINK,
} from "./link-estimate.ts";
import type {
  Sent as EntriesSent,
  EntryMeta,
  ExchangeFailure,
  ExchangeOutcome,
  LogPort,
  LoggedEntry,
  NoticeIn,
  Ports,
  SyncState,
} from "./ports.ts";
import type { VerifiedReply } from "./read-reply.ts";
import { isNoticeSaid, readReply } from "./read-reply.ts";
import type { Work } from "./work.ts";
import { isWorkLeft, owedNotices, sortWork } from "./work.ts";

/** What one engine remembers between its exchanges; all of it may be lost. */
export type Memory = {
  link: LinkEstimate;
  /** Hex names of entries and blobs this disk did not give. */
  readonly unreadable: Set<string>;
  /**
   * Entries marked as sent whose requests all failed before a connection could stand, by hex digest: nothing of them has
   * left, and asking for them would cost a round trip. A day without signal tries often: they are read and marked once.
   */
  readonly untouched: Map<string, LoggedEntry>;
  /** Hex digests of entries that left by another road: whatever became of their requests, they are not untouched. */
  readonly carried: Set<string>;
  /** Exchanges in a row that moved nothing. */
  barren: number;
  /** Monotonic time after which the step under way takes longer than planned. */
  overdueAtMs: number;
};

export function freshMemory(): Memory {
  return {
    link: UNKNOWN_LINK,
    unreadable: new Set(),
    untouched: new Map(),
    carried: new Set(),
    barren: 0,
    overdueAtMs: 0,
  };
}

/** Makes one exchange. Throws when the tablet's own storage does. */
export async function exchange(ports: Ports, memory: Memory, signal: AbortSignal): Promise<ExchangeOutcome> {
  memory.overdueAtMs = ports.clock.monotonicMs() + exchangeDiskMsMax;
  const state = await ports.log.loadState();
  const ring = await ringOf(ports, state);
  const plan = composeBundle(await findWork(ports, memory, state), budgetBytes(memory.link, ports.clock.monotonicMs()));
  const nonce = ports.random.bytes(nonceBytes);
  const entries = new Map<string, LoggedEntry>();
  const log = { heads: () => ports.log.heads(), read: readThrough(ports, memory, entries) };
  const bundle = await buildBundle({ ...ports, log }, plan, { nonce, state, keyringNumber: ring.number });
  for (const name of bundle.unreadable) memory.unreadable.add(name);
  await ports.log.markSent(notYetMarked(bundle.sent, memory));

  const startedMs = ports.clock.monotonicMs();
  memory.overdueAtMs = startedMs + plannedMs(memory.link, bundle.bytes);
  const answer = await send(ports, bundle.items, signal, silenceMs(memory.link, bundle.bytes));
  const endedMs = ports.clock.monotonicMs();
  memory.overdueAtMs = endedMs + exchangeDiskMsMax;
  const isUntouched = !answer.ok && isUnconnected(answer, endedMs - startedMs);
  noteTouch(memory, plan, isUntouched ? entries : new Map());
  if (!answer.ok) {
    memory.link = afterFailure(memory.link, answer, bundle.bytes, endedMs);
    return answer.kind === "http"
      ? { kind: "server", status: answer.status }
      : { kind: "offline", begun: answer.begun };
  }
  const asked = { device: ports.signer.device, nonce, ring, epoch: state.epoch, runs: bundle.runs };
  const reply = await readReply(ports.verifier, asked, answer.body);
  if (!reply.ok) return reply.code === "not-a-reply" ? { kind: "portal" } : { kind: "refused", why: reply.code };
  memory.link = afterSuccess(memory.link, bundle.bytes, endedMs - startedMs, endedMs);
  return finish(ports, memory, { reply: reply.value, plan, wantsBefore: state.wantedBlobs });
}

async function findWork(ports: Ports, memory: Memory, state: SyncState): Promise<Work> {
  return sortWork({
    state,
    outstanding: (await ports.log.listOutstanding()).map((meta) => asUntouched(meta, memory)),
    notices: await saidNotices(ports, state),
    slips: await ports.log.listSlips(),
    unreadable: memory.unreadable,
  });
}

/** What nobody would believe any more (its key was revoked, its district is another one) is not shown back for ever. */
async function saidNotices(ports: Ports, state: SyncState): Promise<readonly NoticeIn[]> {
  const owed = await owedNotices(ports.log, state);
  if (owed.length === 0) return owed;
  const ring = await ringOf(ports, state);
  const said = await Promise.all(owed.map(({ signed }) => isNoticeSaid(ports.verifier, ring, signed)));
  return owed.filter((_, at) => said[at]);
}

/** DESIGN §2: offers are for what the tablet is not sure of; of what never left it is sure. */
function asUntouched(meta: EntryMeta, { untouched, carried }: Memory): EntryMeta {
  const key = toHex(meta.digest);
  if (meta.custody.delivery !== "unsure" || !untouched.has(key) || carried.has(key)) return meta;
  return { ...meta, custody: { ...meta.custody, delivery: "new" } };
}

/** A refused connection and a network that is off fail at once; a handshake alone takes a round trip. */
function isUnconnected(failure: ExchangeFailure, elapsedMs: number): boolean {
  return failure.kind === "transport" && !failure.begun && elapsedMs < unconnectedMsMax;
}

/** Reads an entry from memory or disk, and notes it in `entries`. */
function readThrough(ports: Ports, { untouched }: Memory, entries: Map<string, LoggedEntry>): LogPort["read"] {
  return async (digest) => {
    const key = toHex(digest);
    const entry = untouched.get(key) ?? (await ports.log.read(digest));
    if (entry) entries.set(key, entry);
    return entry;
  };
}

function notYetMarked(sent: EntriesSent, { untouched }: Memory): EntriesSent {
  return { ...sent, digests: sent.digests.filter((digest) => !untouched.has(toHex(digest))) };
}

/** Of the entries that were to travel for the first time, those in `untouched` did not. */
function noteTouch(memory: Memory, { fresh }: Plan, untouched: ReadonlyMap<string, LoggedEntry>): void {
  for (const { digest } of fresh) {
    const key = toHex(digest);
    const entry = untouched.get(key);
    if (entry) memory.untouched.set(key, entry);
    else memory.untouched.delete(key);
  }
}

type Sent =
  | { readonly ok: true; readonly body: Bytes }
  | ({ readonly ok: false; readonly isSilent: boolean } & ExchangeFailure);

/**
 * Sends under time limits of our own: a connection that is dead without saying so (failures F9; a network that changed
 * under the request) blocks everything behind it for as long as it is waited for.
 */
async function send(ports: Ports, items: readonly Bytes[], signal: AbortSignal, silentMs: number): Promise<Sent> {
  const request = new AbortController();
  const whole = new AbortController();
  const silence = new AbortController();
  let isSilent = false;
  const stop = (): void => request.abort("given up");
  signal.addEventListener("abort", stop, { once: true });
  if (signal.aborted) stop();
  void ports.timer.sleep(exchangeMsMax, whole.signal).then(stop);
  void ports.timer.sleep(silentMs, silence.signal).then(() => {
    if (silence.signal.aborted) return;
    isSilent = true;
    stop();
  });
  try {
    const answer = await ports.transport.exchange(items, request.signal, () => silence.abort("it speaks"));
    return answer.ok ? answer : { ...answer, isSilent };
  } finally {
    silence.abort("over");
    whole.abort("over");
    signal.removeEventListener("abort", stop);
  }
}

function afterFailure(
  link: LinkEstimate,
  failure: ExchangeFailure & { readonly isSilent: boolean },
  bytes: number,
  nowMs: number,
): LinkEstimate {
  if (failure.kind === "http") return failure.status === 413 ? afterTooLarge(link, bytes, nowMs) : link;
  if (failure.isSilent) return afterSilence(link, bytes, nowMs);
  return failure.begun ? afterCut(link, bytes, nowMs) : link;
}

type Answered = {
  readonly reply: VerifiedReply;
  readonly plan: Plan;
  /** Blobs wanted before this exchange put parts of them on the wire. */
  readonly wantsBefore: readonly WantedBlob[];
};

/** Applies a verified reply and says what is left. */
async function finish(ports: Ports, memory: Memory, answered: Answered): Promise<ExchangeOutcome> {
  const { reply, plan } = answered;
  const applied = await applyToNewest(ports, { reply, told: plan, now: ports.clock.now() });
  if (applied === undefined) return { kind: "refused", why: "epoch-old" };
  if (reply.body.commands.length > 0) ports.notify({ kind: "commands", commands: reply.body.commands });
  ports.notify({ kind: "changed" });
  memory.barren = hasMoved(applied, answered.wantsBefore) ? 0 : memory.barren + 1;
  if (reply.body.later.length > 0 || reply.body.laterMs > 0) return { kind: "later", ms: reply.body.laterMs };
  if (reply.body.problem !== undefined && memory.barren > 0) return { kind: "refused", why: reply.body.problem };
  const work = await findWork(ports, memory, await ports.log.loadState());
  const asked = new Set(plan.offers.map((meta) => toHex(meta.digest)));
  if (!reply.body.moreNotices && !isWorkLeft(work, asked)) {
    // A disk that did not give something may give it another time (failures F19).
    memory.unreadable.clear();
    return { kind: "ok", left: "nothing" };
  }
  return { kind: "ok", left: memory.barren < barrenExchangesMax ? "more" : "stalled" };
}

/** True when the district learned or said something new: what keeps exchanges going without a pause (DESIGN §4.6). */
function hasMoved({ before, changes }: Applied, wantsBefore: readonly WantedBlob[]): boolean {
  const { custody, state, notices, fields } = changes;
  if (notices.length > 0 || fields.length > 0 || state.epoch !== before.epoch) return true;
  if (state.noticesOwed.length < before.noticesOwed.length || changes.slipsTold.length > 0) return true;
  if ([...custody.values()].some(({ delivery }) => delivery === "received")) return true;
  const offsets = new Map(wantsBefore.map((want) => [toHex(want.hash), want.offset]));
  return state.wantedBlobs.some((want) => want.offset > (offsets.get(toHex(want.hash)) ?? want.offset));
}
