/** The letter as it will read, and who signs it; "Buat surat" numbers it and keeps it. From then on it is not changed any more. */
import { useSignal, useSignalEffect } from "@preact/signals";
import type { JSX } from "preact";
import { writeLetter } from "../../../domain/catalogue/letter.ts";
import { TextAnswer } from "../../../ui/answers/text-answer.tsx";
import { Message } from "../../../ui/feedback/message.tsx";
import { Screen } from "../../../ui/layout/screen.tsx";
import { worker } from "../../platform/worker-bridge.ts";
import { VillageLetter } from "../../session/letter-sheet.tsx";
import { problemSentence } from "../../session/problem-sentences.ts";
import { go } from "../../session/route.ts";
import { ownVillage } from "../../session/tablet.ts";
import { leaveVisit, today, visit } from "../../session/visit.ts";

const signerLettersMax = 60;

export function LetterScreen(): JSX.Element | null {
  const signer = useSignal("");
  const problem = useSignal<string | undefined>(undefined);
  const isBusy = useSignal(false);
  useSignalEffect(() => {
    void worker()
      .letterSigner()
      .then((known) => (signer.value ||= known ?? ""));
  });
  const open = visit.value;
  if (!open?.letter) return null;
  const { draft, letter, config } = open;
  const village = ownVillage()?.code ?? "";
  const written = writeLetter(letter, draft.answers, { config, today: today(), village });
  const issue = async (): Promise<void> => {
    if (signer.value.trim() === "") {
      problem.value = "signer-missing";
      return;
    }
    isBusy.value = true;
    const line = await worker().issueLetter(draft.id, signer.value.trim());
    isBusy.value = false;
    if (!line.ok) {
      problem.value = line.code;
      return;
    }
    leaveVisit();
    go({ name: "issued-letter", id: line.value.id });
  };
  return (
    <Screen
      title={letter.label}
      eyebrow="Baca dulu sebelum dibuat"
      onBack={() => go({ name: "check-answers" })}
      primary={{ label: "Buat surat", isBusy: isBusy.value, onPress: () => void issue() }}
    >
      {problem.value !== undefined && <Message kind="error">{problemSentence(problem.value)}</Message>}
      <TextAnswer
        label={`Nama ${written.signerTitle}`}
        value={signer.value}
        capitals="characters"
        lettersMax={signerLettersMax}
        isInvalid={problem.value === "signer-missing"}
        onChange={(value) => {
          signer.value = value;
          problem.value = undefined;
        }}
      />
      <VillageLetter written={written} config={config} date={today()} signer={signer.value} />
    </Screen>
  );
}
