/**
 * Versions of the browser's database. The list only grows: a released version is never edited, a table or index never
 * dropped, a retired name never used again (failures F21, F22). A snapshot test holds it.
 */

/** Stores of each version as Dexie spells them: key first, then indexes. */
export const schemaVersions: readonly { readonly version: number; readonly stores: Readonly<Record<string, string>> }[] = [
  {
    version: 1,
    stores: {
      entries: "key, applicationId, logId, draftId, outstanding, unsafe",
      lines: "key",
      drafts: "key",
      labels: "key",
      copies: "key",
      notices: "key, applicationId",
      fields: "key",
      configurations: "key",
      slips: "key",
      state: "key",
    },
  },
];

export const databaseName = "loket";
