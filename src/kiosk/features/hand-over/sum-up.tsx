/** What the citizen is about to file, in large words: enough to notice a mistake, no more than fits the eye. */
import type { JSX } from "preact";
import { answerText } from "../../../domain/form/answer-text.ts";
import { Screen } from "../../../ui/layout/screen.tsx";
import { SummaryList } from "../../../ui/paper/summary-list.tsx";
import { askedQuestions } from "../../session/asked.ts";
import type { OpenVisit } from "../../session/visit.ts";
import { today } from "../../session/visit.ts";

export type SumUpProps = { readonly visit: OpenVisit; readonly onGoOn: () => void; readonly onOfficer: () => void };

export function SumUp({ visit, onGoOn, onOfficer }: SumUpProps): JSX.Element {
  const { service, config, draft } = visit;
  const answered = askedQuestions(visit, today()).filter((question) => draft.answers[question.id] !== undefined);
  return (
    <Screen
      title={service.label}
      eyebrow="Untuk Bapak/Ibu pemohon"
      secondary={{ label: "Ada yang salah", icon: "help", onPress: onOfficer }}
      primary={{ label: "Betul semua", onPress: onGoOn }}
    >
      <div class="sum-up">
        <h2 class="question-title">Apakah data ini sudah betul?</h2>
        <SummaryList
          rows={answered.map((question) => ({
            key: question.id,
            label: question.label,
            value: answerText(question, draft.answers[question.id], config),
            isNumber: question.kind === "nik" || question.kind === "kk-number",
          }))}
        />
        {draft.missing.length > 0 && (
          <p class="sum-up-missing">
            Menyusul:{" "}
            {draft.missing.map((id) => service.requirements.find((each) => each.id === id)?.name ?? id).join(", ")}
          </p>
        )}
      </div>
    </Screen>
  );
}
