/** Before the first question: what to bring, what it costs (nothing), who takes care of the data. */
import type { JSX } from "preact";
import { screenSentences } from "../../../domain/speech/screen-sentences.ts";
import { Message } from "../../../ui/feedback/message.tsx";
import { Question } from "../../../ui/layout/question.tsx";
import { Screen } from "../../../ui/layout/screen.tsx";
import { BringList } from "../../../ui/paper/bring-list.tsx";
import { Listen } from "../../session/listen.tsx";
import { spokenPapers } from "../../session/spoken-facts.ts";
import { problemSentence } from "../../session/problem-sentences.ts";
import { TextSize } from "../../session/text-size.tsx";
import { go } from "../../session/route.ts";
import { FactSheet, factsOfLetter, factsOfService } from "../../session/service-facts.tsx";
import { leaveVisit, saveProblem, today, updateDraft, visit } from "../../session/visit.ts";

export function WhatToBringScreen(): JSX.Element | null {
  const open = visit.value;
  if (!open) return null;
  const { service, config, draft } = open;
  const facts = open.letter ? factsOfLetter(open.letter) : factsOfService(service, draft.answers, today());
  const { papers, maybe } = facts;
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
      eyebrow={facts.cost}
      status={<TextSize />}
      onBack={back}
      listen={<Listen lines={spokenPapers(facts, open.letter !== undefined)} />}
      secondary={{ label: "Cetak", icon: "printer", onPress: () => globalThis.print() }}
      primary={{ label: "Mulai isi", onPress: () => void start() }}
    >
      <Question
        title={screenSentences.papersToBring}
        hint={open.letter ? screenSentences.showPapers : screenSentences.originals}
      >
        {saveProblem.value !== undefined && <Message kind="error">{problemSentence(saveProblem.value)}</Message>}
        <div class="bring question-wide">
          {papers.length + maybe.length === 0 && <p>{screenSentences.noPapers}</p>}
          <BringList papers={papers} />
          {maybe.length > 0 && (
            <>
              <p class="bring-also">{screenSentences.maybeAlso}</p>
              <BringList papers={maybe} isMaybe />
            </>
          )}
        </div>
        <FactSheet facts={facts} config={config} />
        {notice && (
          <Message kind="info" title={notice.title}>
            {notice.paragraphs.join(" ")}
          </Message>
        )}
      </Question>
    </Screen>
  );
}
