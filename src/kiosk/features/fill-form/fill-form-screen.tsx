/**
 * One question per screen. An answer is judged when the person goes on: errors stay, doubts are asked back once
 * ("Betul?"). Every accepted answer is saved before the next question shows.
 */
import { useSignal, useSignalEffect } from "@preact/signals";
import type { JSX } from "preact";
import type { AnswerValue } from "../../../domain/form/answer.ts";
import { UNKNOWN } from "../../../domain/form/answer.ts";
import { findNik } from "../../../domain/form/checks.ts";
import { describeNik } from "../../../domain/ids/nik.ts";
import { suggestAnswer } from "../../../domain/form/prefill.ts";
import type { Problem } from "../../../domain/form/problem.ts";
import type { Question as FormQuestion } from "../../../domain/form/question.ts";
import { readAnswer } from "../../../domain/form/read-answer.ts";
import { validateAnswer } from "../../../domain/form/validate-answer.ts";
import { nextOpenQuestion, visibleQuestions, visibleTasks } from "../../../domain/form/visible-questions.ts";
import { Button } from "../../../ui/actions/button.tsx";
import { Question } from "../../../ui/layout/question.tsx";
import { Screen } from "../../../ui/layout/screen.tsx";
import { problemSentence } from "../../session/problem-sentences.ts";
import { go } from "../../session/route.ts";
import type { Route } from "../../session/route.ts";
import { tablet } from "../../session/tablet.ts";
import { leaveVisit, saveProblem, today, updateDraft, visit } from "../../session/visit.ts";
import { AnswerField } from "./answer-field.tsx";

export function FillFormScreen({ at }: { readonly at: Route }): JSX.Element | null {
  const open = visit.value;
  if (!open || at.name !== "fill-form") return null;
  const questions = visibleQuestions(open.service, open.draft.answers, today());
  const wanted = at.questionId ?? open.draft.position.at;
  const question =
    questions.find((each) => each.id === wanted) ??
    nextOpenQuestion(open.service, open.draft.answers, today()) ??
    questions[0];
  if (!question) return null;
  // The key makes a fresh screen of every question: no half-typed answer slips into the next one.
  return <QuestionScreen key={question.id} question={question} isReturning={at.questionId !== undefined} />;
}

type QuestionScreenProps = { readonly question: FormQuestion; readonly isReturning: boolean };

function QuestionScreen({ question, isReturning }: QuestionScreenProps): JSX.Element | null {
  const open = visit.value;
  const typed = useSignal<AnswerValue | undefined>(open && firstValue(question));
  const problem = useSignal<Problem | undefined>(undefined);
  const doubts = useSignal<readonly Problem[]>([]);
  const echo = useSignal<string | undefined>(undefined);
  useSignalEffect(() => {
    // A changed answer takes its old judgement away.
    void typed.value;
    problem.value = undefined;
    doubts.value = [];
    echo.value = undefined;
  });
  if (!open) return null;
  const { service, config, draft } = open;
  const questions = visibleQuestions(service, draft.answers, today());
  const number = questions.indexOf(question) + 1;
  const task = visibleTasks(service, draft.answers, today()).find((each) => each.questions.includes(question));

  const accept = async (value: AnswerValue | undefined): Promise<void> => {
    const answers = { ...draft.answers };
    if (value === undefined) delete answers[question.id];
    else answers[question.id] = value;
    const next = isReturning ? undefined : questionAfter(answers, question.id);
    await updateDraft({
      answers,
      position: next ? { step: "questions", at: next.id } : { step: isReturning ? "check" : "photos" },
    });
    if (saveProblem.value !== undefined) return;
    if (next) go({ name: "fill-form" });
    else go({ name: isReturning ? "check-answers" : "take-photos" });
  };

  const goOn = (): void => {
    const value = typed.value === undefined || typed.value === "" ? undefined : readAnswer(question, typed.value);
    const context = { answers: draft.answers, config, today: today() };
    const { errors, warnings } = validateAnswer(question, value, context);
    if (errors[0]) {
      problem.value = errors[0];
      return;
    }
    const nik = question.kind === "nik" ? findNik(value, context) : undefined;
    const heard = nik && describeNik(nik);
    const isAskedBack = doubts.value.length > 0 || echo.value !== undefined;
    if (!isAskedBack && (warnings.length > 0 || heard !== undefined)) {
      doubts.value = warnings;
      echo.value = heard;
      return;
    }
    void accept(value);
  };

  const back = (): void => {
    if (isReturning) return go({ name: "check-answers" });
    const before = questions[number - 2];
    if (!before) return go({ name: "what-to-bring" });
    void updateDraft({ position: { step: "questions", at: before.id } }).then(() => go({ name: "fill-form" }));
  };

  const later = async (): Promise<void> => {
    await updateDraft({ position: { step: "questions", at: question.id } });
    leaveVisit();
    go({ name: "home" });
  };

  const isAskingBack = doubts.value.length > 0 || echo.value !== undefined;
  const warning = [echo.value === undefined ? undefined : `${echo.value}.`, ...doubts.value.map((doubt) => doubt.text)]
    .filter((sentence) => sentence !== undefined)
    .join(" ");
  const error = problem.value?.text ?? (saveProblem.value === undefined ? undefined : problemSentence(saveProblem.value));
  return (
    <Screen
      title={service.label}
      eyebrow={task?.title ?? ""}
      onBack={back}
      secondary={{ label: "Lanjutkan nanti", icon: "clock", onPress: () => void later() }}
      primary={{ label: isAskingBack ? "Ya, betul" : "Lanjut", onPress: goOn }}
    >
      <Question
        title={question.ask}
        {...hintOf(question)}
        progress={{ number, total: questions.length }}
        {...(error === undefined ? {} : { error })}
        {...(isAskingBack ? { warning } : {})}
      >
        <AnswerField
          question={question}
          value={typed.value}
          config={config}
          today={today()}
          isInvalid={error !== undefined}
          onChange={(value) => (typed.value = value)}
          onEnter={goOn}
        />
        <div class="answer-extras">
          {question.unknown !== undefined && (
            <Button kind="quiet" onPress={() => void accept(UNKNOWN)}>
              {question.unknown}
            </Button>
          )}
          {question.optional === true && (
            <Button kind="quiet" onPress={() => void accept(undefined)}>
              Lewati, boleh kosong
            </Button>
          )}
        </div>
      </Question>
    </Screen>
  );
}

/** What stands in the field first: the answer given before, else a suggestion that the person still confirms. */
function firstValue(question: FormQuestion): AnswerValue | undefined {
  const open = visit.peek();
  if (!open) return undefined;
  const given = open.draft.answers[question.id];
  if (given !== undefined) return typeof given === "object" ? undefined : given;
  const state = tablet.peek();
  const village = state && state.kind !== "new" ? state.village.code : undefined;
  return suggestAnswer(question, {
    answers: open.draft.answers,
    config: open.config,
    today: today(),
    ...(village === undefined ? {} : { village }),
  });
}

function questionAfter(answers: Record<string, AnswerValue>, id: string): FormQuestion | undefined {
  const open = visit.peek();
  if (!open) return undefined;
  const questions = visibleQuestions(open.service, answers, today());
  return questions[questions.findIndex((each) => each.id === id) + 1];
}

function hintOf(question: FormQuestion): { readonly hint?: string } {
  const example = question.example === undefined ? undefined : `Contoh: ${question.example}`;
  const hint = [question.help, example].filter((part) => part !== undefined).join(" ");
  return hint === "" ? {} : { hint };
}
