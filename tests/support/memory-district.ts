/** A whole district in memory for tests and the simulator: production code over stores that survive a planned crash. */
import type { Bytes } from "../../src/base/bytes.ts";
import type { Clock } from "../../src/base/clock.ts";
import type { Random } from "../../src/base/random.ts";
import type { Configuration } from "../../src/domain/configuration/configuration.ts";
import type { District } from "../../src/server/district.ts";
import { SILENT_LOG } from "../../src/server/district.ts";
import type { DistrictKeys } from "../../src/server/keys/keys.ts";
import { makeKeys } from "../../src/server/keys/make-keys.ts";
import type { LedgerFile } from "../../src/server/ledger/ledger-file.ts";
import { makeMemoryLedgerFile } from "../../src/server/ledger/ledger-file.ts";
import { openLedger } from "../../src/server/ledger/open-ledger.ts";
import type { MemoryBlobs } from "../../src/server/storage/memory-blobs.ts";
import { makeMemoryBlobs } from "../../src/server/storage/memory-blobs.ts";
import { openMemoryStorage } from "../../src/server/storage/memory.ts";
import type { SqliteStorage } from "../../src/server/storage/sqlite/open-storage.ts";

export const testRegency = "33.29";
/** Gununglarang in the tests' words; a real code of the area file. */
export const testVillage = { code: "33.29.01.2001", number: 3_329_012_001 } as const;
export const otherVillage = { code: "33.29.01.2002", number: 3_329_012_002 } as const;

export type TestClock = Clock & { advance(ms: number): void };

/** A clock that moves when it is told to. */
export function makeTestClock(startMs = 1_795_000_000_000): TestClock {
  let now = startMs;
  return {
    now: () => now,
    monotonicMs: () => now,
    advance: (ms) => {
      now += ms;
    },
  };
}

/** The same bytes for the same seed (xorshift; for tests only). */
export function makeTestRandom(seed = 1): Random {
  let state = seed * 2_654_435_769 + 1;
  const next = (): number => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return state >>> 0;
  };
  return {
    bytes: (length): Bytes => Uint8Array.from({ length }, () => next() & 255),
    fraction: () => next() / 2 ** 32,
  };
}

/** As little configuration as the server core looks at: version and the villages of one subdistrict. */
export function makeTestConfiguration(): Configuration {
  const village = (code: string, name: string) => ({ code, name, type: "desa" as const });
  return {
    version: 1,
    regency: testRegency,
    regencyName: "Kabupaten Brebes",
    office: {
      name: "Dindukcapil",
      address: "",
      phone: "",
      whatsapp: "",
      workDays: [1, 2, 3, 4, 5],
      opens: "08:00",
      closes: "15:00",
      complaints: "",
    },
    switches: { allowMissingDocuments: true, allowCrossAsSignature: true, wetInkNeeded: false },
    areas: {
      source: "test",
      licence: "test",
      attribution: "test",
      province: { code: "33", name: "Jawa Tengah" },
      regency: { code: testRegency, name: "Brebes" },
      subdistricts: [
        {
          code: "33.29.01",
          name: "Salem",
          villages: [village(testVillage.code, "Satu"), village(otherVillage.code, "Dua")],
        },
      ],
    },
    regions: [],
    codelists: [],
    services: [],
    lifeEvents: [],
    texts: {},
    reasonTemplates: [],
    dictionaries: [],
  };
}

export type MemoryDistrict = District & {
  readonly storage: SqliteStorage;
  readonly blobs: MemoryBlobs;
  readonly clock: TestClock;
  readonly ledgerFile: LedgerFile;
};

export type MemoryDistrictParts = {
  readonly keys?: DistrictKeys;
  readonly storage?: SqliteStorage;
  readonly blobs?: MemoryBlobs;
  readonly ledgerFile?: LedgerFile;
  readonly clock?: TestClock;
  readonly random?: Random;
  readonly configuration?: Configuration;
};

/** A fresh district; parts of an earlier one may be handed on, as they lie after a crash or a restore. */
export async function makeMemoryDistrict(parts: MemoryDistrictParts = {}): Promise<MemoryDistrict> {
  const clock = parts.clock ?? makeTestClock();
  const random = parts.random ?? makeTestRandom();
  const configuration = parts.configuration ?? makeTestConfiguration();
  const keys =
    parts.keys ?? (await makeKeys({ regency: testRegency, random, dictionaries: configuration.dictionaries }));
  const ledgerFile = parts.ledgerFile ?? makeMemoryLedgerFile();
  return {
    regency: testRegency,
    storage: parts.storage ?? openMemoryStorage(testRegency),
    blobs: parts.blobs ?? makeMemoryBlobs(),
    ledger: await openLedger({ regency: testRegency, keys }, ledgerFile, clock.now()),
    keys,
    configuration,
    clock,
    random,
    log: SILENT_LOG,
    ledgerFile,
  };
}
