/** A new tablet becomes a village's: the one-time code from the district, letters and digits as printed. */
import { useSignal } from "@preact/signals";
import type { JSX } from "preact";
import { normaliseCrockford } from "../../../base/ids.ts";
import { TextAnswer } from "../../../ui/answers/text-answer.tsx";
import { Question } from "../../../ui/layout/question.tsx";
import { Screen } from "../../../ui/layout/screen.tsx";
import { loadConfiguration } from "../../platform/configuration.ts";
import { worker } from "../../platform/worker-bridge.ts";
import { problemSentence } from "../../session/problem-sentences.ts";
import { go } from "../../session/route.ts";
import { officerOnDuty, readState } from "../../session/tablet.ts";

/** Twelve characters and the check character (the district prints them in groups). */
const codeLetters = 13;

export function EnrolScreen(): JSX.Element {
  const code = useSignal("");
  const problem = useSignal<string | undefined>(undefined);
  const isBusy = useSignal(false);
  // An officer on duty: the tablet keeps its drafts and entries and gets a new certificate.
  const isAgain = officerOnDuty() !== undefined;
  const enrol = async (): Promise<void> => {
    const typed = normaliseCrockford(code.value);
    if (typed.length !== codeLetters) {
      problem.value = `Kode ini ${codeLetters} huruf dan angka. Baru ${typed.length}.`;
      return;
    }
    isBusy.value = true;
    problem.value = undefined;
    const enrolled = await worker().enrol(typed);
    isBusy.value = false;
    if (!enrolled.ok) {
      problem.value = problemSentence(enrolled.code);
      return;
    }
    await readState();
    await loadConfiguration();
    go({ name: "check-tablet" });
  };
  return (
    <Screen
      title="Loket Desa"
      eyebrow={isAgain ? "Daftarkan ulang" : "Tablet baru"}
      {...(isAgain ? { onBack: () => go({ name: "home" }) } : {})}
      primary={{ label: "Daftarkan", onPress: () => void enrol(), isBusy: isBusy.value }}
    >
      <Question
        title="Kode pendaftaran dari Dindukcapil"
        hint="Kode berlaku satu hari dan hanya untuk satu tablet. Huruf besar atau kecil sama saja."
        {...(problem.value === undefined ? {} : { error: problem.value })}
      >
        <TextAnswer
          label="Kode pendaftaran"
          isLabelHidden
          value={code.value}
          onChange={(value) => {
            code.value = value;
            problem.value = undefined;
          }}
          capitals="characters"
          lettersMax={24}
          isInvalid={problem.value !== undefined}
          onEnter={() => void enrol()}
        />
      </Question>
    </Screen>
  );
}
