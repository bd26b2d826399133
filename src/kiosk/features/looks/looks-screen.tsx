/** "Tampilan": how this tablet's screen is set, for all who use it. What is touched is seen at once on this very screen. */
import { useSignal } from "@preact/signals";
import type { JSX } from "preact";
import { Button } from "../../../ui/actions/button.tsx";
import { CardGrid, ChoiceCard } from "../../../ui/actions/choice-card.tsx";
import { Screen } from "../../../ui/layout/screen.tsx";
import { preferences, setPreference } from "../../platform/preferences.ts";
import type { Preferences } from "../../platform/preferences.ts";
import { go } from "../../session/route.ts";
import { MeasureScreen } from "./measure-screen.tsx";
import "./looks.css";

export function LooksScreen(): JSX.Element {
  const isMeasuring = useSignal(false);
  if (isMeasuring.value) return <MeasureScreen onDone={() => (isMeasuring.value = false)} />;
  const isMeasured = preferences.value.pxPerMm !== undefined;
  return (
    <Screen title="Tampilan" eyebrow="Alat dan pengaturan" onBack={() => go({ name: "tools" })}>
      <div class="looks">
        <Choice title="Huruf" name="text" values={["normal", "large"]} words={["Biasa", "Besar"]} />
        <Choice title="Warna" name="contrast" values={["normal", "high"]} words={["Biasa", "Hitam putih"]} />
        <Choice title="Tangan yang dipakai" name="hand" values={["right", "left"]} words={["Kanan", "Kiri"]} />
        <section class="looks-choice">
          <h2>Ukuran layar</h2>
          <p>{isMeasured ? "Sudah diukur dengan KTP." : "Belum diukur."}</p>
          <Button icon="id-card" onPress={() => (isMeasuring.value = true)}>
            {isMeasured ? "Ukur ulang" : "Ukur dengan KTP"}
          </Button>
        </section>
      </div>
    </Screen>
  );
}

type Wordy = "text" | "contrast" | "hand";
type ChoiceProps<K extends Wordy> = {
  readonly title: string;
  readonly name: K;
  /** What each word stands for, in their order. */
  readonly values: readonly Preferences[K][];
  readonly words: readonly string[];
};

function Choice<K extends Wordy>({ title, name, values, words }: ChoiceProps<K>): JSX.Element {
  return (
    <section class="looks-choice">
      <h2>{title}</h2>
      <CardGrid label={title} columns={2}>
        {values.map((value, at) => (
          <ChoiceCard
            key={value}
            title={words[at] ?? ""}
            isSelected={preferences.value[name] === value}
            onPress={() => void setPreference(name, value)}
          />
        ))}
      </CardGrid>
    </section>
  );
}
