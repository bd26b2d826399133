/** An answer or a paper as one row to read: the same words for the officer who checks and for the citizen who signs. */
import type { Requirement } from "../../domain/catalogue/service.ts";
import { answerText } from "../../domain/form/answer-text.ts";
import type { Question } from "../../domain/form/question.ts";
import { spellNumber } from "../../domain/speech/number-words.ts";
import { screenSentences } from "../../domain/speech/screen-sentences.ts";
import type { Spoken } from "../../domain/speech/spoken.ts";
import { pauseMark } from "../../domain/speech/spoken.ts";
import { notAnswered, spokenAnswer } from "../../domain/speech/spoken-answer.ts";
import type { SummaryRow } from "../../ui/paper/summary-list.tsx";
import type { OpenVisit } from "./visit.ts";

/** A row, and what is said of it. */
export type SpokenRow = SummaryRow & { readonly spoken: Spoken };

export function answerRow({ draft, config }: OpenVisit, question: Question): SpokenRow {
  const answer = draft.answers[question.id];
  return {
    key: question.id,
    label: question.label,
    value: answer === undefined ? undefined : answerText(question, answer, config),
    isNumber: question.kind === "nik" || question.kind === "kk-number",
    spoken: [question.label, pauseMark, ...spokenAnswer(question, answer, config)],
  };
}

/** How many photos there are of a paper, or that it follows later. */
export function paperRow({ draft }: OpenVisit, requirement: Requirement): SpokenRow {
  const count = draft.attachments.filter(({ requirementId }) => requirementId === requirement.id).length;
  const isMissing = draft.missing.includes(requirement.id);
  return {
    key: requirement.id,
    label: requirement.name,
    value: count > 0 ? `${count} ${screenSentences.photos}` : isMissing ? screenSentences.follows : undefined,
    spoken: [requirement.name, pauseMark, ...spokenPaper(count, isMissing)],
  };
}

function spokenPaper(count: number, isMissing: boolean): Spoken {
  if (count > 0) return [...(spellNumber(count) ?? []), screenSentences.photos];
  return isMissing ? [screenSentences.follows] : notAnswered;
}
