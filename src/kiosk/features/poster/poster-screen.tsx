/** "Poster desa": one sheet for the wall of the office, made from the catalogue this tablet holds. */
import { useSignal, useSignalEffect } from "@preact/signals";
import type { JSX } from "preact";
import { ChoiceList } from "../../../ui/answers/choice-list.tsx";
import { Message } from "../../../ui/feedback/message.tsx";
import { Question } from "../../../ui/layout/question.tsx";
import { Screen } from "../../../ui/layout/screen.tsx";
import { configuration, ensureConfiguration } from "../../platform/configuration.ts";
import { problemSentence } from "../../session/problem-sentences.ts";
import { go } from "../../session/route.ts";
import { ownVillage } from "../../session/tablet.ts";
import { posterFacts } from "./poster-facts.ts";
import { Poster } from "./poster.tsx";
import type { PosterProps } from "./poster.tsx";

const sizes: readonly { readonly value: PosterProps["size"]; readonly label: string; readonly detail: string }[] = [
  { value: "a4", label: "A4", detail: "Printer kantor biasa" },
  { value: "a3", label: "A3", detail: "Dua kali A4, di tempat fotokopi" },
];
/** Where anybody follows an application: typed number, no scan of a slip needed. */
const trackPath = "/t";

export function PosterScreen(): JSX.Element {
  const size = useSignal<PosterProps["size"]>("a4");
  const config = configuration.value;
  useSignalEffect(() => void ensureConfiguration());
  return (
    <Screen
      title="Poster desa"
      onBack={() => go({ name: "tools" })}
      primary={{ label: "Cetak poster", icon: "printer", isDisabled: !config, onPress: () => globalThis.print() }}
    >
      {!config && <Message kind="warning">{problemSentence("config-missing")}</Message>}
      <Question
        title="Kertas apa untuk posternya?"
        hint="Isinya layanan di sini, yang perlu dibawa, dan QR cek status. Jam buka balai desa ditulis tangan."
      >
        <ChoiceList
          legend="Kertas poster"
          options={sizes}
          value={size.value}
          onChange={(chosen) => {
            size.value = sizes.find(({ value }) => value === chosen)?.value ?? size.peek();
          }}
        />
      </Question>
      {config && (
        <Poster
          size={size.value}
          village={ownVillage()?.text ?? config.regencyName}
          facts={posterFacts(config)}
          trackAddress={new URL(trackPath, location.origin).href}
        />
      )}
    </Screen>
  );
}
