/** The device report: how a tablet feels, in numbers only; no personal data. Sent when it changed or 15 minutes old. */
import type { CborValue } from "./cbor.ts";

/** Numbers of the report's fields on the wire. They only grow; a retired number is never used again. */
export const reportFields = {
  appVersion: 1,
  configVersion: 2,
  browserVersion: 3,
  /** the tablet's own clock, milliseconds since 1970 */
  clock: 4,
  /** entries not yet complete, and the claimed time of the oldest */
  unreceipted: 5,
  oldestUnreceiptedAt: 6,
  drafts: 7,
  storageUsedBytes: 8,
  storageQuotaBytes: 9,
  persisted: 10,
  batteryPercent: 11,
  charging: 12,
  backgroundSync: 13,
  opfs: 14,
  camera: 15,
  locks: 16,
  strictWrites: 17,
  lastErrorCode: 18,
  /** 1 = the database was found empty or short and was rebuilt from the journal */
  incident: 19,
  quarantined: 20,
  /** entries that neither journal nor database of the tablet can read any more */
  lost: 21,
} as const;

export type ReportField = keyof typeof reportFields;
export type DeviceReport = { readonly [Field in ReportField]?: string | number | boolean };

const FIELD_OF = new Map<unknown, ReportField>(
  (Object.keys(reportFields) as ReportField[]).map((field) => [reportFields[field], field]),
);
const textMax = 120;

export function reportToCbor(report: DeviceReport): ReadonlyMap<number, CborValue> {
  const map = new Map<number, CborValue>();
  for (const field of Object.keys(reportFields) as ReportField[]) {
    const value = report[field];
    if (value !== undefined) map.set(reportFields[field], typeof value === "number" ? Math.trunc(value) : value);
  }
  return map;
}

/** Keeps what is known and of a plain type; a stranger's fields are passed over. */
export function reportFromCbor(map: ReadonlyMap<unknown, unknown>): DeviceReport {
  const report: { [Field in ReportField]?: string | number | boolean } = {};
  for (const [number, value] of map) {
    const field = FIELD_OF.get(number);
    if (!field) continue;
    if (typeof value === "string") report[field] = value.slice(0, textMax);
    else if (typeof value === "boolean") report[field] = value;
    else if (typeof value === "number" && Number.isSafeInteger(value)) report[field] = value;
  }
  return report;
}
