/** What was sent back is asked alone; everything else is asked whole. */
import { expect, it } from "vitest";
import { brebes } from "../../../tests/fixtures/kiosk-config.ts";
import { definite } from "../../base/assert.ts";
import type { CorrectionRequest } from "../../domain/case/case-event.ts";
import { findService } from "../../domain/configuration/configuration.ts";
import type { Answers } from "../../domain/form/answer.ts";
import { askedPhotos, askedQuestions, checkVisit } from "./asked.ts";
import type { OpenVisit } from "./visit.ts";

const today = "2026-11-24";
const config = brebes();
const service = definite(findService(config, "ktp-el-lost"), "a service of the configuration");
const officer = { id: "a", name: "Siti" };

function visitWith(answers: Answers, requests: readonly CorrectionRequest[] | undefined): OpenVisit {
  const filing = {
    kind: "application",
    secret: new Uint8Array(16),
    serviceId: service.id,
    configVersion: 1,
    answers,
    attachments: [],
    missing: [],
    officer,
    filedAt: 0,
    statement: { version: "1", signedBy: "signature" },
  } as const;
  const correctionOf = requests && {
    applicationId: new Uint8Array(16),
    baseDigest: new Uint8Array(32),
    filing,
    requests,
  };
  const draft = {
    id: "00",
    serviceId: service.id,
    configVersion: 1,
    answers,
    attachments: [],
    missing: [],
    position: { step: "check" },
    createdAt: 0,
    updatedAt: 0,
    startedBy: officer,
    ...(correctionOf === undefined ? {} : { correctionOf }),
  } as const;
  return { draft, service, config };
}

const field = (id: string): CorrectionRequest => ({ target: { kind: "field", id }, reasonTemplate: "x", text: "" });
const paper = (id: string): CorrectionRequest => ({
  target: { kind: "requirement", id },
  reasonTemplate: "x",
  text: "",
});

it("asks only the questions the district named, also one whose branch this tablet cannot know", () => {
  const visit = visitWith({ "police.station": "Polsek" }, [field("police.station")]);
  expect(askedQuestions(visit, today).map(({ id }) => id)).toEqual(["police.station"]);
  expect(askedPhotos(visit, today)).toEqual([]);
  expect(checkVisit(visit, today).isComplete).toBe(true);
});

it("is not complete while a named answer is open or a named paper has no new photo", () => {
  const { questions, requirements, isComplete } = checkVisit(visitWith({}, [field("loss.place"), paper("kk")]), today);
  expect(isComplete).toBe(false);
  expect(questions.map(({ questionId }) => questionId)).toEqual(["loss.place"]);
  expect(requirements.map(({ requirementId }) => requirementId)).toEqual(["kk"]);
});

it.each([undefined, []])("asks everything of an application, or of a correction from the copy (%s)", (requests) => {
  const visit = visitWith({}, requests);
  expect(askedQuestions(visit, today)[0]?.id).toBe("applicant.is-owner");
  expect(askedPhotos(visit, today).length).toBeGreaterThan(0);
  expect(checkVisit(visit, today).isComplete).toBe(false);
});
