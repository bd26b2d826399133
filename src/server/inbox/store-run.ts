/**
 * Stores what is new of a proven run: each digest once, whatever road it came by. Judges who filed it, never refuses:
 * what may not count is held and set aside for people (DESIGN §2, §6).
 */
import type { Bytes } from "../../base/bytes.ts";
import { equalBytes, toHex } from "../../base/bytes.ts";
import type { District } from "../district.ts";
import { mendEntries } from "../scrub/damages.ts";
import type { StorageTx } from "../storage/ports.ts";
import type { EntryBlobRow, EntryRow } from "../storage/rows.ts";
import { isContradicted } from "./compare-heads.ts";
import { numberIntake } from "./complete.ts";
import { flagFork } from "./devices.ts";
import type { SetAsideReason } from "../../protocol/staff/set-aside.ts";
import type { ProvenEntry, ProvenRun } from "./verify-run.ts";
import { wakeWaiting } from "./wake-waiting.ts";

export type StoredRun = {
  /** New entries now held. */
  readonly stored: readonly Bytes[];
  /** New entries not taken now: no room in the budget. */
  readonly deferred: readonly Bytes[];
};

/** What the bundle's own certificate may still bring today; `reserve` counts what it allows. */
export type Allowance = {
  readonly bySerial: number;
  readonly reserve: (entries: number, bytes: number, isSlipped: boolean) => boolean;
};

/** Call inside a transaction; tell nobody before it has committed. */
export async function storeRun(tx: StorageTx, district: District, run: ProvenRun, by: Allowance): Promise<StoredRun> {
  const fresh = await withoutKnown(tx, district, run.entries);
  if (fresh.length < run.entries.length) await mendEntries(tx, run.entries);
  if (fresh.length === 0) return { stored: [], deferred: [] };
  const digests = fresh.map((entry) => entry.digest);
  const bytes = fresh.reduce((sum, { entry }) => sum + entry.own.byteLength + entry.envelope.byteLength, 0);
  if (!by.reserve(fresh.length, bytes, isSlipped(district, run))) return { stored: [], deferred: digests };
  await flagForks(tx, district, run, fresh);
  await insertEntries(tx, district, run, fresh, by.bySerial);
  await compareHeads(tx, district, run, fresh);
  return { stored: digests, deferred: [] };
}

/** Sending twice is harmless: a digest that is held, erased or twice in the run is passed over (DESIGN §4.2). */
async function withoutKnown(
  tx: StorageTx,
  district: District,
  entries: readonly ProvenEntry[],
): Promise<readonly ProvenEntry[]> {
  const held = await tx.entries.custody(entries.map((entry) => entry.digest));
  const known = new Set(held.map((row) => toHex(row.digest)));
  return entries.filter(({ digest }) => {
    const name = toHex(digest);
    if (known.has(name) || district.ledger.state.isErasedDigest(digest)) return false;
    known.add(name);
    return true;
  });
}

/** Entries a scanned slip has announced pass the budget of a day, within a wider one (DESIGN §2, {@link slippedBudgetFactor}). */
function isSlipped(district: District, run: ProvenRun): boolean {
  const head = district.ledger.state.findHead(run.device, run.shared.logId);
  return head?.source === "slip" && run.entries.every(({ own }) => own.seq <= head.seq);
}

/** Two entries with one (log, seq) are both kept and worked; the device is shown as forked (failures.md F45). */
async function flagForks(
  tx: StorageTx,
  district: District,
  run: ProvenRun,
  fresh: readonly ProvenEntry[],
): Promise<void> {
  const seqs = fresh.map(({ own }) => own.seq);
  const taken = await tx.entries.findPlaces(run.device, run.shared.logId, seqs);
  const isForked = fresh.some(
    ({ digest, own }, at) =>
      seqs.indexOf(own.seq) !== at || taken.some((place) => place.seq === own.seq && !equalBytes(place.digest, digest)),
  );
  if (isForked) await flagFork(tx, district, run.device, run.shared.village);
}

/** What these entries make whole must be the log that was announced before they came. */
async function compareHeads(
  tx: StorageTx,
  district: District,
  { device, shared }: ProvenRun,
  fresh: readonly ProvenEntry[],
): Promise<void> {
  const lowest = Math.min(...fresh.map(({ own }) => own.seq));
  const announced = district.ledger.state.announcedPlaces(device, shared.logId).filter(({ seq }) => seq >= lowest);
  if (await isContradicted(tx, device, shared.logId, announced)) await flagFork(tx, district, device, shared.village);
}

async function insertEntries(
  tx: StorageTx,
  district: District,
  run: ProvenRun,
  fresh: readonly ProvenEntry[],
  bySerial: number,
): Promise<void> {
  const blobs: EntryBlobRow[] = fresh.flatMap(({ digest, own }) => own.blobs.map((blob) => ({ ...blob, digest })));
  const there = new Set((await tx.blobs.findComplete(blobs.map((blob) => blob.hash))).map(toHex));
  const complete = fresh.filter(({ own }) => own.blobs.every((blob) => there.has(toHex(blob.hash))));
  const numbers = await numberIntake(
    tx,
    complete.map((entry) => entry.digest),
  );
  const intakeOf = new Map(numbers.map((row) => [toHex(row.digest), row.intake]));
  const receivedAt = district.clock.now();
  const rows = fresh.map(({ digest, own, entry }): Omit<EntryRow, "counter"> => {
    const reason = judge(district, run, own.applicationId);
    const intake = intakeOf.get(toHex(digest)) ?? 0;
    return {
      digest,
      state: reason ? "quarantined" : intake > 0 ? "complete" : "held",
      intake,
      device: run.device,
      village: run.shared.village,
      signingKeyId: run.shared.signingKeyId,
      logId: run.shared.logId,
      seq: own.seq,
      kind: own.kind,
      applicationId: own.applicationId,
      base: own.base ?? null,
      priority: own.priority,
      shared: entry.shared,
      own: entry.own,
      envelope: entry.envelope,
      receivedAt,
      bySerial,
      standing: reason ? "set-aside" : "unopened",
      reason: reason ?? null,
    };
  });
  await tx.entries.insert(rows, blobs);
  // What is set aside as it comes will have no effect: whatever waits for it is for people, too.
  for (const row of rows) if (row.reason) await wakeWaiting(tx, row.digest);
  await tx.intake.append(numbers);
}

/**
 * Village right and revocation are judged by key and village of the entry's own header (DESIGN §6). What a tablet filed in
 * the name of a device that was revoked meanwhile is for people too, though its key was certified since.
 */
function judge(district: District, run: ProvenRun, applicationId: Bytes): SetAsideReason | undefined {
  const { state } = district.ledger;
  const { signingKeyId, village } = run.shared;
  if (state.findBySigningKey(signingKeyId)?.revokedAt !== undefined) return "after-revocation";
  if (state.nameRight(signingKeyId, run.device) === "formerly" && state.isRevokedDevice(run.device))
    return "after-revocation";
  if (!state.villagesOf(signingKeyId).includes(village)) return "village-right";
  return state.isErasedApplication(applicationId) ? "erased-application" : undefined;
}
