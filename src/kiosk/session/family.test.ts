import { expect, it } from "vitest";
import { brebes } from "../../../tests/fixtures/kiosk-config.ts";
import { definite } from "../../base/assert.ts";
import { findService } from "../../domain/configuration/configuration.ts";
import type { Draft } from "../../domain/draft/draft.ts";
import { sampleFiling } from "../../domain/sample/sample-filing.ts";
import { seededFraction } from "../../domain/sample/seeded-fraction.ts";
import { justFiled, rememberFiled } from "./family.ts";
import type { Route } from "./route.ts";
import { route } from "./route.ts";

const config = brebes();
const service = definite(findService(config, "birth-certificate"), "configured");
const draft: Draft = {
  id: "1",
  serviceId: service.id,
  configVersion: 1,
  answers: { "reporter.name": "AHMAD FAUZI" },
  attachments: [],
  missing: [],
  position: { step: "sign" },
  createdAt: 0,
  updatedAt: 0,
  startedBy: { id: "1", name: "Siti" },
};

function fileFromHandOver(filed = draft): void {
  route.value = { name: "hand-over" };
  rememberFiled({ draft: filed, service, config }, "aa");
  route.value = { name: "slip", applicationId: "aa" };
}

it("is there for the slip of that application and the choice of the next matter", () => {
  fileFromHandOver();
  expect(justFiled("aa")?.draft.answers).toEqual(draft.answers);
  expect(justFiled("bb")).toBeUndefined();
  route.value = { name: "choose-service", isSameFamily: true };
  expect(justFiled()?.draft.answers).toEqual(draft.answers);
});

const elsewhere: readonly Route[] = [
  { name: "home" },
  { name: "unlock" },
  { name: "drafts" },
  { name: "what-to-bring" },
  { name: "outbox" },
  { name: "guide", guideId: "legalisation" },
  { name: "tools" },
];

it.each(elsewhere)("is gone once the tablet shows $name, for good", (other) => {
  fileFromHandOver();
  route.value = other;
  route.value = { name: "choose-service", isSameFamily: true };
  expect(justFiled()).toBeUndefined();
});

it("begins nothing after a correction", () => {
  const filing = sampleFiling(service, config, seededFraction(1), { filedAt: Date.UTC(2026, 10, 24) });
  const [applicationId, baseDigest] = [new Uint8Array(16), new Uint8Array(32)];
  fileFromHandOver({ ...draft, correctionOf: { applicationId, baseDigest, filing, requests: [] } });
  expect(justFiled("aa")).toBeUndefined();
});
