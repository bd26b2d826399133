/**
 * Answering one question: judged when the person goes on; errors stay, doubts and the echo of a NIK are asked back once
 * ("Betul?"); an accepted answer is saved before the next question shows.
 */
import { useSignal, useSignalEffect } from "@preact/signals";
import type { Signal } from "@preact/signals";
import type { AnswerValue, Answers } from "../../../domain/form/answer.ts";
import { isUnknown, sameAnswer } from "../../../domain/form/answer.ts";
import { findNik } from "../../../domain/form/checks.ts";
import { suggestAnswer } from "../../../domain/form/prefill.ts";
import type { Problem } from "../../../domain/form/problem.ts";
import type { Question } from "../../../domain/form/question.ts";
import { readAnswer } from "../../../domain/form/read-answer.ts";
import { validateAnswer } from "../../../domain/form/validate-answer.ts";
import { describeNik } from "../../../domain/ids/nik.ts";
import { askedQuestions } from "../../session/asked.ts";
import { saveBeforeLeaving } from "../../session/before-leaving.ts";
import { problemSentence } from "../../session/problem-sentences.ts";
import { go } from "../../session/route.ts";
import { ownVillage } from "../../session/tablet.ts";
import type { OpenVisit } from "../../session/visit.ts";
import { leaveVisit, saveProblem, today, updateDraft, visit } from "../../session/visit.ts";

export type Answering = {
  readonly typed: Signal<AnswerValue | undefined>;
  /** Why the answer cannot be taken, in words. */
  readonly error: string | undefined;
  /** What is asked back before the answer is taken; undefined while nothing is. */
  readonly askedBack: AskedBack | undefined;
  /** Judges what was typed, and takes it or says why not. */
  readonly goOn: () => void;
  /** "Bukan": back to the keys, what was typed still stands. */
  readonly mend: () => void;
  /** Takes this answer as it is: "belum punya", or nothing where that is allowed. */
  readonly accept: (value: AnswerValue | undefined) => Promise<void>;
  readonly back: () => void;
  readonly later: () => Promise<void>;
  /** To all questions on one page; what was typed goes along. */
  readonly allAtOnce: () => Promise<void>;
};

export type AskedBack = {
  readonly value: AnswerValue | undefined;
  /** What the number itself tells: whose NIK it says it is. */
  readonly heard: string | undefined;
  /** What looks odd and may yet be right. */
  readonly doubts: readonly string[];
};

/** `isReturning`: the person came from the check screen and goes back to it. */
export function useAnswering(open: OpenVisit, question: Question, isReturning: boolean): Answering {
  const typed = useSignal<AnswerValue | undefined>(firstValue(open, question));
  const problem = useSignal<Problem | undefined>(undefined);
  const askedBack = useSignal<AskedBack | undefined>(undefined);
  useSignalEffect(() => {
    // A changed answer takes its old judgement away.
    void typed.value;
    problem.value = undefined;
    askedBack.value = undefined;
  });
  useSignalEffect(() => saveBeforeLeaving(() => keepTyped(question, typed.peek())));
  const accept = (value: AnswerValue | undefined): Promise<void> => takeAnswer(open, question, value, isReturning);
  const goOn = (): void => {
    const judged = judge(open, question, typed.value);
    problem.value = judged.error;
    if (judged.error) return;
    const isDoubtful = judged.heard !== undefined || judged.doubts.length > 0;
    if (isDoubtful && !askedBack.value) askedBack.value = judged;
    else void accept(judged.value);
  };
  const unsaved = saveProblem.value === undefined ? undefined : problemSentence(saveProblem.value);
  return {
    typed,
    error: problem.value?.text ?? unsaved,
    askedBack: askedBack.value,
    goOn,
    mend: () => (askedBack.value = undefined),
    accept,
    back: () => void goBack(open, question, isReturning),
    later: () => putAside(question, typed.value),
    allAtOnce: async () => {
      await keepTyped(question, typed.value);
      go({ name: "fill-dense" });
    },
  };
}

type Judged = AskedBack & { readonly error: Problem | undefined };

function judge({ draft, config }: OpenVisit, question: Question, typed: AnswerValue | undefined): Judged {
  const value = typed === undefined || typed === "" ? undefined : readAnswer(question, typed);
  const context = { answers: draft.answers, config, today: today() };
  const { errors, warnings } = validateAnswer(question, value, context);
  const nik = question.kind === "nik" && errors.length === 0 ? findNik(value, context) : undefined;
  const heard = nik && `${describeNik(nik)}.`;
  return { value, error: errors[0], heard, doubts: warnings.map((warning) => warning.text) };
}

/** What stands in the field first: the answer given before, else a suggestion that the person still confirms. */
function firstValue({ draft, config }: OpenVisit, question: Question): AnswerValue | undefined {
  const given = draft.answers[question.id];
  if (given !== undefined) return isUnknown(given) ? undefined : given;
  const own = ownVillage();
  const village = own === undefined ? {} : { village: own.code };
  const { answers, carried } = draft;
  return suggestAnswer(question, { answers, config, today: today(), carried, ...village });
}

async function takeAnswer(
  open: OpenVisit,
  question: Question,
  value: AnswerValue | undefined,
  isReturning: boolean,
): Promise<void> {
  const { draft } = open;
  const { [question.id]: _before, ...others } = draft.answers;
  const answers: Answers = value === undefined ? others : { ...others, [question.id]: value };
  const questions = askedQuestions({ ...open, draft: { ...draft, answers } }, today());
  const next = isReturning ? undefined : questions[questions.findIndex((each) => each.id === question.id) + 1];
  const position = next
    ? { step: "questions" as const, at: next.id }
    : ({ step: isReturning || open.letter ? "check" : "photos" } as const);
  if (!(await updateDraft({ answers, position }))) return;
  if (next) go({ name: "fill-form" });
  else go({ name: position.step === "check" ? "check-answers" : "take-photos" });
}

async function goBack(open: OpenVisit, question: Question, isReturning: boolean): Promise<void> {
  if (isReturning) return go({ name: "check-answers" });
  const questions = askedQuestions(open, today());
  const before = questions[questions.findIndex((each) => each.id === question.id) - 1];
  if (!before) return go({ name: "what-to-bring" });
  await updateDraft({ position: { step: "questions", at: before.id } });
  go({ name: "fill-form" });
}

async function putAside(question: Question, typed: AnswerValue | undefined): Promise<void> {
  await keepTyped(question, typed);
  leaveVisit();
  go({ name: "home" });
}

/** What was typed and not judged yet stays in the draft, and the draft at its question: going on from there judges it. */
async function keepTyped(question: Question, typed: AnswerValue | undefined): Promise<void> {
  const open = visit.peek();
  if (!open) return;
  const { answers } = open.draft;
  // A suggestion that nobody touched is no answer.
  const isTyped = typed !== undefined && typed !== "" && !sameAnswer(typed, firstValue(open, question));
  await updateDraft({
    answers: isTyped ? { ...answers, [question.id]: typed } : answers,
    position: { step: "questions", at: question.id },
  });
}
