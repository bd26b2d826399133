/**
 * Opens again what was set aside, because somebody mended the cause or has looked and lets it count. Nothing is given up
 * by trying: an entry that still cannot be opened stays where it is, with the reason of now.
 */
import type { Bytes } from "../../base/bytes.ts";
import { equalBytes, toHex } from "../../base/bytes.ts";
import { openLeaseMs, reopenMsMax, setAsideShownMax } from "../../base/limits.ts";
import type { Result } from "../../base/result.ts";
import type { Content } from "../../domain/application/content.ts";
import type { District } from "../district.ts";
import { setAside, takeEffect } from "../inbox/open.ts";
import type { ReadEnvelope, ReadFailure } from "../inbox/read-envelope.ts";
import type { StorageTx } from "../storage/ports.ts";
import type { SetAsideReason } from "../../protocol/staff/set-aside.ts";
import type { EntryRow } from "../storage/rows.ts";

export type Reopening = {
  /** Now opened, or waiting for their base as others do. */
  readonly opened: readonly Bytes[];
  /** Still set aside, each with the reason of now. */
  readonly still: readonly { readonly digest: Bytes; readonly reason: SetAsideReason }[];
  /** Not tried: time was up, somebody else is at it, or it is not set aside (any more). */
  readonly skipped: number;
};

/** What a person may let count after looking at it. An erased application stays erased whatever comes later (DESIGN §2). */
export function canReopen(reason: SetAsideReason | null): boolean {
  return reason !== "erased-application";
}

/** Digests of what was set aside for one reason, oldest first, one bite of {@link setAsideShownMax}. */
export function findSetAside(district: District, reason: SetAsideReason): Promise<readonly Bytes[]> {
  return district.storage.transaction(async (tx) =>
    (await tx.entries.listSetAside(setAsideShownMax, reason)).map((entry) => entry.digest),
  );
}

/**
 * Tries `digests` in their order, each with its own attempt on record. `read` should work in another process: what was
 * set aside once is the most likely to harm whoever opens it. Ends early when {@link reopenMsMax} is over.
 */
export async function reopenEntries(
  district: District,
  read: ReadEnvelope,
  digests: readonly Bytes[],
): Promise<Reopening> {
  const opened: Bytes[] = [];
  const still: { digest: Bytes; reason: SetAsideReason }[] = [];
  const begun = district.clock.monotonicMs();
  let skipped = 0;
  for (const digest of digests) {
    const isLate = district.clock.monotonicMs() - begun >= reopenMsMax;
    const entry = isLate ? undefined : await claim(district, digest);
    if (!entry) {
      skipped += 1;
      continue;
    }
    const reason = await reopen(district, entry, read);
    if (reason === undefined) opened.push(digest);
    else still.push({ digest, reason });
    district.log.info("entry-reopened", { digest: toHex(digest), outcome: reason ?? "opened" });
  }
  return { opened, still, skipped };
}

/** The entry with an attempt on record, or undefined when it is not to be tried now. */
async function claim(district: District, digest: Bytes): Promise<EntryRow | undefined> {
  return district.storage.transaction(async (tx) => {
    const now = district.clock.now();
    const entry = await tx.entries.find(digest);
    const attempt = await tx.attempts.find(digest);
    const isBusy = attempt !== undefined && attempt.leaseUntil > now;
    if (entry?.standing !== "set-aside" || !canReopen(entry.reason) || isBusy) return undefined;
    await tx.attempts.put({ digest, owner: "reopening", leaseUntil: now + openLeaseMs, count: 1 });
    return entry;
  });
}

async function reopen(district: District, entry: EntryRow, read: ReadEnvelope): Promise<SetAsideReason | undefined> {
  const content = await readOrDie(read, entry);
  return district.storage.transaction(async (tx) => {
    const current = await tx.entries.find(entry.digest);
    // Erased meanwhile, or opened by somebody whose lease ran longer: then there is nothing left to decide.
    if (current?.standing !== "set-aside") return undefined;
    if (!content) {
      await setAside(tx, current, "attempts");
      return "attempts";
    }
    await tx.attempts.remove(entry.digest);
    const reason = await takeEffect(tx, district, current, content);
    if (reason !== undefined) return reason;
    await tx.entries.change(entry.digest, { state: current.intake > 0 ? "complete" : "held", reason: null });
    await wakeSetAside(tx, current);
    return undefined;
  });
}

/** Undefined when whoever read has died of it: that is what an attempt without an end means. */
async function readOrDie(read: ReadEnvelope, entry: EntryRow): Promise<Result<Content, ReadFailure> | undefined> {
  try {
    return await read(entry);
  } catch {
    return undefined;
  }
}

/** What was set aside only because this one was is judged anew, by the ordinary opener. */
async function wakeSetAside(tx: StorageTx, base: EntryRow): Promise<void> {
  for (const entry of await tx.entries.listOfApplication(base.applicationId)) {
    const waitedForThis = entry.base !== null && equalBytes(entry.base, base.digest);
    if (entry.reason !== "base-set-aside" || !waitedForThis) continue;
    const state = entry.intake > 0 ? "complete" : "held";
    await tx.entries.change(entry.digest, { state, standing: "unopened", reason: null });
  }
}
