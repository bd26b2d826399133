/**
 * Everything that was answered, one section of the form after the other, for the officer: one look, one button. What is
 * wrong stands where it is wrong. The citizen reads it page by page afterwards.
 */
import type { JSX } from "preact";
import { useEffect, useRef } from "preact/hooks";
import { useSignal } from "@preact/signals";
import { correctsNothing } from "../../../domain/application/submit-draft.ts";
import type { Draft } from "../../../domain/draft/draft.ts";
import type { ApplicationCheck } from "../../../domain/form/check-answers.ts";
import { screenSentences } from "../../../domain/speech/screen-sentences.ts";
import type { Spoken } from "../../../domain/speech/spoken.ts";
import { Message } from "../../../ui/feedback/message.tsx";
import { Screen } from "../../../ui/layout/screen.tsx";
import { SummaryList } from "../../../ui/paper/summary-list.tsx";
import type { SummaryRow } from "../../../ui/paper/summary-list.tsx";
import { askedPhotos, askedTasks, checkVisit, isNamedCorrection } from "../../session/asked.ts";
import { Listen } from "../../session/listen.tsx";
import { problemSentence } from "../../session/problem-sentences.ts";
import { TextSize } from "../../session/text-size.tsx";
import type { Route } from "../../session/route.ts";
import { go } from "../../session/route.ts";
import { answerRow, paperRow } from "../../session/summary-rows.ts";
import { PrintForms } from "../../session/print-forms.tsx";
import { asksUrgency, urgencyRow } from "../../session/urgency.ts";
import type { OpenVisit } from "../../session/visit.ts";
import { leaveVisit, saveProblem, today, updateDraft, visit } from "../../session/visit.ts";
import type { Hindrance } from "./refusal.tsx";
import { Refusal } from "./refusal.tsx";
import "./check-answers.css";

/** Why "Sudah betul" did not go on; the number makes each refusal a new one. */
type Refused = { readonly by: Hindrance; readonly times: number };

export function CheckAnswersScreen({ at }: { readonly at: Route }): JSX.Element | null {
  const refused = useSignal<Refused | undefined>(undefined);
  const open = visit.value;
  if (!open || at.name !== "check-answers") return null;
  const { service, draft } = open;
  const check = checkVisit(open, today());
  const goOn = async (): Promise<void> => {
    const by = hindranceOf(open, check);
    if (by !== undefined) {
      refused.value = { by, times: (refused.value?.times ?? 0) + 1 };
      return;
    }
    if (open.letter) return go({ name: "letter" });
    await updateDraft({ position: { step: "sign" } });
    go({ name: "hand-over" });
  };
  const back = async (): Promise<void> => {
    // Nothing stands before what the district named: the way back is home.
    if (isNamedCorrection(draft)) return later();
    if (open.letter) return go({ name: "fill-form" });
    const before = asksUrgency(open) ? "urgent" : "photos";
    await updateDraft({ position: { step: before } });
    go({ name: before === "urgent" ? "urgent" : "take-photos" });
  };
  const later = async (): Promise<void> => {
    await updateDraft({ position: { step: "check" } });
    leaveVisit();
    go({ name: "home" });
  };
  return (
    <Screen
      title={service.label}
      eyebrow={eyebrowOf(open)}
      status={<TextSize />}
      onBack={() => void back()}
      listen={<Listen lines={spokenAnswers(open)} />}
      secondary={{ label: "Nanti", icon: "clock", onPress: () => void later() }}
      primary={{ label: open.letter ? "Lihat surat" : "Sudah betul", onPress: () => void goOn() }}
    >
      <div class="check-answers">
        {saveProblem.value !== undefined && <Message kind="error">{problemSentence(saveProblem.value)}</Message>}
        {refused.value !== undefined && (
          <Refusal key={refused.value.times} visit={open} check={check} by={refused.value.by} />
        )}
        {refused.value === undefined && isNamedCorrection(draft) && <WhatToMend draft={draft} />}
        {askedTasks(open, today()).map((task) => (
          <Section
            key={task.id}
            title={task.title}
            isWanted={task.id === at.taskId}
            rows={task.questions.map((question) => ({
              ...answerRow(open, question),
              ...noteOf(open, check, question.id),
              onEdit: () => go({ name: "fill-form", questionId: question.id }),
            }))}
          />
        ))}
        <Section title="Foto surat" isWanted={false} rows={photoRows(open, check)} />
        {asksUrgency(open) && (
          <Section
            title="Keperluan"
            isWanted={false}
            rows={[{ ...urgencyRow(draft), onEdit: () => go({ name: "urgent", isReturning: true }) }]}
          />
        )}
        <PrintForms of={{ draftId: draft.id }} service={service} />
      </div>
    </Screen>
  );
}

