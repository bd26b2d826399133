/** What was sent back is asked alone; everything else is asked whole. */
import { expect, it } from "vitest";
import { correctionOf, openVisit } from "../../../tests/fixtures/open-visit.ts";
import type { CorrectionRequest } from "../../domain/case/case-event.ts";
import type { Answers } from "../../domain/form/answer.ts";
import { askedPhotos, askedQuestions, checkVisit } from "./asked.ts";
import type { OpenVisit } from "./visit.ts";

const today = "2026-11-24";
const serviceId = "ktp-el-lost";

function visitWith(answers: Answers, requests: readonly CorrectionRequest[] | undefined): OpenVisit {
  return openVisit(serviceId, {
    answers,
    ...(requests && { correctionOf: correctionOf(serviceId, answers, requests) }),
  });
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
