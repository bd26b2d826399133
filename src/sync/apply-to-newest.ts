/** Applies a verified reply to the state as it is now, however often another sender was faster. Sends nothing. */
import type { UnixMs } from "../base/clock.ts";
import { toHex } from "../base/bytes.ts";
import { applyTriesMax } from "../base/limits.ts";
import type { Held, Told } from "./apply-reply.ts";
import { applyReply, needsUnsafe } from "./apply-reply.ts";
import type { Changes, Ports, SyncState } from "./ports.ts";
import type { VerifiedReply } from "./read-reply.ts";

export type Applied = { readonly before: SyncState; readonly changes: Changes };

export type ToApply = {
  readonly reply: VerifiedReply;
  /** What of the reply still counts beside what is held; all of it when not given. */
  readonly countsBeside?: (held: Held) => VerifiedReply;
  readonly told: Told;
  /** This tablet's clock when the reply was made; undefined when nobody knows (a courier file). */
  readonly now: UnixMs | undefined;
};

/**
 * Another sender may be faster (locks are an optimisation only): then the words are applied again to what it left.
 * Undefined: meanwhile the tablet learned of a newer epoch, the reply counts no more.
 */
export async function applyToNewest({ log }: Pick<Ports, "log">, to: ToApply): Promise<Applied | undefined> {
  for (let tries = 0; tries < applyTriesMax; tries += 1) {
    const state = await log.loadState();
    if (to.reply.stand.epoch < state.epoch) return undefined;
    const held = await holdingsFor(log, state, to.reply);
    const changes = applyReply(held, to.countsBeside?.(held) ?? to.reply, to.told, to.now);
    if ((await log.apply(changes)) === "applied") return { before: state, changes };
  }
  throw new Error("another sender was faster every time");
}

async function holdingsFor(log: Ports["log"], state: SyncState, reply: VerifiedReply): Promise<Held> {
  const named = [...reply.body.receipts.map((receipt) => receipt.digest), ...reply.body.wantedEntries];
  const known = [...(await log.listOutstanding()), ...(await log.findByPrefix(named))];
  const entries = needsUnsafe(state, reply, known) ? [...known, ...(await log.listUnsafe())] : known;
  const byDigest = new Map(entries.map((meta) => [toHex(meta.digest), meta]));
  return {
    state,
    entries: [...byDigest.values()],
    notices: reply.stand.epoch > state.epoch ? await log.listNotices() : [],
  };
}