function eyebrowOf({ draft, letter }: OpenVisit): string {
  if (letter) return screenSentences.checkBeforeLetter;
  return draft.correctionOf === undefined ? screenSentences.checkFirst : "Perbaikan: periksa dulu sebelum dikirim";
}

function WhatToMend({ draft }: { readonly draft: Draft }): JSX.Element {
  return draft.correctionOf?.isFollowing === true ? (
    <Message kind="info" title="Berkas menyusul">
      Foto surat yang sudah dibawa, lalu pemohon menandatangani lagi.
    </Message>
  ) : (
    <Message kind="info" title="Diminta Dindukcapil">
      Sentuh “Ubah” pada baris ini, betulkan, lalu pemohon menandatangani lagi.
    </Message>
  );
}

type SectionProps = {
  readonly title: string;
  readonly rows: readonly SummaryRow[];
  /** The citizen found something wrong here: the officer need not look for it. */
  readonly isWanted: boolean;
};

function Section({ title, rows, isWanted }: SectionProps): JSX.Element | null {
  const section = useRef<HTMLElement>(null);
  useEffect(() => {
    if (isWanted) section.current?.scrollIntoView();
  }, [isWanted]);
  if (rows.length === 0) return null;
  return (
    <section ref={section} class={isWanted ? "check-section check-section-wanted" : "check-section"}>
      <h2>{title}</h2>
      <SummaryList rows={rows} />
    </section>
  );
}

/** Everything that will be filed, in the order of the screen. */
function spokenAnswers(open: OpenVisit): readonly Spoken[] {
  return [
    [open.letter ? screenSentences.checkBeforeLetter : screenSentences.checkFirst],
    ...askedTasks(open, today()).flatMap(({ title, questions }) => [
      [title],
      ...questions.map((question) => answerRow(open, question).spoken),
    ]),
    ...askedPhotos(open, today()).map((requirement) => paperRow(open, requirement).spoken),
  ];
}

function hindranceOf({ draft, service }: OpenVisit, check: ApplicationCheck): Hindrance | undefined {
  if (!check.isComplete) return "incomplete";
  return correctsNothing(draft, service, today()) ? "unchanged" : undefined;
}

/** The first error of a question, else its first doubt, else what the district asked of it. */
function noteOf({ draft }: OpenVisit, check: ApplicationCheck, questionId: string): { readonly note?: string } {
  const found = check.questions.find((each) => each.questionId === questionId);
  const asked = draft.correctionOf?.requests.find(({ target }) => target.kind === "field" && target.id === questionId);
  const words = asked?.text === "" ? undefined : asked?.text;
  const note = found?.errors[0]?.text ?? found?.warnings[0]?.text ?? words;
  return note === undefined ? {} : { note };
}

function photoRows(open: OpenVisit, check: ApplicationCheck): readonly SummaryRow[] {
  return askedPhotos(open, today()).map((requirement) => {
    const problem = check.requirements.find((each) => each.requirementId === requirement.id);
    return {
      ...paperRow(open, requirement),
      ...(problem === undefined ? {} : { note: problem.text }),
      onEdit: () => go({ name: "take-photos", requirementId: requirement.id }),
    };
  });
}
