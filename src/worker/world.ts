/**
 * What the worker needs of the browser, as one value: disks, settings, clock, network, locks. The entry points make it;
 * everything else of this room takes it as an argument.
 */
import type { Bytes } from "../base/bytes.ts";
import type { Clock, Timer } from "../base/clock.ts";
import type { Random } from "../base/random.ts";
import type { Ballast, Database, BlobDisk, IdentityFile, JournalDisk } from "../store/ports.ts";
import type { Settings } from "../store/settings.ts";
import type { Lock, Transport } from "../sync/ports.ts";
import type { Tallies } from "./tallies.ts";

/** What the browser says of this device; for the report and the check of the tablet. */
export type DeviceFacts = {
  readonly appVersion: string;
  readonly browserVersion: string;
  readonly storageUsedBytes: number | undefined;
  readonly storageQuotaBytes: number | undefined;
  readonly persisted: boolean;
  readonly backgroundSync: boolean;
  readonly opfs: boolean;
  readonly locks: boolean;
};

/** An answer of the district, or what kept it from coming. Bodies are read whole and untrusted. */
export type HttpAnswer =
  | { readonly kind: "answer"; readonly status: number; readonly body: Bytes }
  | { readonly kind: "offline" };

export interface Http {
  /** No credentials, no cache, no redirect. Never throws. */
  get(path: string): Promise<HttpAnswer>;
  post(path: string, contentType: string, body: Bytes): Promise<HttpAnswer>;
}

export type World = {
  readonly settings: Settings;
  readonly database: Database;
  /** Opens `database`; may be called again after it threw. */
  openDatabase(): Promise<void>;
  readonly journalDisk: JournalDisk;
  readonly noticeDisk: JournalDisk;
  readonly blobs: BlobDisk;
  readonly identityFile: IdentityFile;
  readonly ballast: Ballast;
  /** False in the service worker: it sends, it never appends. */
  readonly canAppend: boolean;
  readonly clock: Clock;
  readonly timer: Timer;
  readonly random: Random;
  /** "https://host", where this origin and its district live. */
  readonly origin: string;
  readonly http: Http;
  /** Sums by month; `http` and `transport` add what they move. */
  readonly tallies: Tallies;
  facts(): Promise<DeviceFacts>;
  readonly transport: Transport;
  /** One exchange at a time, among all contexts of the origin. */
  readonly exchangeLock: Lock;
  /** One append at a time; waits for its turn. */
  withLogLock<T>(work: () => Promise<T>): Promise<T>;
  /** True when no other page of this origin has its worker running. */
  isAlone(): Promise<boolean>;
  /** Tells the other contexts of this origin that rows have changed. */
  tellOthers(): void;
  /** Called when another context has told so. */
  onOthersChange(listener: () => void): void;
  /** Tells the other contexts that somebody waits: what takes too long there shall be given up. */
  hurryOthers(): void;
  onOthersHurry(listener: () => void): void;
};
