/** Is a whole application complete? Used by the tablet before signing and by the district after opening. */
import { documentPhotosMax } from "../../base/limits.ts";
import type { Attachment } from "../application/content.ts";
import { isNeeded, requirementsFor } from "../catalogue/requirements.ts";
import type { Requirement, Service } from "../catalogue/service.ts";
import type { Configuration } from "../configuration/configuration.ts";
import type { CivilDate } from "../date/civil-date.ts";
import type { Answers } from "./answer.ts";
import type { Problem } from "./problem.ts";
import { validateAnswer } from "./validate-answer.ts";
import { visibleAnswers, visibleQuestions } from "./visible-questions.ts";

export type RequirementProblemCode = "photo-missing" | "photos-too-many" | "may-not-follow";

export const requirementProblemTexts: Readonly<Record<RequirementProblemCode, string>> = {
  "photo-missing": "Belum difoto.",
  "photos-too-many": "Fotonya terlalu banyak. Mohon hapus yang tidak perlu.",
  "may-not-follow": "Berkas ini harus ada sekarang, tidak bisa menyusul.",
};

export type QuestionCheck = {
  readonly questionId: string;
  readonly errors: readonly Problem[];
  readonly warnings: readonly Problem[];
};

export type RequirementCheck = {
  readonly requirementId: string;
  readonly code: RequirementProblemCode;
  readonly text: string;
};

export type ApplicationCheck = {
  /** Only questions with something to say, in order. */
  readonly questions: readonly QuestionCheck[];
  /** Only requirements that block, in order. */
  readonly requirements: readonly RequirementCheck[];
  /** Answers that belong to no question asked now: not wrong, but not to be relied on. */
  readonly unasked: readonly string[];
  /** No error anywhere. Warnings do not count. */
  readonly isComplete: boolean;
};

export type CheckContext = {
  readonly config: Configuration;
  readonly today: CivilDate;
  /** Requirements filed as "berkas kurang". */
  readonly missing?: readonly string[];
};

/** Checks every question asked now and every requirement that applies. */
export function checkAnswers(
  service: Service,
  answers: Answers,
  attachments: readonly Attachment[],
  context: CheckContext,
): ApplicationCheck {
  const asked = visibleAnswers(service, answers, context.today);
  const questions = visibleQuestions(service, answers, context.today)
    .map((question) => ({
      questionId: question.id,
      ...validateAnswer(question, asked[question.id], { answers: asked, config: context.config, today: context.today }),
    }))
    .filter((check) => check.errors.length > 0 || check.warnings.length > 0);
  const requirements = requirementsFor(service, asked, context.today).flatMap((requirement) =>
    checkRequirement(requirement, attachments, context),
  );
  return {
    questions,
    requirements,
    unasked: Object.keys(answers).filter((id) => asked[id] === undefined),
    isComplete: requirements.length === 0 && questions.every((check) => check.errors.length === 0),
  };
}

function checkRequirement(
  requirement: Requirement,
  attachments: readonly Attachment[],
  { config, missing = [] }: CheckContext,
): readonly RequirementCheck[] {
  const photos = attachments.filter((attachment) => attachment.requirementId === requirement.id).length;
  if (photos > documentPhotosMax) return [problemOf(requirement, "photos-too-many")];
  if (photos > 0 || requirement.capture === "answers" || !isNeeded(requirement)) return [];
  if (!missing.includes(requirement.id)) return [problemOf(requirement, "photo-missing")];
  const mayFollow = requirement.mayFollow === true && config.switches.allowMissingDocuments;
  return mayFollow ? [] : [problemOf(requirement, "may-not-follow")];
}

function problemOf(requirement: Requirement, code: RequirementProblemCode): RequirementCheck {
  return { requirementId: requirement.id, code, text: requirementProblemTexts[code] };
}
