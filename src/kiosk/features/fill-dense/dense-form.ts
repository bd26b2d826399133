/**
 * A whole form on one page: which fields stand there and what is in them, given what was answered and typed. The same
 * questions, suggestions and judgements as one by one. Pure.
 */
import type { CivilDate } from "../../../domain/date/civil-date.ts";
import { readTypedDate, typedDate } from "../../../domain/date/typed-date.ts";
import type { AnswerValue, Answers } from "../../../domain/form/answer.ts";
import { isUnknown } from "../../../domain/form/answer.ts";
import { offeredFrom } from "../../../domain/form/carry-over.ts";
import { holds } from "../../../domain/form/condition.ts";
import { suggestAnswer } from "../../../domain/form/prefill.ts";
import type { Question } from "../../../domain/form/question.ts";
import { readAnswer } from "../../../domain/form/read-answer.ts";
import { validateAnswer } from "../../../domain/form/validate-answer.ts";
import type { OpenVisit } from "../../session/visit.ts";

export type DenseField = {
  readonly question: Question;
  readonly value: AnswerValue | undefined;
  /** The value was suggested and nobody has touched it. */
  readonly isSuggested: boolean;
  /** The suggestion is what the family has just said: the service it was said for. */
  readonly offeredFrom: string | undefined;
  readonly error: string | undefined;
  readonly doubts: readonly string[];
};

export type DenseSection = { readonly id: string; readonly title: string; readonly fields: readonly DenseField[] };

export type DenseForm = {
  readonly sections: readonly DenseSection[];
  /** What the page says now, suggestions included. */
  readonly answers: Answers;
};

/** `village`: the tablet's, for suggestions. Suggestions count as answers where a later field looks at them. */
export function denseForm(
  { service, draft, config }: OpenVisit,
  today: CivilDate,
  village: string | undefined,
): DenseForm {
  const answers: Record<string, AnswerValue> = {};
  const sections = service.tasks.map(({ id, title, questions }) => ({
    id,
    title,
    fields: questions.flatMap((question) => {
      if (!holds(question.when, answers, today)) return [];
      const context = { answers, config, today, ...(village === undefined ? {} : { village }), carried: draft.carried };
      const given = draft.answers[question.id];
      const value = given ?? suggestAnswer(question, context);
      if (value !== undefined) answers[question.id] = value;
      const { errors, warnings } = validateAnswer(question, value, context);
      const isSuggested = given === undefined && value !== undefined;
      const doubts = warnings.map(({ text }) => text);
      const from = offeredFrom(draft, question.id);
      return [{ question, value, isSuggested, offeredFrom: from, error: errors[0]?.text, doubts }];
    }),
  }));
  return { sections: sections.filter(({ fields }) => fields.length > 0), answers };
}

/** What was typed into a field as an answer; undefined = the field was emptied. */
export function readTyped(question: Question, typed: string): AnswerValue | undefined {
  const text = typed.trim();
  if (text === "") return undefined;
  return readAnswer(question, question.kind === "date" ? (readTypedDate(text) ?? text) : text);
}

/** An answer as it stands in a text field. */
export function typedText(question: Question, value: AnswerValue | undefined): string {
  if (value === undefined || isUnknown(value)) return "";
  if (typeof value === "string") return question.kind === "date" ? typedDate(value) : value;
  return String(value);
}
