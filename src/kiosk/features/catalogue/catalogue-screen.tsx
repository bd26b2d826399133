/**
 * For whoever waits or was never told: every service with its papers and its way, before any PIN. Shows what the regency
 * publishes and nothing of anybody; begins nothing.
 */
import { useSignal, useSignalEffect } from "@preact/signals";
import type { JSX } from "preact";
import type { Letter } from "../../../domain/catalogue/letter.ts";
import type { Guide, Service } from "../../../domain/catalogue/service.ts";
import { screenSentences } from "../../../domain/speech/screen-sentences.ts";
import { Message } from "../../../ui/feedback/message.tsx";
import { Question } from "../../../ui/layout/question.tsx";
import { Screen } from "../../../ui/layout/screen.tsx";
import { todayInWib } from "../../platform/ambient.ts";
import { configuration, ensureConfiguration } from "../../platform/configuration.ts";
import { CatalogueCards, cardBefore } from "../../session/catalogue-cards.tsx";
import { problemSentence } from "../../session/problem-sentences.ts";
import "../../session/rows.css";
import type { Facts } from "../../session/service-facts.tsx";
import { FactColumns, FactSheet, factsOfGuide, factsOfLetter, factsOfService } from "../../session/service-facts.tsx";
import { goToStart } from "../../session/tablet.ts";

type Chosen = { readonly facts: Facts; readonly summary: string; readonly hint: string };

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
  return {
    facts: factsOfService(service, {}, todayInWib()),
    summary: service.summary,
    hint: "Bisa diajukan di sini. Minta petugas membuka tablet.",
  };
}

function ofLetter(letter: Letter): Chosen {
  return { facts: factsOfLetter(letter), summary: letter.summary, hint: "Dibuat di sini oleh petugas desa." };
}

function ofGuide(guide: Guide): Chosen {
  return { facts: factsOfGuide(guide), summary: guide.summary, hint: "Tidak diajukan lewat tablet ini." };
}
