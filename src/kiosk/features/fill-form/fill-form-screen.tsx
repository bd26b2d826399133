/** One question per screen: which one it is, its place in the form, and the buttons around it. */
import type { JSX } from "preact";
import { useRef } from "preact/hooks";
import { UNKNOWN } from "../../../domain/form/answer.ts";
import { offeredFrom } from "../../../domain/form/carry-over.ts";
import type { Question as FormQuestion } from "../../../domain/form/question.ts";
import { Button } from "../../../ui/actions/button.tsx";
import { Question } from "../../../ui/layout/question.tsx";
import { Screen } from "../../../ui/layout/screen.tsx";
import { Listen } from "../../session/listen.tsx";
import { askedTasks, isNamedCorrection } from "../../session/asked.ts";
import { TextSize } from "../../session/text-size.tsx";
import type { Route } from "../../session/route.ts";
import type { OpenVisit } from "../../session/visit.ts";
import { today, visit } from "../../session/visit.ts";
import { AnswerField } from "./answer-field.tsx";
import { AskBack } from "./ask-back.tsx";
import type { Answering } from "./answering.ts";
import { useAnswering } from "./answering.ts";
import { shownQuestion } from "./shown-question.ts";
import { spokenAskBack, spokenQuestion } from "./spoken-question.ts";

export function FillFormScreen({ at }: { readonly at: Route }): JSX.Element | null {
  const before = useRef<FormQuestion | undefined>(undefined);
  const open = visit.value;
  if (!open || at.name !== "fill-form") return null;
  const question = shownQuestion(open, at.questionId, before.current, today());
  before.current = question;
  if (!question) return null;
  // The key makes a fresh screen of every question: no half-typed answer slips into the next one.
  return <QuestionScreen key={question.id} open={open} question={question} isReturning={at.questionId !== undefined} />;
}

type QuestionScreenProps = {
  readonly open: OpenVisit;
  readonly question: FormQuestion;
  readonly isReturning: boolean;
};

function QuestionScreen({ open, question, isReturning }: QuestionScreenProps): JSX.Element {
  const { service, config } = open;
  const answering = useAnswering(open, question, isReturning);
  const { typed, error, askedBack, goOn } = answering;
  const tasks = askedTasks(open, today());
  const questions = tasks.flatMap((task) => task.questions);
  return (
    <Screen
      title={service.label}
      eyebrow={tasks.find((task) => task.questions.includes(question))?.title ?? ""}
      status={
        <>
          <TextSize />
          {!isReturning && !isNamedCorrection(open.draft) && <AllAtOnce answering={answering} />}
        </>
      }
      onBack={answering.back}
      listen={
        <Listen
          lines={
            askedBack === undefined
              ? spokenQuestion(question, config, error)
              : spokenAskBack(question, askedBack.value, config)
          }
        />
      }
      secondary={{ label: "Nanti", icon: "clock", onPress: () => void answering.later() }}
      primary={{ label: askedBack === undefined ? "Lanjut" : "Ya, betul", onPress: goOn }}
    >
      <Question
        title={question.ask}
        {...hintOf(question, offeredFrom(open.draft, question.id))}
        progress={{ number: questions.indexOf(question) + 1, total: questions.length }}
        {...(error === undefined ? {} : { error })}
      >
        {askedBack === undefined ? (
          <>
            <AnswerField
              question={question}
              value={typed.value}
              config={config}
              today={today()}
              isInvalid={error !== undefined}
              onChange={(value) => (typed.value = value)}
              onEnter={goOn}
            />
            <OtherAnswers question={question} answering={answering} />
          </>
        ) : (
          <AskBack question={question} asked={askedBack} config={config} onMend={answering.mend} />
        )}
      </Question>
    </Screen>
  );
}

/** For an officer who knows the form: all questions on one page. */
function AllAtOnce({ answering }: { readonly answering: Answering }): JSX.Element {
  return (
    <Button kind="quiet" icon="document" onPress={() => void answering.allAtOnce()}>
      Isi sekaligus
    </Button>
  );
}

type OtherAnswersProps = { readonly question: FormQuestion; readonly answering: Answering };

/** "Belum punya NIK", "Lewati": answers that are no value. */
function OtherAnswers({ question, answering }: OtherAnswersProps): JSX.Element {
  return (
    <div class="question-extras">
      {question.unknown !== undefined && (
        <Button onPress={() => void answering.accept(UNKNOWN)}>{question.unknown}</Button>
      )}
      {question.optional === true && (
        <Button onPress={() => void answering.accept(undefined)}>Lewati, boleh kosong</Button>
      )}
    </div>
  );
}

/** `from`: the service where the family has just said what stands in the field. It takes the place of an example. */
function hintOf(question: FormQuestion, from: string | undefined): { readonly hint?: string } {
  if (from !== undefined) return { hint: `Dari permohonan tadi: ${from}. Lanjut kalau masih betul, ganti kalau lain.` };
  const example = question.example === undefined ? undefined : `Contoh: ${question.example}`;
  const hint = [question.help, example].filter((part) => part !== undefined).join(" ");
  return hint === "" ? {} : { hint };
}
