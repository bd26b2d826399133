/** Gathers what the monitor compares: certificates and heads from the ledger, devices and held places from the store. */
import type { Bytes } from "../../base/bytes.ts";
import { fromHex, toHex } from "../../base/bytes.ts";
import { allVillages, villageCode } from "../../domain/areas/areas.ts";
import { dateInJakarta } from "../../domain/date/civil-date.ts";
import { reportFields } from "../../protocol/device-report.ts";
import type { DeviceReport, ReportField } from "../../protocol/device-report.ts";
import { deviceIdBytes } from "../../protocol/keys.ts";
import type { DeviceDetail, RegencyHealth } from "../../protocol/staff/staff-api.ts";
import type { District } from "../district.ts";
import { showsFork } from "../inbox/devices.ts";
import type { LedgerState } from "../ledger/ledger.ts";
import type { StorageTx } from "../storage/ports.ts";
import type { DeviceRow, HeldLogRow } from "../storage/rows.ts";
import { readScrubReport } from "../scrub/damages.ts";
import { readAfterRestore } from "./after-restore.ts";
import { findUnusual, newestCertificate, readBudget } from "./budgets.ts";
import type { DeviceFacts, LogFacts } from "./health.ts";
import { groupBy, logGap, missingOf, missingRanges, villageHealth } from "./health.ts";

/** Written by whoever proved that the recovery file opens. */
export const recoveryVerifiedSetting = "recovery.verified-at";

/** The whole regency at this moment. */
export async function readRegencyHealth(district: District): Promise<RegencyHealth> {
  const { ledger, configuration, clock } = district;
  // Another process on this folder may have enrolled a tablet or heard of a head.
  await ledger.refresh();
  const now = clock.now();
  const { areas, office } = configuration;
  const hasRoom = await district.blobs.hasRoom();
  return district.storage.transaction(async (tx) => {
    const devices = await readDevices(tx, ledger.state, now);
    const counts = await tx.dayCounts(startOfDay(now));
    const verified = (await tx.backups.list()).map((backup) => backup.verifiedAt);
    const codes = allVillages(areas).map(({ village }) => village.code);
    return {
      at: now,
      villages: villageHealth(codes, devices, { now, workDays: office.workDays }),
      ...counts,
      afterRestore: await readAfterRestore(tx),
      scrub: await readScrubReport(tx),
      lastVerifiedBackupAt: Math.max(0, ...verified) || undefined,
      hasRoom,
      recoveryIsVerified: (await tx.settings.get(recoveryVerifiedSetting)) !== undefined,
    };
  });
}

/** Midnight of the district's day, in milliseconds. */
function startOfDay(now: number): number {
  return Date.parse(`${dateInJakarta(now)}T00:00:00+07:00`);
}

async function readDevices(tx: StorageTx, ledger: LedgerState, now: number): Promise<readonly DeviceFacts[]> {
  const rows = new Map((await tx.devices.list()).map((row) => [toHex(row.device), row]));
  const heldByDevice = groupBy(await tx.entries.heldLogs(), (log) => toHex(log.device));
  const headsByDevice = groupBy(ledger.heads(), (head) => toHex(head.device));
  const unusual = await findUnusual(tx, ledger, now);
  const facts: DeviceFacts[] = [];
  for (const enrolled of enrolledDevices(ledger).values()) {
    const { device } = enrolled;
    const logs = await readLogs(tx, ledger, headsByDevice.get(device) ?? [], heldByDevice.get(device) ?? []);
    const row = rows.get(device);
    const isForked = showsFork(row, ledger.forkedAt(definiteBytes(device)));
    facts.push({ ...enrolled, lastSeenAt: row?.lastSeenAt ?? 0, isForked, isUnusual: unusual.has(device), logs });
  }
  return facts;
}

type Enrolled = Pick<DeviceFacts, "device" | "village" | "enrolledAt" | "isRevoked">;

