/** Everything that was answered, one section of the form at a time; what is wrong stands where it is wrong. */
import type { JSX } from "preact";
import { useSignal } from "@preact/signals";
import { answerText } from "../../../domain/form/answer-text.ts";
import type { ApplicationCheck } from "../../../domain/form/check-answers.ts";
import type { Question } from "../../../domain/form/question.ts";
import { Message } from "../../../ui/feedback/message.tsx";
import { Screen } from "../../../ui/layout/screen.tsx";
import { SummaryList } from "../../../ui/paper/summary-list.tsx";
import type { SummaryRow } from "../../../ui/paper/summary-list.tsx";
import { askedPhotos, askedTasks, checkVisit, isNamedCorrection } from "../../session/asked.ts";
import { problemSentence } from "../../session/problem-sentences.ts";
import { go } from "../../session/route.ts";
import type { OpenVisit } from "../../session/visit.ts";
import { leaveVisit, saveProblem, today, updateDraft, visit } from "../../session/visit.ts";
import "./check-answers.css";

export function CheckAnswersScreen(): JSX.Element | null {
  const wasRefused = useSignal(false);
  const open = visit.value;
  if (!open) return null;
  const { service, draft } = open;
  const check = checkVisit(open, today());
  const goOn = async (): Promise<void> => {
    if (!check.isComplete) {
      wasRefused.value = true;
      globalThis.scrollTo(0, 0);
      return;
    }
    await updateDraft({ position: { step: "sign" } });
    go({ name: "hand-over" });
  };
  const back = async (): Promise<void> => {
    // Nothing stands before what the district named: the way back is home.
    if (isNamedCorrection(draft)) return later();
    await updateDraft({ position: { step: "photos" } });
    go({ name: "take-photos" });
  };
  const later = async (): Promise<void> => {
    await updateDraft({ position: { step: "check" } });
    leaveVisit();
    go({ name: "home" });
  };
  return (
    <Screen
      title={service.label}
      eyebrow={
        draft.correctionOf === undefined ? "Periksa dulu sebelum dikirim" : "Perbaikan: periksa dulu sebelum dikirim"
      }
      onBack={() => void back()}
      secondary={{ label: "Nanti", icon: "clock", onPress: () => void later() }}
      primary={{ label: "Sudah betul", onPress: () => void goOn() }}
    >
      <div class="check-answers">
        {saveProblem.value !== undefined && <Message kind="error">{problemSentence(saveProblem.value)}</Message>}
        {isNamedCorrection(draft) && (
          <Message kind="info" title="Diminta Dindukcapil">
            Sentuh “Ubah” pada baris ini, betulkan, lalu pemohon menandatangani lagi.
          </Message>
        )}
        {wasRefused.value && !check.isComplete && (
          <Message kind="error" title="Belum lengkap">
            {`Masih ada ${countErrors(check)} yang perlu dilengkapi. Sentuh “Ubah” pada baris yang bertanda.`}
          </Message>
        )}
        {askedTasks(open, today()).map((task) => (
          <section key={task.id} class="check-section">
            <h2>{task.title}</h2>
            <SummaryList rows={task.questions.map((question) => answerRow(open, check, question))} />
          </section>
        ))}
        {askedPhotos(open, today()).length > 0 && (
          <section class="check-section">
            <h2>Foto surat</h2>
            <SummaryList rows={photoRows(open, check)} />
          </section>
        )}
      </div>
    </Screen>
  );
}

function answerRow({ draft, config }: OpenVisit, check: ApplicationCheck, question: Question): SummaryRow {
  const answer = draft.answers[question.id];
  return {
    key: question.id,
    label: question.label,
    value: answer === undefined ? undefined : answerText(question, answer, config),
    isNumber: question.kind === "nik" || question.kind === "kk-number",
    ...noteOf(check, question.id),
    onEdit: () => go({ name: "fill-form", questionId: question.id }),
  };
}

/** The first error of a question, else its first doubt. */
function noteOf(check: ApplicationCheck, questionId: string): { readonly note?: string } {
  const found = check.questions.find((each) => each.questionId === questionId);
  const note = found?.errors[0]?.text ?? found?.warnings[0]?.text;
  return note === undefined ? {} : { note };
}

function countErrors(check: ApplicationCheck): number {
  return check.questions.filter((each) => each.errors.length > 0).length + check.requirements.length;
}

function photoRows(open: OpenVisit, check: ApplicationCheck): readonly SummaryRow[] {
  const { draft } = open;
  return askedPhotos(open, today()).map((requirement) => {
    const count = draft.attachments.filter((attachment) => attachment.requirementId === requirement.id).length;
    const problem = check.requirements.find((each) => each.requirementId === requirement.id);
    const isMissing = draft.missing.includes(requirement.id);
    return {
      key: requirement.id,
      label: requirement.name,
      value: count > 0 ? `${count} foto` : isMissing ? "Menyusul" : undefined,
      ...(problem === undefined ? {} : { note: problem.text }),
      onEdit: () => go({ name: "take-photos", requirementId: requirement.id }),
    };
  });
}
