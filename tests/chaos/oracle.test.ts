/** The witness itself: everything it is there to notice is planted once. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import type { Holdings, OnTablet } from "./oracle.ts";
import { Oracle, disagreements, owed } from "./oracle.ts";

const answers = { name: "SITI" };
const entry = { digest: "d1", kind: "application", slipCode: "A", state: "complete" };
const opened = { slipCode: "A", stage: "received", content: { answers, photos: [{}] } };
const held: Holdings = { entries: [entry], cases: [opened] };
const nothing: Holdings = { entries: [], cases: [] };

let folder: string;
let oracle: Oracle;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "loket-oracle-"));
  oracle = new Oracle(join(folder, "oracle.jsonl"));
  oracle.attempted({ draftId: "1", answers, photos: 1 });
  oracle.shown({ code: "A", kind: "application", state: "saved" });
});

afterEach(() => rmSync(folder, { recursive: true, force: true }));

test("is content with what is held as it was shown", () => {
  expect([...oracle.wrongs(oracle.seen(), held), ...owed(oracle.seen(), held)]).toEqual([]);
});

test("an application that was never shown is owed to nobody", () => {
  oracle.attempted({ draftId: "2", answers: { name: "BUDI" }, photos: 0 });
  expect(owed(oracle.seen(), held)).toEqual([]);
});

test("names what is lost, held in part, held twice, or was green too early", () => {
  expect(owed(oracle.seen(), nothing)).toEqual(["lost: A, which was shown as saved"]);
  const inPart = { entries: [{ ...entry, state: "held" }], cases: [opened] };
  expect(owed(oracle.seen(), inPart)).toEqual(["stuck: A is held as held"]);
  expect(owed(oracle.seen(), { ...held, cases: [] })).toEqual(["stuck: A is held and became no case"]);
  expect(oracle.wrongs(oracle.seen(), { entries: [entry, entry], cases: [opened] })).toEqual([
    "doubled: entry d1",
    "doubled: A",
  ]);
  expect(oracle.wrongs(oracle.seen(), { ...held, cases: [opened, { ...opened, slipCode: "B" }] })).toHaveLength(1);
  oracle.shown({ code: "A", kind: "application", state: "complete" });
  expect(oracle.wrongs(oracle.seen(), inPart)).toEqual(["untrue: A was shown green and is not held"]);
});

test("names what nobody said, photos that are missing, and a withdrawal that is", () => {
  const other = { ...opened, content: { answers: { name: "SITA" }, photos: [] } };
  expect(oracle.wrongs(oracle.seen(), { ...held, cases: [other] })).toEqual(["untrue: A says what nobody said"]);
  const dark = { ...opened, content: { answers, photos: [] } };
  expect(oracle.wrongs(oracle.seen(), { ...held, cases: [dark] })).toEqual(["untrue: A has 0 photos of 1"]);
  oracle.shown({ code: "A", kind: "withdrawal", state: "saved" });
  expect(owed(oracle.seen(), held)).toEqual(["lost: the withdrawal A"]);
});

test("a row that stays, and a decision that does not come back, are stuck", () => {
  const item: OnTablet = { slipCode: "A", kind: "application", state: "complete", stage: undefined };
  expect(disagreements([item], held)).toEqual([]);
  expect(disagreements([{ ...item, state: "held" }], held)).toHaveLength(1);
  expect(disagreements([item], { ...held, cases: [{ ...opened, stage: "accepted" }] })).toHaveLength(1);
  expect(
    disagreements([{ ...item, stage: "accepted" }], { ...held, cases: [{ ...opened, stage: "accepted" }] }),
  ).toEqual([]);
});
