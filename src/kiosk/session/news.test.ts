import { expect, it } from "vitest";
import type { OutboxItem } from "../../worker/worker-api.ts";
import { newsOf } from "./news.ts";

type Label = NonNullable<OutboxItem["label"]>;

const item = (
  applicationId: string,
  stage: string | undefined,
  label: Partial<Label> = {},
  more: Partial<OutboxItem> = {},
) =>
  ({
    applicationId,
    slipCode: `CODE-${applicationId}`,
    digest: applicationId,
    kind: "application",
    label: {
      name: applicationId,
      serviceId: "ktp-el-lost",
      missing: [],
      phone: undefined,
      rt: undefined,
      toldStage: undefined,
      ...label,
    },
    appendedAt: 1_795_000_000_000,
    state: "complete",
    photosMissing: 0,
    setAside: undefined,
    isInFile: false,
    urgent: false,
    stage,
    ...more,
  }) satisfies OutboxItem;

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
