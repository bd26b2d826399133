/** An answer or a paper as one row to read: the same words for the officer who checks and for the citizen who signs. */
import type { Requirement } from "../../domain/catalogue/service.ts";
import { answerText } from "../../domain/form/answer-text.ts";
import type { Question } from "../../domain/form/question.ts";
import type { SummaryRow } from "../../ui/paper/summary-list.tsx";
import type { OpenVisit } from "./visit.ts";

export function answerRow({ draft, config }: OpenVisit, question: Question): SummaryRow {
  const answer = draft.answers[question.id];
  return {
    key: question.id,
    label: question.label,
    value: answer === undefined ? undefined : answerText(question, answer, config),
    isNumber: question.kind === "nik" || question.kind === "kk-number",
  };
}

/** How many photos there are of a paper, or that it follows later. */
export function paperRow({ draft }: OpenVisit, requirement: Requirement): SummaryRow {
  const count = draft.attachments.filter(({ requirementId }) => requirementId === requirement.id).length;
  const isMissing = draft.missing.includes(requirement.id);
  return {
    key: requirement.id,
    label: requirement.name,
    value: count > 0 ? `${count} foto` : isMissing ? "Menyusul" : undefined,
  };
}
