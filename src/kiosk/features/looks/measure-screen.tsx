/**
 * Measures the screen with the one thing of known size that lies on every counter: a KTP. What fits it tells how many px
 * this screen puts on a millimetre, and with that every key is as large as a finger needs.
 */
import { useSignal } from "@preact/signals";
import type { JSX } from "preact";
import {
  cardHeightMm,
  cardWidthMm,
  mmPerInch,
  pxPerMmMax,
  pxPerMmMin,
  pxPerMmStep,
  pxPerMmUsual,
} from "../../../base/screen-limits.ts";
import { Button } from "../../../ui/actions/button.tsx";
import { Screen } from "../../../ui/layout/screen.tsx";
import { preferences, setPreference } from "../../platform/preferences.ts";

export function MeasureScreen({ onDone }: { readonly onDone: () => void }): JSX.Element {
  const pxPerMm = useSignal(preferences.peek().pxPerMm ?? pxPerMmUsual);
  const change = (to: number): void => {
    pxPerMm.value = Math.min(pxPerMmMax, Math.max(pxPerMmMin, to));
  };
  const save = async (): Promise<void> => {
    await setPreference("pxPerMm", pxPerMm.peek());
    onDone();
  };
  return (
    <Screen
      title="Ukur layar"
      eyebrow="Tampilan"
      onBack={onDone}
      secondary={{ label: "Ulangi", icon: "retake", onPress: () => change(pxPerMmUsual) }}
      primary={{ label: "Sudah pas", icon: "check", onPress: () => void save() }}
    >
      <div class="measure">
        <div class="measure-words">
          <h2 class="question-title">Taruh KTP di dalam kotak</h2>
          <p>Geser sampai tepi kotak sama persis dengan tepi KTP.</p>
          <input
            class="measure-slider"
            type="range"
            aria-label="Besar kotak"
            aria-valuetext={screenWords(pxPerMm.value)}
            min={pxPerMmMin}
            max={pxPerMmMax}
            step={pxPerMmStep}
            value={pxPerMm.value}
            onInput={(event) => change(event.currentTarget.valueAsNumber)}
          />
          <div class="measure-steps">
            <Button icon="minus" onPress={() => change(pxPerMm.value - pxPerMmStep)}>
              Lebih kecil
            </Button>
            <Button icon="plus" onPress={() => change(pxPerMm.value + pxPerMmStep)}>
              Lebih besar
            </Button>
          </div>
          <p class="measure-found">{screenWords(pxPerMm.value)}</p>
        </div>
        <div
          class="measure-card"
          style={{
            "--card-width": `${cardWidthMm * pxPerMm.value}px`,
            "--card-height": `${cardHeightMm * pxPerMm.value}px`,
          }}
        />
      </div>
    </Screen>
  );
}

/** What an officer can compare with the tablet's box: inches across. */
function screenWords(pxPerMm: number): string {
  const inches = Math.hypot(screen.width, screen.height) / pxPerMm / mmPerInch;
  return `Berarti layar ini kira-kira ${inches.toFixed(1).replace(".", ",")} inci.`;
}
