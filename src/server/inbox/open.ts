/**
 * Opens what lies in the inbox: unseals an entry, checks what is inside, lets it have its effect on its case. The only
 * place where the server sees an application in clear, and only in memory. What cannot be opened is set aside for people
 * and blocks nothing (DESIGN §2, §4.5).
 */
import { toHex } from "../../base/bytes.ts";
import { openAttemptsMax, openLeaseMs } from "../../base/limits.ts";
import type { Result } from "../../base/result.ts";
import type { Content } from "../../domain/application/content.ts";
import { findService } from "../../domain/configuration/configuration.ts";
import type { CaseEffect } from "../cases/case-sink.ts";
import { takeIntoCase } from "../cases/case-sink.ts";
import { settleReturned } from "../cases/returned.ts";
import type { District } from "../district.ts";
import type { StorageTx } from "../storage/ports.ts";
import type { EntryRow } from "../storage/rows.ts";
import type { ReadEnvelope, ReadFailure } from "./read-envelope.ts";
import type { SetAsideReason } from "../../protocol/staff/set-aside.ts";
import { readEnvelope } from "./read-envelope.ts";
import { wakeWaiting } from "./wake-waiting.ts";

const ownerBytes = 8;

/**
 * Opens up to `limit` entries, urgent ones first, and what was waiting for them. Gives how many were tried. A failure
 * of ours leaves the entry its lease: it is tried once more when that has run out, then people look. `read` is done in
 * this process unless somebody with processes to spare says otherwise (`read-apart.ts`).
 */
export async function openPending(
  district: District,
  limit: number,
  read: ReadEnvelope = (entry) => readEnvelope(district, entry),
): Promise<number> {
  const owner = toHex(district.random.bytes(ownerBytes));
  let tried = 0;
  while (tried < limit) {
    const now = district.clock.now();
    const [entry] = await district.storage.transaction((tx) => tx.entries.listUnopened(now, 1));
    if (!entry) return tried;
    tried += 1;
    try {
      if (await claim(district, entry, owner)) await openEntry(district, entry, owner, read);
    } catch (error) {
      const name = error instanceof Error ? error.name : "unknown";
      district.log.error("entry-not-opened", { digest: toHex(entry.digest), error: name });
    }
  }
  return tried;
}

/**
 * Records the attempt before it starts, each entry by itself: whatever dies while opening points at its one entry. After
 * a second attempt that never ended the entry is set aside (failures.md F44).
 */
async function claim(district: District, entry: EntryRow, owner: string): Promise<boolean> {
  return district.storage.transaction(async (tx) => {
    const now = district.clock.now();
    const current = await tx.entries.find(entry.digest);
    const attempt = await tx.attempts.find(entry.digest);
    if (current?.standing !== "unopened" || (attempt && attempt.leaseUntil > now)) return false;
    const count = (attempt?.count ?? 0) + 1;
    if (count > openAttemptsMax) {
      await setAside(tx, entry, "attempts");
      return false;
    }
    await tx.attempts.put({ digest: entry.digest, owner, leaseUntil: now + openLeaseMs, count });
    return true;
  });
}

async function openEntry(district: District, entry: EntryRow, owner: string, read: ReadEnvelope): Promise<void> {
  const content = await read(entry);
  await district.storage.transaction(async (tx) => {
    // Somebody else may have taken over after the lease ran out: then this outcome is not ours to write.
    if ((await tx.attempts.find(entry.digest))?.owner !== owner) return;
    await tx.attempts.remove(entry.digest);
    await takeEffect(tx, district, entry, content);
  });
}

/**
 * Lets what was read of an entry have its effect, or sets the entry aside. Gives the reason, or undefined when it is
 * opened or waits for its base. Call inside a transaction.
 */
export async function takeEffect(
  tx: StorageTx,
  district: District,
  entry: EntryRow,
  content: Result<Content, ReadFailure>,
): Promise<SetAsideReason | undefined> {
  const effect = content.ok
    ? await effectOf(tx, district, entry, content.value)
    : { kind: "set-aside" as const, reason: content.code };
  if (effect.kind === "set-aside") {
    await setAside(tx, entry, effect.reason);
    await settleReturned(tx, district, entry.applicationId, { now: district.clock.now() });
    return effect.reason;
  }
  await tx.entries.change(entry.digest, { standing: effect.kind === "waiting" ? "waiting" : "opened" });
  if (effect.kind === "done") {
    await wakeWaiting(tx, entry.digest);
    await settleReturned(tx, district, entry.applicationId, { now: district.clock.now() });
  }
  return undefined;
}

async function effectOf(tx: StorageTx, district: District, entry: EntryRow, content: Content): Promise<CaseEffect> {
  if (isFormUnknown(district, content)) return { kind: "set-aside", reason: "form-unknown" };
  const effect = await takeIntoCase(tx, district, entry, content);
  if (effect.kind !== "waiting" || !entry.base) return effect;
  // Waiting is for a base that can still come into effect. Of one that was set aside people see both.
  const base = await tx.entries.find(entry.base);
  return base?.standing === "set-aside" ? { kind: "set-aside", reason: "base-set-aside" } : effect;
}

/** A form of a version that was never published here: nobody could read its answers. It waits for the version. */
function isFormUnknown({ configuration }: District, content: Content): boolean {
  if (content.kind !== "application" || content.configVersion <= configuration.version) return false;
  return findService(configuration, content.serviceId) === undefined;
}

/** Held and receipted as quarantined; shown on both sides. */
export async function setAside(tx: StorageTx, entry: EntryRow, reason: SetAsideReason): Promise<void> {
  await tx.attempts.remove(entry.digest);
  await tx.entries.change(entry.digest, { state: "quarantined", standing: "set-aside", reason });
  await wakeWaiting(tx, entry.digest);
}
