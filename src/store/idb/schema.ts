/**
 * Versions of the browser's database. The list only grows: a released version is never edited, a table or index never
 * dropped, a retired name never used again (failures F21, F22). A snapshot test holds it.
 */

export const databaseName = "loket";

/** What each version adds: tables (all keyed by `key`) and indexed columns; `a+b` is an index over both. */
export const schemaVersions: readonly {
  readonly version: number;
  readonly adds: Readonly<Record<string, readonly string[]>>;
}[] = [
  {
    version: 1,
    adds: {
      entries: ["applicationId", "draftId", "outstanding", "unsafe", "appendedAt", "logId+seq", "unsafe+logId"],
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
    },
  },
];

export const newestVersion = Math.max(...schemaVersions.map(({ version }) => version));

/** Brings a database from `oldVersion` up to date inside its upgrade transaction. Only adds. */
export function upgrade(database: IDBDatabase, transaction: IDBTransaction, oldVersion: number): void {
  for (const { version, adds } of schemaVersions) {
    if (version <= oldVersion) continue;
    for (const [table, columns] of Object.entries(adds)) {
      const store = database.objectStoreNames.contains(table)
        ? transaction.objectStore(table)
        : database.createObjectStore(table, { keyPath: "key" });
      for (const column of columns) store.createIndex(column, column.includes("+") ? column.split("+") : column);
    }
  }
}
