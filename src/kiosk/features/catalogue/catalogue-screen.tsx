/**
 * For whoever waits or was never told: every service with its papers and its way, before any PIN. Shows what the regency
 * publishes and nothing of anybody; begins nothing.
 */
import { useSignal, useSignalEffect } from "@preact/signals";
import type { JSX } from "preact";
import type { Letter } from "../../../domain/catalogue/letter.ts";
import type { Guide, Service } from "../../../domain/catalogue/service.ts";
import { screenSentences } from "../../../domain/speech/screen-sentences.ts";
import type { Spoken } from "../../../domain/speech/spoken.ts";
import { Message } from "../../../ui/feedback/message.tsx";
import { Question } from "../../../ui/layout/question.tsx";
import { Screen } from "../../../ui/layout/screen.tsx";
import { todayInWib } from "../../platform/ambient.ts";
import { configuration, ensureConfiguration } from "../../platform/configuration.ts";
import { CatalogueCards, cardBefore } from "../../session/catalogue-cards.tsx";
import { Listen } from "../../session/listen.tsx";
import { spokenCards, spokenGuide, spokenPapers } from "../../session/spoken-facts.ts";
import { problemSentence } from "../../session/problem-sentences.ts";
import "../../session/rows.css";
import type { Facts } from "../../session/service-facts.tsx";
import { FactColumns, FactSheet, factsOfGuide, factsOfLetter, factsOfService } from "../../session/service-facts.tsx";
import { TextSize } from "../../session/text-size.tsx";
import { goToStart } from "../../session/tablet.ts";

type Chosen = {
  readonly facts: Facts;
  readonly summary: string;
  readonly hint: string;
  readonly spoken: readonly Spoken[];
};

export function CatalogueScreen(): JSX.Element {
  const config = configuration.value;
  const openId = useSignal<string | undefined>(undefined);
  const chosen = useSignal<Chosen | undefined>(undefined);
  useSignalEffect(() => void ensureConfiguration());
  const back = (): void => {
    const before = cardBefore(config, openId.value);
    if (chosen.value) chosen.value = undefined;
    else if (before === "none") goToStart();
    else openId.value = before;
  };
  return (
    <Screen
      title={chosen.value?.facts.label ?? "Layanan di sini"}
      eyebrow={chosen.value?.facts.cost ?? screenSentences.free}
      listen={config && <Listen lines={chosen.value?.spoken ?? spokenCards(config, openId.value)} />}
      status={<TextSize />}
      onBack={back}
      {...(chosen.value && {
        secondary: { label: "Cetak", icon: "printer", onPress: () => globalThis.print() },
      })}
      primary={{ label: "Selesai", onPress: goToStart }}
    >
      {!config && <Message kind="warning">{problemSentence("config-missing")}</Message>}
      {config && !chosen.value && (
        <CatalogueCards
          config={config}
          openId={openId}
          onService={(service) => (chosen.value = ofService(service))}
          onLetter={(letter) => (chosen.value = ofLetter(letter))}
          onGuide={(guide) => (chosen.value = ofGuide(guide))}
        />
      )}
      {config && chosen.value && (
        <Question title={chosen.value.summary} hint={chosen.value.hint}>
          <FactColumns facts={chosen.value.facts} />
          <FactSheet facts={chosen.value.facts} config={config} />
        </Question>
      )}
    </Screen>
  );
}

function ofService(service: Service): Chosen {
  const facts = factsOfService(service, {}, todayInWib());
  const { summary } = service;
  const hint = screenSentences.askToOpen;
  return { facts, summary, hint, spoken: [[summary], [hint], ...spokenPapers(facts)] };
}

function ofLetter(letter: Letter): Chosen {
  const facts = factsOfLetter(letter);
  const { summary } = letter;
  const hint = screenSentences.madeHere;
  return { facts, summary, hint, spoken: [[summary], [hint], ...spokenPapers(facts)] };
}

function ofGuide(guide: Guide): Chosen {
  const facts = factsOfGuide(guide);
  return { facts, summary: guide.summary, hint: screenSentences.notFiledHere, spoken: spokenGuide(guide, facts) };
}
