/** First suggestions for an answer: from what the family has just said, from other answers, from a NIK, from the village. Always shown, never filed unseen. */
import { unreachable } from "../../base/assert.ts";
import { findNikBirthDate } from "../ids/nik.ts";
import type { AnswerContext } from "./answer-context.ts";
import type { AnswerValue } from "./answer.ts";
import type { Carried } from "./carry-over.ts";
import { findNik } from "./checks.ts";
import { holds } from "./condition.ts";
import type { PrefillRule, Question } from "./question.ts";
import { sexCodes } from "./sex-codes.ts";

export type PrefillContext = AnswerContext & {
  /** Dotted code of the village this tablet belongs to. */
  readonly village?: string;
  /** What the same family has just said in another application; goes before every rule. */
  readonly carried?: Carried | undefined;
};

/** What to suggest for `question`: the first rule that yields a value; undefined when none does. */
export function suggestAnswer(question: Question, context: PrefillContext): AnswerValue | undefined {
  const carried = context.carried?.answers[question.id];
  if (carried !== undefined) return carried;
  for (const rule of question.prefill ?? []) {
    if (!holds(rule.when, context.answers, context.today)) continue;
    const value = applyRule(rule, context);
    if (value !== undefined) return value;
  }
  return undefined;
}

function applyRule(rule: PrefillRule, context: PrefillContext): AnswerValue | undefined {
  switch (rule.from) {
    case "field":
      return context.answers[rule.field];
    case "value":
      return rule.value;
    case "own-village":
      return context.village;
    case "nik-birth-date": {
      const nik = findNik(context.answers[rule.field], context);
      return nik === undefined ? undefined : findNikBirthDate(nik);
    }
    case "nik-sex": {
      const nik = findNik(context.answers[rule.field], context);
      return nik?.sex === undefined ? undefined : sexCodes[nik.sex];
    }
    default:
      return unreachable(rule, "prefill rule");
  }
}
