/** Which question stands on the screen, by where the draft is and what was asked for. Pure. */
import type { CivilDate } from "../../../domain/date/civil-date.ts";
import type { Question } from "../../../domain/form/question.ts";
import { nextOpenQuestion } from "../../../domain/form/visible-questions.ts";
import { askedQuestions } from "../../session/asked.ts";
import type { OpenVisit } from "../../session/visit.ts";

/**
 * `wanted`: id of the question somebody asked to mend; undefined on the way through. `before`: what stands there now.
 * Undefined only where nothing is asked at all.
 */
export function shownQuestion(
  open: OpenVisit,
  wanted: string | undefined,
  before: Question | undefined,
  today: CivilDate,
): Question | undefined {
  const { service, draft } = open;
  // The last answer is being saved and the next screen loaded: no other question may flash up under a finger.
  if (before && wanted === undefined && draft.position.step !== "questions") return before;
  const questions = askedQuestions(open, today);
  const at = wanted ?? draft.position.at;
  return questions.find((each) => each.id === at) ?? nextOpenQuestion(service, draft.answers, today) ?? questions[0];
}
