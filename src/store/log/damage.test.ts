/** Journal and database damaged together (failures §5f): what can be read is there, what cannot is counted as a gap. */
import { describe, expect, test } from "vitest";
import { unwrap } from "../../base/result.ts";
import type { MemoryMedium } from "../memory/memory-disks.ts";
import { parseSegment } from "../journal/segment.ts";
import { loseDatabase, makeMemoryMedium } from "../memory/memory-disks.ts";
import { enrolMedium, putTestDraft, startTablet } from "../memory/test-tablet.ts";

const people = ["budi", "siti", "tono", "wati", "joko"] as const;

/** One log of five entries. */
async function fiveFiled(): Promise<MemoryMedium> {
  const medium = makeMemoryMedium();
  enrolMedium(medium);
  for (const person of people) putTestDraft(medium, person);
  const tablet = await startTablet(medium, "first");
  for (const person of people) unwrap(await tablet.submit(person));
  return medium;
}

function change(medium: MemoryMedium, harm: (bytes: Uint8Array) => Uint8Array<ArrayBuffer>): void {
  for (const [name, bytes] of medium.files) medium.files.set(name, harm(bytes));
}

/** Where line `at` begins; length, digest and check of a record take 40 bytes. */
function startOf(bytes: Uint8Array, at: number): number {
  const behind = unwrap(parseSegment(bytes)).records.slice(at);
  return bytes.byteLength - behind.reduce((sum, { payload }) => sum + payload.byteLength + 40, 0);
}

/** Other bytes over the lines from `first` up to and without `end`, their lengths included. */
const garble =
  (first: number, end: number, other: (at: number) => number = (at) => (at * 151 + 13) % 256) =>
  (bytes: Uint8Array) => {
    const copy = new Uint8Array(bytes);
    for (let at = startOf(bytes, first); at < startOf(bytes, end) - 5; at += 1) copy[at] = other(at);
    return copy;
  };

const both =
  (one: (bytes: Uint8Array) => Uint8Array, two: (bytes: Uint8Array) => Uint8Array) => (bytes: Uint8Array) => {
    const other = two(bytes);
    return Uint8Array.from(one(bytes), (byte, at) => (byte === bytes[at] ? (other[at] ?? 0) : byte));
  };

const garbleHead = (bytes: Uint8Array) => {
  const copy = new Uint8Array(bytes);
  return copy.fill(7, 0, startOf(bytes, 0) - 5);
};

describe.each([
  ["a torn tail", (bytes: Uint8Array) => new Uint8Array(bytes.subarray(0, bytes.byteLength - 9)), 4, 0, 0],
  ["garbage over one line", garble(2, 3), 4, 1, 1],
  ["garbage over two lines", garble(1, 3), 3, 1, 2],
  ["garbage in two places", both(garble(1, 2), garble(3, 4)), 3, 2, 2],
  ["garbage over the head", garbleHead, 5, 1, 0],
  ["a zeroed line", garble(2, 3, () => 0), 4, 1, 1],
] as const)("%s", (_, harm, readable, damaged, gaps) => {
  test("beside a lost database: the rest is there, and the district learns how many are not", async () => {
    const medium = await fiveFiled();
    change(medium, harm);
    loseDatabase(medium);
    const { report } = await startTablet(medium, "second");
    expect(report).toMatchObject({ incident: "database-empty", rebuilt: readable, damaged, lost: gaps });
    expect(medium.rows.state.get("incident")).toMatchObject({ lost: gaps });
    expect(medium.rows.entries.size).toBe(readable);
  });

  test("beside a sound database: nothing is lost", async () => {
    const medium = await fiveFiled();
    change(medium, harm);
    const { report } = await startTablet(medium, "second");
    const incident = damaged > 0 ? "journal-damaged" : undefined;
    expect(report).toMatchObject({ incident, rebuilt: 0, lost: 0 });
    expect(medium.rows.entries.size).toBe(people.length);
  });
});

test("a journal file that is gone costs nothing while the database is there", async () => {
  const medium = await fiveFiled();
  medium.files.clear();
  expect((await startTablet(medium, "second")).report).toMatchObject({ incident: undefined, lost: 0 });
  expect(medium.rows.entries.size).toBe(people.length);
});

test("what was purged is no gap", async () => {
  const medium = await fiveFiled();
  const rows = [...medium.rows.entries.values()].toSorted((a, b) => a.seq - b.seq);
  for (const row of rows.slice(0, 2)) medium.rows.entries.set(row.key, { ...row, purged: 1 });
  change(medium, garble(3, 4));
  expect((await startTablet(medium, "second")).report).toMatchObject({ incident: "journal-damaged", lost: 0 });
});
