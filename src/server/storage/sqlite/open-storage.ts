/**
 * The embedded store: one SQLite file, one connection, one writer at a time. Every transaction begins immediate, so that
 * a second process on the same file waits at the start and never fails in the middle.
 */
import type { DatabaseSync } from "node:sqlite";
import { CamelCasePlugin, Kysely, SqliteDialect } from "kysely";
import { assert } from "../../../base/assert.ts";
import { tellingFull } from "../disk-full.ts";
import type { Storage, StorageTx } from "../ports.ts";
import type { Bound } from "./bound.ts";
import { blobIndex } from "./blob-index.ts";
import { caseStore } from "./case-store.ts";
import { deviceStore } from "./device-store.ts";
import {
  attemptStore,
  backupStore,
  budgetStore,
  codeStore,
  lookStore,
  settingStore,
  shelfStore,
} from "./small-stores.ts";
import { entryStore } from "./entry-store.ts";
import { erasureStore } from "./erasure-store.ts";
import { intakeStore } from "./intake-store.ts";
import { migrations } from "./migrations.ts";
import { asKyselyDatabase, openNodeSqlite, readPragma } from "./node-sqlite.ts";
import { fillRunningHashes, noticeStore } from "./notice-store.ts";
import type { Tables } from "./schema.ts";
import { dayCounts, statusCounts } from "./status-counts.ts";

export type SqliteStorage = Storage & {
  /**
   * What a dying process does: work that has not committed leaves no trace and everything it tries from now on throws.
   * What was committed stays. For the simulator.
   */
  crash(): Promise<void>;
  /**
   * The open file, for backups and read-only looks. Writing through it would land in whatever transaction is open, and a
   * second connection of this process would wait for one that cannot end meanwhile: other data has a file of its own.
   */
  readonly database: DatabaseSync;
};

/** Opens (and grows) the database at `path` for one regency; ":memory:" for tests. Throws when it is not careful enough. */
export function openSqliteStorage(path: string, regency: string): SqliteStorage {
  const database = openNodeSqlite(path);
  migrate(database);
  return sqliteStorageOver(database, regency);
}

/** The store over a file that is open and up to date. */
export function sqliteStorageOver(database: DatabaseSync, regency: string): SqliteStorage {
  const kysely = new Kysely<Tables>({
    dialect: new SqliteDialect({ database: asKyselyDatabase(database) }),
    plugins: [new CamelCasePlugin()],
  });
  let queue: Promise<unknown> = Promise.resolve();
  let life = 0;

  const run = async <T>(born: number, work: (tx: StorageTx) => Promise<T>): Promise<T> => {
    let over = false;
    const tables = (): Kysely<Tables> => {
      assert(life === born && !over, "the transaction is over");
      return kysely;
    };
    tables();
    // Said to the file itself: these three words need no builder, and every exchange says them often.
    database.exec("begin immediate");
    try {
      const value = await work(storesOf({ regency, tables }));
      tables();
      database.exec("commit");
      over = true;
      return value;
    } catch (error) {
      over = true;
      // After a full disk SQLite may have rolled back by itself.
      if (database.isTransaction) database.exec("rollback");
      throw error;
    }
  };

  return {
    database,
    transaction: (work) => {
      const born = life;
      const result = queue.then(() => tellingFull(() => run(born, work)));
      queue = result.catch(() => undefined);
      return result;
    },
    outsideVersion: () => Number(readPragma(database, "data_version")),
    crash: async () => {
      life += 1;
      await queue;
    },
    close: async () => {
      await queue;
      await kysely.destroy();
    },
  };
}

function storesOf(bound: Bound): StorageTx {
  return {
    entries: entryStore(bound),
    intake: intakeStore(bound),
    blobs: blobIndex(bound),
    devices: deviceStore(bound),
    notices: noticeStore(bound),
    cases: caseStore(bound),
    attempts: attemptStore(bound),
    looks: lookStore(bound),
    erasures: erasureStore(bound),
    enrolment: codeStore(bound),
    budgets: budgetStore(bound),
    shelf: shelfStore(bound),
    backups: backupStore(bound),
    settings: settingStore(bound),
    status: () => statusCounts(bound),
    dayCounts: (dayStart) => dayCounts(bound, dayStart),
  };
}

/** Brings the file up to the newest migration, each in a transaction of its own. */
function migrate(database: DatabaseSync): void {
  for (const { number, statements } of migrations) {
    database.exec("begin immediate");
    // Read inside the transaction: two processes may open one file at the same time.
    if (Number(readPragma(database, "user_version")) < number) {
      for (const statement of statements) database.exec(statement);
      database.exec(`PRAGMA user_version = ${number}`);
    }
    database.exec("commit");
  }
  database.exec("begin immediate");
  fillRunningHashes(database);
  database.exec("commit");
}
