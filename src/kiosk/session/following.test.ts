import { expect, it } from "vitest";
import { outboxItem } from "../../../tests/support/outbox-item.ts";
import type { OutboxItem } from "../../worker/worker-api.ts";
import { followingOf } from "./following.ts";

const item = (applicationId: string, missing: readonly string[], change: Partial<OutboxItem> = {}): OutboxItem =>
  outboxItem(applicationId, { missing }, change);

it.each<[string, readonly OutboxItem[], readonly string[]]>([
  ["nothing that is complete", [item("a", [])], []],
  ["what lacks a paper", [item("a", ["kk"]), item("b", [])], ["a"]],
  ["nothing that a later entry has brought", [item("a", [], { kind: "correction" }), item("a", ["kk"])], []],
  ["what a later entry still lacks", [item("a", ["kk"], { kind: "correction" }), item("a", ["kk", "akta"])], ["a"]],
  ["nothing withdrawn", [item("a", ["kk"], { kind: "withdrawal" }), item("a", ["kk"])], []],
  ["nothing the district has decided", [item("a", ["kk"], { stage: "rejected" })], []],
  ["what the district asks for too", [item("a", ["kk"], { stage: "correction-asked" })], ["a"]],
  ["nothing while the names are locked", [item("a", ["kk"], { label: undefined })], []],
])("lists %s", (_what, outbox, listed) => {
  expect(followingOf(outbox).map(({ applicationId }) => applicationId)).toEqual(listed);
});
