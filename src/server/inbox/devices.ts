/** What an exchange teaches the district about the tablet that made it, and about one whose log was continued twice. */
import type { Bytes } from "../../base/bytes.ts";
import { fromHex } from "../../base/bytes.ts";
import type { Cursor } from "../../protocol/bundle.ts";
import type { District } from "../district.ts";
import type { StorageTx } from "../storage/ports.ts";
import type { DeviceRow } from "../storage/rows.ts";
import type { Session } from "./session.ts";

/** A device nobody has heard of yet. `lastSeenAt` 0: known by its entries only, it never made an exchange. */
function newDevice(device: Bytes, village: number, at: number): DeviceRow {
  return {
    device,
    village,
    firstSeenAt: at,
    lastSeenAt: 0,
    report: "",
    reportAt: 0,
    clockDriftMs: 0,
    forkedAt: 0,
    forkSeenAt: 0,
    toldThrough: 0,
    offeredThrough: 0,
    offeredAt: 0,
  };
}

/** The device's row, or a fresh one that is not stored yet. */
export async function findDevice(
  tx: StorageTx,
  district: District,
  device: Bytes,
  village: number,
): Promise<DeviceRow> {
  return (await tx.devices.find(device)) ?? newDevice(device, village, district.clock.now());
}

/** Remembers since when the device is forked; once is enough until somebody has seen to it. */
export async function flagFork(tx: StorageTx, district: District, device: Bytes, village: number): Promise<void> {
  const row = await findDevice(tx, district, device, village);
  if (row.forkedAt > row.forkSeenAt) return;
  await tx.devices.put({ ...row, forkedAt: district.clock.now() });
  district.log.warn("device-forked", { village });
}

/** True while a fork nobody has seen to is known, from entries that came or from heads that were announced. */
export function showsFork(row: DeviceRow | undefined, announcedAt: number): boolean {
  return Math.max(row?.forkedAt ?? 0, announcedAt) > (row?.forkSeenAt ?? 0);
}

/** Staff have seen to the forks known by now. False when no such device was ever heard of. */
export async function settleFork(district: District, id: string): Promise<boolean> {
  const device = fromHex(id);
  if (!device) return false;
  return district.storage.transaction(async (tx) => {
    const row = await tx.devices.find(device);
    if (!row) return false;
    const known = Math.max(row.forkedAt, district.ledger.state.forkedAt(device));
    await tx.devices.put({ ...row, forkSeenAt: Math.max(known, district.clock.now()) });
    return true;
  });
}

/**
 * From which change on a tablet is told. What it shows is worth more than what we believe to have reached it: its database
 * may have fallen back to an older commit. Of another epoch its number says little, of none it is an older tablet, or new.
 */
export function toldFrom(row: DeviceRow, shown: Cursor | undefined, epoch: number): number {
  if (!shown) return row.toldThrough;
  return shown.epoch === epoch ? shown.position : Math.min(shown.position, row.toldThrough);
}

/**
 * The row after an exchange: seen now, newest report, and what is known to have reached the tablet. A stand it shows
 * back that is as new as our last offer proves that the offer arrived. A carried bundle was made on another day: it is
 * news of the tablet only where it shows our last answer, and never tells how its clock goes.
 */
export function seenDevice(row: DeviceRow, district: District, session: Session): DeviceRow {
  const { shown, sender } = session;
  const { road } = session.way;
  const now = district.clock.now();
  const arrived = shown !== undefined && row.offeredAt > 0 && shown.time >= row.offeredAt;
  const told = arrived ? { ...row, toldThrough: Math.max(row.toldThrough, row.offeredThrough) } : row;
  if (road === "courier" && !arrived && row.lastSeenAt > 0) return told;
  const { report } = sender.body;
  const isClockTold = typeof report?.clock === "number" && road === "network";
  return {
    ...told,
    lastSeenAt: now,
    ...(report && {
      report: JSON.stringify(report),
      reportAt: now,
      clockDriftMs: isClockTold ? (report.clock ?? now) - now : row.clockDriftMs,
    }),
  };
}
