import { expect, test } from "vitest";
import { tableIndexes } from "../tables.ts";
import { schemaVersions } from "./schema.ts";

/** What has been released. A line here is never changed and never removed: old tablets have these tables. */
const released = [
  {
    version: 1,
    stores: {
      entries: "key, applicationId, draftId, outstanding, unsafe, appendedAt, [logId+seq], [unsafe+logId]",
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

test("released versions of the database stay as they were", () => {
  expect(schemaVersions.slice(0, released.length)).toEqual(released);
});

test("version numbers only rise", () => {
  const numbers = schemaVersions.map(({ version }) => version);
  expect(numbers).toEqual([...new Set(numbers)].toSorted((a, b) => a - b));
});

test("the newest version has the tables and single indexes the rows ask for", () => {
  const newest = Object.assign({}, ...schemaVersions.map(({ stores }) => stores)) as Record<string, string>;
  const made = Object.entries(newest).map(([table, columns]) => [
    table,
    columns
      .split(", ")
      .slice(1)
      .filter((column) => !column.startsWith("[")),
  ]);
  expect(Object.fromEntries(made)).toEqual(tableIndexes);
});
