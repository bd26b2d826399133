import { expect, it } from "vitest";
import type { OutboxLabel } from "../../../tests/support/outbox-item.ts";
import { outboxItem } from "../../../tests/support/outbox-item.ts";
import type { OutboxItem } from "../../worker/worker-api.ts";
import { newsOf } from "./news.ts";

const item = (
  applicationId: string,
  stage: string | undefined,
  label: Partial<OutboxLabel> = {},
  more: Partial<OutboxItem> = {},
): OutboxItem => outboxItem(applicationId, { name: applicationId, ...label }, { stage, ...more });

it.each<[string, readonly OutboxItem[], readonly string[]]>([
  ["nothing the office still works on", [item("a", undefined), item("b", "received"), item("c", "accepted")], []],
  [
    "what is ready, refused or to be mended",
    ["ready-for-pickup", "rejected", "correction-asked"].map((stage) => item(stage, stage)),
    ["correction-asked", "ready-for-pickup", "rejected"],
  ],
  ["nothing withdrawn", [item("a", "rejected", {}, { kind: "withdrawal" })], []],
  [
    "by RT, those without one last",
    [item("a", "rejected"), item("b", "rejected", { rt: "003" }), item("c", "rejected", { rt: "001" })],
    ["c", "b", "a"],
  ],
  ["those who were told last", [item("a", "rejected", { toldStage: "rejected" }), item("b", "rejected")], ["b", "a"]],
])("lists %s", (_what, outbox, names) => {
  expect(newsOf(outbox).map(({ name }) => name)).toEqual(names);
});

it("forgets that somebody was told when there is other news", () => {
  const [one] = newsOf([item("a", "ready-for-pickup", { toldStage: "correction-asked" })]);
  expect(one?.isTold).toBe(false);
});

it("knows from what was filed what a correction does not know", () => {
  const filed = item("a", "rejected", { name: "SITI", phone: "+6281", rt: "003" });
  const mended = item("a", "rejected", { name: "" }, { kind: "correction", digest: "b" });
  expect(newsOf([mended, filed])).toMatchObject([{ name: "SITI", phone: "+6281", rt: "003" }]);
});
