/** Opens everything a district is made of from its folders: configuration, keys, ledger, database, blobs. */
import type { Clock } from "../base/clock.ts";
import type { Random } from "../base/random.ts";
import type { Result } from "../base/result.ts";
import { err, ok } from "../base/result.ts";
import type { Configuration } from "../domain/configuration/configuration.ts";
import type { SteeringDoubt } from "../domain/configuration/doubts.ts";
import { listDoubts } from "../domain/configuration/doubts.ts";
import type { ConfigFiles } from "../domain/configuration/read-files.ts";
import { makeConfiguration } from "../domain/configuration/make-configuration.ts";
import { applyErasures } from "./backup/apply-erasures.ts";
import type { Shelf } from "./audio/shelf.ts";
import { emptyShelf, openShelf } from "./audio/shelf.ts";
import { readConfigFiles } from "./configuration/config-files.ts";
import type { Publisher } from "./configuration/publish.ts";
import { newestConfiguration, publishConfiguration } from "./configuration/publish.ts";
import type { DataFolder } from "./data-folder.ts";
import { isRestoring } from "./data-folder.ts";
import type { District, Log } from "./district.ts";
import type { DistrictKeys } from "./keys/keys.ts";
import { openKeys } from "./keys/key-files.ts";
import type { Ledger } from "./ledger/ledger.ts";
import { openLedgerFile } from "./ledger/ledger-file.ts";
import { openLedger } from "./ledger/open-ledger.ts";
import { openBlobFiles } from "./storage/blob-files.ts";
import type { SqliteStorage } from "./storage/sqlite/open-storage.ts";
import { openSqliteStorage } from "./storage/sqlite/open-storage.ts";

export type OpenOptions = {
  /** Dotted regency code, "33.29". */
  readonly regency: string;
  readonly folder: DataFolder;
  /** The folder `kiosk-config`. */
  readonly configDir: string;
  /** "publish": what the files say now becomes the newest version. "newest": what was published last, beside a server. */
  readonly configuration: "publish" | "newest";
  /** Words for the recovery file of the keys; without them none is written. */
  readonly recoveryPassphrase: string | undefined;
  readonly clock: Clock;
  readonly random: Random;
  readonly log: Log;
};

export type OpenedDistrict = {
  readonly district: District;
  /** The storage behind `district`, for what lies beside the district's own tables. */
  readonly storage: SqliteStorage;
  /** The doubts of the files, and what the regency had decided when they were read. */
  readonly doubts: readonly SteeringDoubt[];
  /** The clips that were published with the configuration; empty beside a server. */
  readonly audio: Shelf;
  close(): Promise<void>;
};

export type OpenFailure = "restore-unfinished" | "config-invalid";

/** What a restore may open while nothing is served: the keys and the ledger they prove. */
export type Foundation = { readonly keys: DistrictKeys; readonly ledger: Ledger };

/**
 * Opens a district; the first time its keys, ledger and database are made. Failures: `restore-unfinished` while a
 * restore is at work or was cut off, `config-invalid` with file and field as detail.
 */
export async function openDistrict(options: OpenOptions): Promise<Result<OpenedDistrict, OpenFailure>> {
  const { regency, folder, clock, random, log } = options;
  if (isRestoring(folder)) return err("restore-unfinished", folder.restoreMark);
  const files = readConfigFiles(options.configDir);
  if (!files.ok) return files;
  const doubts = listDoubts(files.value, regency);
  if (!doubts.ok) return doubts;
  const foundation = await openFoundation(options, files.value);
  if (!foundation.ok) return foundation;
  const { keys, ledger } = foundation.value;
  const storage = openSqliteStorage(folder.database, regency);
  const close = async (): Promise<void> => {
    await storage.close();
    await ledger.close();
  };
  const publisher = { regency, storage, ledger, keys };
  const chosen = await chooseConfiguration(options, publisher, files.value);
  if (!chosen.ok) {
    await close();
    return chosen;
  }
  const { configuration, audio } = chosen.value;
  const [faulty] = audio.faulty;
  if (faulty !== undefined) log.warn("clips-left-out", { files: audio.faulty.length, first: faulty });
  const blobs = await openBlobFiles(folder.blobs);
  const erased = await applyErasures({ storage, blobs, ledger });
  if (erased > 0) log.warn("erased-again", { entries: erased });
  const district = { regency, storage, blobs, ledger, keys, configuration, clock, random, log };
  return ok({ district, storage, doubts: doubts.value, audio, close });
}

/** Keys and ledger. Failure: `config-invalid`: the keyring names the dictionaries of the files. */
export async function openFoundation(
  options: Omit<OpenOptions, "configuration">,
  files: ConfigFiles,
): Promise<Result<Foundation, "config-invalid">> {
  const { regency, folder, clock, random, log, recoveryPassphrase } = options;
  const draft = makeConfiguration(files, regency);
  if (!draft.ok) return draft;
  const { dictionaries } = draft.value;
  const now = clock.now();
  const opened = await openKeys({ folder: folder.keys, regency, dictionaries, random, now, recoveryPassphrase });
  for (const warning of opened.warnings) log.warn(warning);
  const ledger = await openLedger({ regency, keys: opened.keys }, await openLedgerFile(folder.ledger), now);
  return ok({ keys: opened.keys, ledger });
}

type Chosen = { readonly configuration: Configuration; readonly audio: Shelf };

/** The clips are read by whoever publishes: their hashes stand in the configuration. */
async function chooseConfiguration(
  options: Pick<OpenOptions, "configuration" | "configDir">,
  publisher: Publisher,
  files: ConfigFiles,
): Promise<Result<Chosen, "config-invalid">> {
  const newest = options.configuration === "newest" ? await newestConfiguration(publisher) : undefined;
  if (newest) return newest.ok ? ok({ configuration: newest.value, audio: emptyShelf }) : newest;
  const audio = openShelf(files, options.configDir);
  if (!audio.ok) return audio;
  const published = await publishConfiguration(publisher, files, audio.value.listings);
  return published.ok ? ok({ configuration: published.value, audio: audio.value }) : published;
}
