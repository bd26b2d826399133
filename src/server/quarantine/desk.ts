/**
 * The desk of what people have to look at: entries that were set aside, each with its reason, and beside them those that
 * only wait for photos, which is nothing to worry about. Reads, and keeps the note of whoever looked.
 */
import type { Bytes } from "../../base/bytes.ts";
import { toHex } from "../../base/bytes.ts";
import { setAsideShownMax } from "../../base/limits.ts";
import { villageCode } from "../../domain/areas/areas.ts";
import { slipCode } from "../../domain/slip/slip-code.ts";
import { parseOwnHeader } from "../../protocol/entry.ts";
import type { QuarantineDesk, QuarantineItem, WaitingItem } from "../../protocol/staff/set-aside.ts";
import { cells, closeCell, openCell } from "../cases/columns.ts";
import type { District } from "../district.ts";
import type { StorageTx } from "../storage/ports.ts";
import type { EntryRow, LookRow } from "../storage/rows.ts";
import { canReopen } from "./reopen.ts";

/** Everything that was set aside and waits for photos, the oldest first, a bite of each. */
export function readDesk(district: District): Promise<QuarantineDesk> {
  const at = district.clock.now();
  return district.storage.transaction(async (tx) => {
    const rows = await tx.entries.listSetAside(setAsideShownMax);
    const looks = new Map(
      (await tx.looks.findMany(rows.map((row) => row.digest))).map((row) => [toHex(row.digest), row]),
    );
    const waiting = await tx.entries.listWaitingForBlobs(setAsideShownMax);
    const missing = await missingOf(tx, waiting);
    return {
      at,
      reasons: await tx.entries.countSetAside(),
      items: await Promise.all(rows.map((row) => itemOf(tx, district, row, looks.get(toHex(row.digest))))),
      waiting: await Promise.all(waiting.map((row) => waitingItem(tx, row, missing.get(toHex(row.digest)) ?? 0))),
    };
  });
}

/** Remembers that somebody looked at an entry, and their note. False when no such entry is set aside. */
export async function markLooked(
  district: District,
  digest: Bytes,
  look: { readonly by: string; readonly note: string },
): Promise<boolean> {
  const note = await closeCell(district, cells.look(digest), look.note);
  return district.storage.transaction(async (tx) => {
    if ((await tx.entries.find(digest))?.standing !== "set-aside") return false;
    await tx.looks.put({ digest, at: district.clock.now(), by: look.by, note });
    return true;
  });
}

async function missingOf(tx: StorageTx, rows: readonly EntryRow[]): Promise<ReadonlyMap<string, number>> {
  const counts = new Map<string, number>();
  for (const { digest } of await tx.blobs.listMissing(rows.map((row) => row.digest)))
    counts.set(toHex(digest), (counts.get(toHex(digest)) ?? 0) + 1);
  return counts;
}

async function itemOf(
  tx: StorageTx,
  district: District,
  row: EntryRow,
  look: LookRow | undefined,
): Promise<QuarantineItem> {
  return {
    ...(await placeOf(tx, row)),
    kind: row.kind,
    reason: row.reason ?? "",
    canReopen: canReopen(row.reason),
    look: look && { by: look.by, at: look.at, note: await noteOf(district, look) },
  };
}

async function waitingItem(tx: StorageTx, row: EntryRow, missing: number): Promise<WaitingItem> {
  const own = parseOwnHeader(row.own);
  return { ...(await placeOf(tx, row)), missing, photos: own.ok ? own.value.blobs.length : missing };
}

/** Where an entry came from, and the case it belongs to if there is one. */
async function placeOf(tx: StorageTx, row: EntryRow) {
  const found = await tx.cases.find(row.applicationId);
  return {
    digest: toHex(row.digest),
    village: villageCode(row.village) ?? "",
    device: toHex(row.device),
    slipCode: slipCode(row.applicationId),
    application: found && toHex(row.applicationId),
    receivedAt: row.receivedAt,
  };
}

async function noteOf(district: District, { digest, note }: LookRow): Promise<string> {
  const clear = await openCell(district, cells.look(digest), note);
  return clear.ok && typeof clear.value === "string" ? clear.value : "";
}