/** Devices by their hex id, each with what its newest certificate says. */
function enrolledDevices(ledger: LedgerState): ReadonlyMap<string, Enrolled> {
  const devices = new Map<string, Enrolled>();
  const oldestFirst = ledger.certificates().toSorted((a, b) => a.certificate.serial - b.certificate.serial);
  for (const { certificate, revokedAt } of oldestFirst) {
    const device = toHex(certificate.device);
    const village = villageCode(certificate.village) ?? "";
    devices.set(device, { device, village, enrolledAt: certificate.issuedAt, isRevoked: revokedAt !== undefined });
  }
  return devices;
}

type Head = { readonly device: Bytes; readonly logId: Bytes; readonly seq: number };

/** Every log that was announced or of which something is held. */
async function readLogs(
  tx: StorageTx,
  ledger: LedgerState,
  heads: readonly Head[],
  held: readonly HeldLogRow[],
): Promise<readonly LogFacts[]> {
  const logs = new Map<string, Head>(held.map((log) => [toHex(log.logId), { ...log, seq: 0 }]));
  for (const head of heads) logs.set(toHex(head.logId), head);
  const heldByLog = new Map(held.map((log) => [toHex(log.logId), log]));
  return Promise.all(
    [...logs].map(async ([log, { device, logId, seq: announced }]) => {
      const row = heldByLog.get(log);
      const counted = { log, announced, held: row?.held ?? 0, heldMax: row?.seqMax ?? 0 };
      if (missingOf(counted) === 0) return { ...counted, missingSince: undefined };
      const top = Math.max(announced, counted.heldMax);
      const lowest = missingRanges(top, await tx.entries.heldSeqs(device, logId))[0]?.[0] ?? top;
      return { ...counted, missingSince: ledger.announcedAt(device, logId, lowest) };
    }),
  );
}

/** One tablet, or undefined when none of that id was ever enrolled. */
export async function readDevice(district: District, id: string): Promise<DeviceDetail | undefined> {
  await district.ledger.refresh();
  const { state } = district.ledger;
  const enrolled = enrolledDevices(state).get(id);
  const device = fromHex(id);
  const newest = device?.byteLength === deviceIdBytes ? newestCertificate(state, device) : undefined;
  if (!enrolled || !device || !newest) return undefined;
  const now = district.clock.now();
  return district.storage.transaction(async (tx) => {
    const row = await tx.devices.find(device);
    const held = await tx.entries.heldLogsOf(device);
    const heads = state.heads().filter((head) => toHex(head.device) === id);
    const logs = await readLogs(tx, state, heads, held);
    const gaps = logs.map(async (log) => logGap(log, await tx.entries.heldSeqs(device, definiteBytes(log.log))));
    return {
      device: id,
      budget: await readBudget(tx, newest, now),
      isUnusual: (await findUnusual(tx, state, now)).has(id),
      village: enrolled.village,
      firstSeenAt: row?.firstSeenAt ?? enrolled.enrolledAt,
      lastSeenAt: row?.lastSeenAt ?? 0,
      ...reportOf(row),
      isRevoked: enrolled.isRevoked,
      isForked: showsFork(row, state.forkedAt(device)),
      logs: await Promise.all(gaps),
      entriesHeld: held.reduce((sum, log) => sum + log.held, 0),
    };
  });
}

function reportOf(row: DeviceRow | undefined): Pick<DeviceDetail, "report" | "reportAt" | "clockDriftMs"> {
  const stored: unknown = row && row.report !== "" ? JSON.parse(row.report) : {};
  const report: { [Field in ReportField]?: string | number | boolean } = {};
  for (const field of reportFieldNames) {
    const value: unknown = typeof stored === "object" && stored !== null ? Reflect.get(stored, field) : undefined;
    if (typeof value === "string" || typeof value === "number" || typeof value === "boolean") report[field] = value;
  }
  return { report: report satisfies DeviceReport, reportAt: row?.reportAt ?? 0, clockDriftMs: row?.clockDriftMs ?? 0 };
}

const reportFieldNames = Object.keys(reportFields).filter((name): name is ReportField =>
  Object.hasOwn(reportFields, name),
);

/** Hex of our own making. */
function definiteBytes(hex: string): Bytes {
  return fromHex(hex) ?? new Uint8Array(0);
}
