/**
 * What a restore has left open, by name: every announced place of every log that the backup put in place does not hold.
 * Kept with the restored data, and shorter with every entry that comes back from its village (DESIGN §4.9).
 */
import * as v from "valibot";
import type { Bytes } from "../../base/bytes.ts";
import { fromHex, toHex } from "../../base/bytes.ts";
import type { UnixMs } from "../../base/clock.ts";
import { restoreGapsMax } from "../../base/limits.ts";
import { villageCode } from "../../domain/areas/areas.ts";
import type { AfterRestore, RestoreGap } from "../../protocol/staff/staff-api.ts";
import type { LedgerState } from "../ledger/ledger.ts";
import type { StorageTx } from "../storage/ports.ts";
import { intersectRanges, missingRanges } from "./health.ts";

const setting = "restore.gaps";

const noteSchema = v.object({
  at: v.number(),
  takenAt: v.number(),
  isOlder: v.boolean(),
  gaps: v.array(
    v.object({
      village: v.string(),
      device: v.string(),
      log: v.string(),
      missing: v.array(v.tuple([v.number(), v.number()])),
    }),
  ),
});

export type RestoreFacts = {
  readonly at: UnixMs;
  /** When the backup was taken. */
  readonly takenAt: UnixMs;
  /** Tablets may have forgotten what was in every backup that counted; this one did not. */
  readonly isOlder: boolean;
};

/** Names what the ledger heard of and the store does not hold; keeps the list for the monitor. */
export async function noteRestore(
  tx: StorageTx,
  ledger: LedgerState,
  facts: RestoreFacts,
): Promise<readonly RestoreGap[]> {
  const gaps = await findGaps(tx, ledger);
  await tx.settings.set(setting, JSON.stringify({ ...facts, gaps }));
  return gaps;
}

/** What is still open of the last restore; undefined when nothing is. */
export async function readAfterRestore(tx: StorageTx): Promise<AfterRestore | undefined> {
  const stored = await tx.settings.get(setting);
  const note = v.safeParse(noteSchema, stored === undefined ? undefined : JSON.parse(stored));
  if (!note.success) return undefined;
  const open: RestoreGap[] = [];
  for (const gap of note.output.gaps) {
    const [device, logId] = [fromHex(gap.device), fromHex(gap.log)];
    const top = gap.missing.at(-1)?.[1] ?? 0;
    if (!device || !logId) continue;
    const missing = intersectRanges(gap.missing, missingRanges(top, await tx.entries.heldSeqs(device, logId)));
    if (missing.length > 0) open.push({ ...gap, missing });
  }
  const { at, takenAt, isOlder } = note.output;
  return open.length > 0 ? { at, takenAt, isOlder, gaps: open } : undefined;
}

type Log = { readonly device: Bytes; readonly logId: Bytes; readonly top: number };

async function findGaps(tx: StorageTx, ledger: LedgerState): Promise<readonly RestoreGap[]> {
  const logs = new Map<string, Log>();
  for (const { device, logId, seq } of ledger.heads())
    logs.set(toHex(device) + toHex(logId), { device, logId, top: seq });
  for (const { device, logId, seqMax } of await tx.entries.heldLogs()) {
    const name = toHex(device) + toHex(logId);
    logs.set(name, { device, logId, top: Math.max(seqMax, logs.get(name)?.top ?? 0) });
  }
  const villages = villagesOf(ledger);
  const gaps: RestoreGap[] = [];
  for (const { device, logId, top } of logs.values()) {
    const missing = missingRanges(top, await tx.entries.heldSeqs(device, logId));
    const village = villages.get(toHex(device));
    if (missing.length > 0 && village !== undefined)
      gaps.push({ village, device: toHex(device), log: toHex(logId), missing });
  }
  return gaps.toSorted((a, b) => a.village.localeCompare(b.village)).slice(0, restoreGapsMax);
}

/** Dotted codes by device: what its newest certificate says. */
function villagesOf(ledger: LedgerState): ReadonlyMap<string, string> {
  const oldestFirst = ledger.certificates().toSorted((a, b) => a.certificate.serial - b.certificate.serial);
  return new Map(
    oldestFirst.map(({ certificate }) => [
      toHex(certificate.device),
      villageCode(certificate.village) ?? String(certificate.village),
    ]),
  );
}
