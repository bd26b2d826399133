/** Before the first question: what to bring, what it costs (nothing), who takes care of the data. */
import type { JSX } from "preact";
import { isNeeded, requirementsFor } from "../../../domain/catalogue/requirements.ts";
import type { Requirement } from "../../../domain/catalogue/service.ts";
import { Message } from "../../../ui/feedback/message.tsx";
import { Icon } from "../../../ui/icons/icon.tsx";
import { Question } from "../../../ui/layout/question.tsx";
import { Screen } from "../../../ui/layout/screen.tsx";
import { problemSentence } from "../../session/problem-sentences.ts";
import { go } from "../../session/route.ts";
import { leaveVisit, saveProblem, today, updateDraft, visit } from "../../session/visit.ts";
import "./what-to-bring.css";

export function WhatToBringScreen(): JSX.Element | null {
  const open = visit.value;
  if (!open) return null;
  const { service, config, draft } = open;
  const certain = requirementsFor(service, draft.answers, today()).filter(isPhoto);
  const depends = service.requirements.filter((each) => isPhoto(each) && each.when && !certain.includes(each));
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
      primary={{ label: "Mulai isi", onPress: () => void start() }}
    >
      <Question title="Surat yang perlu dibawa" hint="Foto surat yang ASLI, bukan fotokopi.">
        {saveProblem.value !== undefined && <Message kind="error">{problemSentence(saveProblem.value)}</Message>}
        <div class="bring question-wide">
          <ul class="bring-list">
            {certain.map((requirement) => (
              <BringRow key={requirement.id} requirement={requirement} />
            ))}
          </ul>
          {depends.length > 0 && (
            <>
              <p class="bring-also">Mungkin juga perlu, tergantung jawaban nanti:</p>
              <ul class="bring-list bring-list-maybe">
                {depends.map((requirement) => (
                  <BringRow key={requirement.id} requirement={requirement} />
                ))}
              </ul>
            </>
          )}
        </div>
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

function BringRow({ requirement }: { readonly requirement: Requirement }): JSX.Element {
  return (
    <li class="bring-row">
      <Icon name="document" size="text" />
      <span class="bring-name">
        {requirement.name}
        {!isNeeded(requirement) && <span class="bring-optional"> (kalau ada)</span>}
      </span>
      {requirement.hint !== undefined && <span class="bring-hint">{requirement.hint}</span>}
    </li>
  );
}
