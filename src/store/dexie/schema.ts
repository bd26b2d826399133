/**
 * Versions of the browser's database, in Dexie's words. The list only grows: a released version is never edited, a table
 * or index never dropped, a retired name never used again (failures F21, F22). A snapshot test holds it.
 */

export const databaseName = "loket";

/** Compound indexes; the service worker's reader asks for them by these names too. */
export const logAndSeq = "[logId+seq]";
export const unsafeAndLog = "[unsafe+logId]";

/** What each version adds: the key first, then indexed columns; `[a+b]` is an index over both. */
export const schemaVersions: readonly {
  readonly version: number;
  readonly stores: Readonly<Record<string, string>>;
}[] = [
  {
    version: 1,
    stores: {
      entries: `key, applicationId, draftId, outstanding, unsafe, appendedAt, ${logAndSeq}, ${unsafeAndLog}`,
      lines: "key",
      drafts: "key",
      labels: "key",
      copies: "key",
      notices: "key, applicationId",
      cases: "key, stage",
      fields: "key",
      configurations: "key",
      slips: "key",
      state: "key",
    },
  },
];
