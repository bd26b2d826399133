/** Before the first question: what to bring, what it costs (nothing), who takes care of the data. */
import type { JSX } from "preact";
import { isNeeded, requirementsFor } from "../../../domain/catalogue/requirements.ts";
import type { Requirement } from "../../../domain/catalogue/service.ts";
import { isNever } from "../../../domain/form/condition.ts";
import { Message } from "../../../ui/feedback/message.tsx";
import { Question } from "../../../ui/layout/question.tsx";
import { Screen } from "../../../ui/layout/screen.tsx";
import { BringList } from "../../../ui/paper/bring-list.tsx";
import type { Paper } from "../../../ui/paper/bring-list.tsx";
import { BringSheet } from "../../../ui/paper/bring-sheet.tsx";
import { problemSentence } from "../../session/problem-sentences.ts";
import { go } from "../../session/route.ts";
import { ownVillage } from "../../session/tablet.ts";
import { leaveVisit, saveProblem, today, updateDraft, visit } from "../../session/visit.ts";

export function WhatToBringScreen(): JSX.Element | null {
  const open = visit.value;
  if (!open) return null;
  const { service, config, draft } = open;
  const certain = requirementsFor(service, draft.answers, today()).filter(isPhoto);
  const depends = service.requirements.filter(
    (each) => isPhoto(each) && each.when && !isNever(each.when) && !certain.includes(each),
  );
  const notice = config.texts[service.privacyNotice];
  const start = async (): Promise<void> => {
    await updateDraft({ position: { step: "questions" } });
    go({ name: "fill-form" });
  };
  const back = (): void => {
    leaveVisit();
    go({ name: "choose-service" });
  };
  return (
    <Screen
      title={service.label}
      eyebrow="GRATIS, tidak dipungut biaya"
      onBack={back}
      secondary={{ label: "Cetak", icon: "printer", onPress: () => globalThis.print() }}
      primary={{ label: "Mulai isi", onPress: () => void start() }}
    >
      <Question title="Surat yang perlu dibawa" hint="Foto surat yang ASLI, bukan fotokopi.">
        {saveProblem.value !== undefined && <Message kind="error">{problemSentence(saveProblem.value)}</Message>}
        <div class="bring question-wide">
          {certain.length + depends.length === 0 && <p>Tidak perlu membawa surat apa pun.</p>}
          <BringList papers={certain.map(paperOf)} />
          {depends.length > 0 && (
            <>
              <p class="bring-also">Mungkin juga perlu, tergantung jawaban nanti:</p>
              <BringList papers={depends.map(paperOf)} isMaybe />
            </>
          )}
        </div>
        <BringSheet
          office={ownVillage()?.text ?? ""}
          service={service.label}
          papers={certain.map(paperOf)}
          maybe={depends.map(paperOf)}
          whoMayApply={service.whoMayApply}
          serviceTime={service.serviceTime}
          complaints={config.office.complaints}
        />
        {notice && (
          <Message kind="info" title={notice.title}>
            {notice.paragraphs.join(" ")}
          </Message>
        )}
      </Question>
    </Screen>
  );
}

function isPhoto(requirement: Requirement): boolean {
  return requirement.capture === "photo";
}

function paperOf(requirement: Requirement): Paper {
  const { id, name, hint } = requirement;
  return { id, name, isOptional: !isNeeded(requirement), ...(hint === undefined ? {} : { hint }) };
}
