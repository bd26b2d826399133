/**
 * The rows of the tablet's database. Nothing here is clear personal data: drafts, labels, copies and fields are sealed
 * under the vault or to it, entries to the district (DESIGN §4.7). Knows no browser: the same rows live in memory.
 */
import type { Bytes } from "../base/bytes.ts";
import type { BlobRef, EntryKind } from "../protocol/entry.ts";
import type { OpenCourier } from "../sync/courier.ts";
import type { Custody, SyncState } from "../sync/ports.ts";

/** What the log says of an entry, and what only this device knows of it. The line itself lies in `lines`. */
export type EntryRow = {
  /** Hex digest. */
  readonly key: string;
  readonly device: Bytes;
  readonly kind: EntryKind;
  /** Hex; indexed. */
  readonly applicationId: string;
  /** Hex. */
  readonly logId: string;
  readonly seq: number;
  readonly priority: number;
  /** Bytes of both headers and the envelope. */
  readonly size: number;
  readonly blobs: readonly BlobRef[];
  /** First bytes of the running hash of its log up to and with this entry. */
  readonly runningHash: Bytes;
  /** Hex; indexed. One draft is one entry. */
  readonly draftId: string;
  /** Claimed time, milliseconds; indexed. For showing, never for order (DESIGN §4.8). */
  readonly appendedAt: number;
  readonly custody: Custody;
  /** 1 while no final receipt counts; indexed. */
  readonly outstanding: 0 | 1;
  /** 1 while not safe; indexed. */
  readonly unsafe: 0 | 1;
  /** 1 when the sealed copy is gone for good and only this row is left. */
  readonly purged: 0 | 1;
};

/** The journal's payload of an entry, signature included. */
export type LineRow = { readonly key: string; readonly payload: Bytes };

/** Something only the open vault can read. `at` orders and ages it; it is no secret. */
export type SealedRow = { readonly key: string; readonly sealed: Bytes; readonly at: number };

export type NoticeRow = {
  /** Hex id. */
  readonly key: string;
  readonly signed: Bytes;
  /** Hex; indexed. */
  readonly applicationId: string;
  readonly stage: string;
  /** District time. */
  readonly at: number;
};

/** The newest notice of an application: what lists show, without reading all that was ever said. */
export type CaseRow = {
  /** Hex application id. */
  readonly key: string;
  /** Hex id of the notice. */
  readonly notice: string;
  /** Indexed. */
  readonly stage: string;
  /** District time. */
  readonly at: number;
};

/** Named fields of a notice, sealed to this tablet's vault key. */
export type FieldsRow = { readonly key: string; readonly sealed: Bytes };

/** A signed configuration, under its version. */
export type ConfigurationRow = { readonly key: string; readonly version: number; readonly signed: Bytes };

/** A slip somebody showed to this tablet: the head it announces travels with the next bundle. */
export type SlipRow = { readonly key: string; readonly slip: Bytes };

export type StateRow =
  | { readonly key: "sync"; readonly sync: SyncState }
  /** Written once at enrolment: a database of an enrolled tablet that lacks it has been lost (failures F18). */
  | { readonly key: "born"; readonly at: number }
  /** Files of bundles that were saved, and may be answered days later. */
  | { readonly key: "couriers"; readonly couriers: readonly OpenCourier[] }
  | {
      readonly key: "incident";
      readonly kind: Incident;
      readonly rebuilt: number;
      readonly at: number;
      /** Entries neither side can read any more; not there in rows of older versions. */
      readonly lost?: number;
      /** District time of the last reply before it: a later one was the answer to a report of it. */
      readonly repliedAt?: number;
      /** A later start went well, and the district had been told of this one. */
      readonly isOver?: boolean;
    };

/** "keys-lost": settings, and with them officers, vault and signing key. "journal-damaged": files of the second copy. */
export type Incident = "database-empty" | "database-short" | "keys-lost" | "journal-damaged";

export type StoreTables = {
  readonly entries: EntryRow;
  readonly lines: LineRow;
  /** Under the vault, by draft id. */
  readonly drafts: SealedRow;
  /** Name and service of an entry, under the vault, by digest. */
  readonly labels: SealedRow;
  /** What was filed, under the vault, by application id, for 48 hours. */
  readonly copies: SealedRow;
  readonly notices: NoticeRow;
  readonly cases: CaseRow;
  readonly fields: FieldsRow;
  readonly configurations: ConfigurationRow;
  readonly slips: SlipRow;
  readonly state: StateRow;
};

export type TableName = keyof StoreTables;

export type Write = {
  readonly [T in TableName]:
    | { readonly table: T; readonly put: StoreTables[T] }
    | { readonly table: T; readonly remove: string };
}[TableName];

/** Indexed columns beside the key. Names only grow: a retired one is never used for something else. */
export const tableIndexes = {
  entries: ["applicationId", "draftId", "outstanding", "unsafe", "appendedAt"],
  lines: [],
  drafts: [],
  labels: [],
  copies: [],
  notices: ["applicationId"],
  cases: ["stage"],
  fields: [],
  configurations: [],
  slips: [],
  state: [],
} as const satisfies { readonly [T in TableName]: readonly (keyof StoreTables[T] & string)[] };

export const tableNames = Object.keys(tableIndexes) as readonly TableName[];
