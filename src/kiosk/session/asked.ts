/**
 * What a visit is about: every question and paper of its service, or only what the district named when it sent the
 * application back: this tablet knows nothing else of it any more. Decides nothing about screens.
 */
import { requirementsFor } from "../../domain/catalogue/requirements.ts";
import type { Requirement } from "../../domain/catalogue/service.ts";
import type { CivilDate } from "../../domain/date/civil-date.ts";
import type { Draft } from "../../domain/draft/draft.ts";
import type { ApplicationCheck } from "../../domain/form/check-answers.ts";
import { checkAnswers, requirementProblemTexts } from "../../domain/form/check-answers.ts";
import type { Question, Task } from "../../domain/form/question.ts";
import { validateAnswer } from "../../domain/form/validate-answer.ts";
import { visibleTasks } from "../../domain/form/visible-questions.ts";
import type { OpenVisit } from "./visit.ts";

/** True when only what the district named is open for change. */
export function isNamedCorrection({ correctionOf }: Draft): boolean {
  return correctionOf !== undefined && correctionOf.requests.length > 0;
}

/** The questions asked now, task by task, in order. */
export function askedTasks({ service, draft }: OpenVisit, today: CivilDate): readonly Task[] {
  if (!isNamedCorrection(draft)) return visibleTasks(service, draft.answers, today);
  const named = namedIds(draft, "field");
  return service.tasks
    .map((task) => ({ ...task, questions: task.questions.filter(({ id }) => named.has(id)) }))
    .filter((task) => task.questions.length > 0);
}

/** The questions asked now, in order. */
export function askedQuestions(visit: OpenVisit, today: CivilDate): readonly Question[] {
  return askedTasks(visit, today).flatMap((task) => task.questions);
}

/** The papers to photograph, in order. */
export function askedPhotos({ service, draft }: OpenVisit, today: CivilDate): readonly Requirement[] {
  const named = namedIds(draft, "requirement");
  const asked = isNamedCorrection(draft)
    ? service.requirements.filter(({ id }) => named.has(id))
    : requirementsFor(service, draft.answers, today);
  return asked.filter((requirement) => requirement.capture === "photo");
}

/** Whether everything asked is answered well enough to be sent. */
export function checkVisit(visit: OpenVisit, today: CivilDate): ApplicationCheck {
  const { service, config, draft } = visit;
  const { answers, attachments, missing } = draft;
  if (!isNamedCorrection(draft)) return checkAnswers(service, answers, attachments, { config, today, missing });
  const questions = askedQuestions(visit, today)
    .map((question) => ({
      questionId: question.id,
      ...validateAnswer(question, answers[question.id], { answers, config, today }),
    }))
    .filter(({ errors, warnings }) => errors.length > 0 || warnings.length > 0);
  const papers = askedPhotos(visit, today);
  const lacking = papers.filter(({ id }) => !attachments.some((attachment) => attachment.requirementId === id));
  // Of papers that follow, whichever has come is brought; the others follow still.
  const isEnough = draft.correctionOf?.isFollowing === true && lacking.length < papers.length;
  const requirements = (isEnough ? [] : lacking).map(
    ({ id }) => ({ requirementId: id, code: "photo-missing", text: requirementProblemTexts["photo-missing"] }) as const,
  );
  const isComplete = requirements.length === 0 && questions.every(({ errors }) => errors.length === 0);
  return { questions, requirements, unasked: [], isComplete };
}

function namedIds({ correctionOf }: Draft, kind: "field" | "requirement"): ReadonlySet<string> {
  const targets = (correctionOf?.requests ?? []).map(({ target }) => target);
  return new Set(targets.filter((target) => target.kind === kind).map(({ id }) => id));
}
