import { expect, it } from "vitest";
import { openVisit } from "../../../../tests/fixtures/open-visit.ts";
import { askedQuestions } from "../../session/asked.ts";
import { shownQuestion } from "./shown-question.ts";

const today = "2026-11-24";
const open = openVisit("ktp-el-lost", { position: { step: "questions" } });
const [first, second] = askedQuestions(open, today);

it("is the one the draft is at, else the first that is open", () => {
  const atSecond = openVisit("ktp-el-lost", { position: { step: "questions", at: second?.id ?? "" } });
  expect(shownQuestion(atSecond, undefined, first, today)).toBe(second);
  expect(shownQuestion(open, undefined, undefined, today)).toBe(first);
});

it("is the one asked for while a person mends, wherever the draft is", () => {
  const atCheck = openVisit("ktp-el-lost", { position: { step: "check" } });
  expect(shownQuestion(atCheck, second?.id, first, today)).toBe(second);
});

it("stays the last one while the next screen is on its way, instead of the first flashing up", () => {
  const done = openVisit("ktp-el-lost", { position: { step: "photos" } });
  expect(shownQuestion(done, undefined, second, today)).toBe(second);
});
