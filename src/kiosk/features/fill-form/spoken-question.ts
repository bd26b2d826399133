/** What "Dengarkan" says on a question: the question, what is wrong, what helps, the choices; or the answer that is asked back. Pure. */
import type { Configuration } from "../../../domain/configuration/configuration.ts";
import type { AnswerValue } from "../../../domain/form/answer.ts";
import type { Question } from "../../../domain/form/question.ts";
import { screenSentences } from "../../../domain/speech/screen-sentences.ts";
import type { Spoken } from "../../../domain/speech/spoken.ts";
import { spokenAnswer } from "../../../domain/speech/spoken-answer.ts";
import { codeOptions } from "../../session/code-options.ts";

/** More choices than this nobody remembers; they are searched anyway. */
const choicesReadMax = 10;

/** The question itself comes first: without its clip nothing is offered. */
export function spokenQuestion(
  question: Question,
  config: Configuration,
  error: string | undefined,
): readonly Spoken[] {
  const { ask, help, unknown, optional } = question;
  const others = [unknown, optional === true ? screenSentences.mayBeOpen : undefined];
  return [ask, error, help, ...choicesOf(question, config), ...others].flatMap((text) =>
    text === undefined ? [] : [[text]],
  );
}

/** "Tanggal lahir: Selasa, tanggal dua puluh empat … Betul?" */
export function spokenAskBack(
  question: Question,
  value: AnswerValue | undefined,
  config: Configuration,
): readonly Spoken[] {
  return [[question.label], spokenAnswer(question, value, config), [screenSentences.isItRight]];
}

function choicesOf(question: Question, config: Configuration): readonly string[] {
  if (question.kind === "yes-no") return [screenSentences.yes, screenSentences.no];
  if (question.kind !== "code" && question.kind !== "codes") return [];
  const options = codeOptions(question.list, config);
  return options.length > choicesReadMax ? [] : options.map(({ label }) => label);
}
