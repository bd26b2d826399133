/** A service that is not filed on this tablet: what to bring, where to go, in what order. Nothing is asked and nothing kept. */
import type { JSX } from "preact";
import { findGuide } from "../../../domain/configuration/configuration.ts";
import { screenSentences } from "../../../domain/speech/screen-sentences.ts";
import { Question } from "../../../ui/layout/question.tsx";
import { Screen } from "../../../ui/layout/screen.tsx";
import { Listen } from "../../session/listen.tsx";
import { spokenGuide } from "../../session/spoken-facts.ts";
import { configuration } from "../../platform/configuration.ts";
import { TextSize } from "../../session/text-size.tsx";
import { go } from "../../session/route.ts";
import type { Route } from "../../session/route.ts";
import { FactColumns, FactSheet, factsOfGuide } from "../../session/service-facts.tsx";

export function GuideScreen({ at }: { readonly at: Route }): JSX.Element | null {
  const config = configuration.value;
  const guide = config && at.name === "guide" ? findGuide(config, at.guideId) : undefined;
  if (!config || !guide || at.name !== "guide") return null;
  const { eventId } = at;
  const facts = factsOfGuide(guide);
  return (
    <Screen
      title={guide.label}
      eyebrow={screenSentences.free}
      status={<TextSize />}
      onBack={() => go({ name: "choose-service", ...(eventId === undefined ? {} : { eventId }) })}
      listen={<Listen lines={spokenGuide(guide, facts)} />}
      secondary={{ label: "Cetak", icon: "printer", onPress: () => globalThis.print() }}
      primary={{ label: "Selesai", onPress: () => go({ name: "home" }) }}
    >
      <Question
        title={guide.summary}
        hint={guide.mode === "visit" ? screenSentences.visitYourself : screenSentences.notFiledHere}
      >
        <FactColumns facts={facts} />
        <FactSheet facts={facts} config={config} />
      </Question>
    </Screen>
  );
}
