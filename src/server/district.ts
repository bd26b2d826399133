/**
 * The district: one value that every server function is given. Nothing of it is ambient, so that the simulator can run
 * several districts in one process and replay a run from its seed.
 */
import type { Clock } from "../base/clock.ts";
import type { Random } from "../base/random.ts";
import type { Configuration } from "../domain/configuration/configuration.ts";
import type { DistrictKeys } from "./keys/keys.ts";
import type { Ledger } from "./ledger/ledger.ts";
import type { BlobStore, Storage } from "./storage/ports.ts";

export type District = {
  /** Dotted regency code, "33.29". */
  readonly regency: string;
  readonly storage: Storage;
  readonly blobs: BlobStore;
  readonly ledger: Ledger;
  readonly keys: DistrictKeys;
  readonly configuration: Configuration;
  readonly clock: Clock;
  readonly random: Random;
  readonly log: Log;
};

/** What may stand in a log line: codes, counts, hex of digests and device ids. Never anything personal (DESIGN §4.7). */
export type LogFields = { readonly [name: string]: string | number | boolean };

export type Log = {
  info(event: string, fields?: LogFields): void;
  warn(event: string, fields?: LogFields): void;
  error(event: string, fields?: LogFields): void;
};

/** For tests and the simulator. */
export const SILENT_LOG: Log = { info: () => undefined, warn: () => undefined, error: () => undefined };
