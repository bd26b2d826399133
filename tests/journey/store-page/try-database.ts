/** Everything the `Database` port promises, asked of whichever database is given; the answers are compared. */
import type { Database } from "../../../src/store/ports.ts";
import type { EntryRow } from "../../../src/store/tables.ts";

function entry(key: string, more: Partial<EntryRow>): EntryRow {
  return {
    key,
    device: new Uint8Array(2),
    kind: "application",
    applicationId: "a1",
    logId: "l1",
    seq: 1,
    priority: 0,
    size: 1,
    blobs: [{ hash: new Uint8Array(1), size: 1 }],
    runningHash: new Uint8Array(8),
    draftId: key,
    appendedAt: 1,
    custody: { delivery: "new", receipt: undefined, safe: false },
    outstanding: 1,
    unsafe: 1,
    purged: 0,
    ...more,
  };
}

const rows: readonly EntryRow[] = [
  entry("aa01", { seq: 1, appendedAt: 30 }),
  entry("aa02", { seq: 12, appendedAt: 10, unsafe: 0, outstanding: 0 }),
  entry("bb01", { seq: 3, logId: "l2", appendedAt: 20, applicationId: "a2" }),
  entry("bb02", { seq: 2, logId: "l2", appendedAt: 40 }),
  entry("cc01", { seq: 1, logId: "l3", appendedAt: 5, unsafe: 0 }),
];

/** Fills `database` and asks it everything. Of rows only the keys are given back, and one row whole. */
export async function tryDatabase(database: Database): Promise<unknown> {
  const keysOf = (found: readonly { readonly key: string }[]): readonly string[] => found.map((row) => row.key);
  await database.transact([], () => rows.map((put) => ({ table: "entries", put }) as const));
  let seen: readonly (string | undefined)[] = [];
  await database.transact(
    [
      { table: "entries", key: "aa01" },
      { table: "drafts", key: "none" },
    ],
    (found) => {
      seen = [found.get("entries", "aa01")?.draftId, found.get("drafts", "none")?.key];
      return [
        { table: "slips", put: { key: "s", slip: new Uint8Array([1, 2]) } },
        { table: "slips", put: { key: "t", slip: new Uint8Array([3]) } },
        { table: "slips", remove: "t" },
      ];
    },
  );
  const isUndone = await database
    .transact([], () => {
      throw new Error("no");
    })
    .then(
      () => false,
      () => true,
    );
  return {
    seen,
    isUndone,
    row: await database.get("entries", "bb01"),
    none: (await database.get("entries", "zz")) === undefined,
    many: keysOf(await database.getMany("entries", ["bb02", "zz", "aa01"])),
    all: keysOf(await database.all("entries")),
    slips: await database.all("slips"),
    keys: await database.keys("entries"),
    application: keysOf(await database.where("entries", "applicationId", "a1")),
    outstanding: keysOf(await database.where("entries", "outstanding", 1)),
    prefix: keysOf(await database.startingWith("entries", "bb")),
    newest: keysOf(await database.newestEntries(3)),
    heads: keysOf(await database.headsOfUnsafeLogs()),
  };
}
