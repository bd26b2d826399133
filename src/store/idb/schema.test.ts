import { expect, test } from "vitest";
import { tableIndexes } from "../tables.ts";
import { schemaVersions } from "./schema.ts";

/** What has been released. A line here is never changed and never removed: old tablets have these tables. */
const released = [
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

test("released versions of the database stay as they were", () => {
  expect(schemaVersions.slice(0, released.length)).toEqual(released);
});

test("version numbers only rise", () => {
  const numbers = schemaVersions.map(({ version }) => version);
  expect(numbers).toEqual([...new Set(numbers)].toSorted((a, b) => a - b));
});

test("all versions together make the tables and single indexes the rows ask for", () => {
  const made: Record<string, readonly string[]> = {};
  for (const { adds } of schemaVersions)
    for (const [table, columns] of Object.entries(adds))
      made[table] = [...(made[table] ?? []), ...columns.filter((column) => !column.includes("+"))];
  expect(made).toEqual(tableIndexes);
});
