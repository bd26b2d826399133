/** Name, then a PIN twice: the form that both the first officer and a colleague fill. */
import { useSignal } from "@preact/signals";
import type { JSX } from "preact";
import { PinPad } from "../../../ui/answers/pin-pad.tsx";
import { TextAnswer } from "../../../ui/answers/text-answer.tsx";
import { Question } from "../../../ui/layout/question.tsx";
import { Screen } from "../../../ui/layout/screen.tsx";
import { worker } from "../../platform/worker-bridge.ts";
import { problemSentence } from "../../session/problem-sentences.ts";

export type NewOfficerProps = {
  /** Over the first question: why it is asked at all. */
  readonly notice?: JSX.Element;
  readonly eyebrow: string;
  readonly onBack?: () => void;
  readonly onDone: () => void;
};

/** PINs that a bystander guesses first. */
function isEasyPin(pin: string): boolean {
  return /^(\d)\1+$/.test(pin) || "01234567890".includes(pin) || "09876543210".includes(pin);
}

export function NewOfficer({ eyebrow, notice, onBack, onDone }: NewOfficerProps): JSX.Element {
  const name = useSignal("");
  const hasName = useSignal(false);
  const first = useSignal<string | undefined>(undefined);
  const problem = useSignal<string | undefined>(undefined);
  const isBusy = useSignal(false);
  const acceptName = (): void => {
    const isNamed = name.value.trim().length >= 2;
    problem.value = isNamed ? undefined : "Tulis nama petugas dulu.";
    hasName.value = isNamed;
  };
  const acceptPin = async (pin: string): Promise<void> => {
    if (first.value === undefined) {
      problem.value = isEasyPin(pin) ? "PIN ini mudah ditebak. Pilih yang lain." : undefined;
      if (problem.value === undefined) first.value = pin;
      return;
    }
    if (first.value !== pin) {
      first.value = undefined;
      problem.value = "PIN kedua tidak sama. Mulai lagi.";
      return;
    }
    isBusy.value = true;
    const made = await worker().createOfficer(name.value.trim(), pin);
    isBusy.value = false;
    if (made.ok) return onDone();
    first.value = undefined;
    problem.value = problemSentence(made.code);
  };
  const error = problem.value === undefined ? {} : { error: problem.value };
  const back = hasName.value ? (): boolean => (hasName.value = false) : onBack;
  return (
    <Screen
      title="Petugas"
      eyebrow={eyebrow}
      {...(back ? { onBack: () => void back() } : {})}
      {...(hasName.value ? {} : { primary: { label: "Lanjut", onPress: acceptName } })}
    >
      {hasName.value ? (
        <Question
          title={first.value === undefined ? "Buat PIN enam angka" : "Ketik PIN sekali lagi"}
          hint="Jangan pakai tanggal lahir. Jangan beri tahu siapa pun."
          {...error}
        >
          <PinPad
            key={first.value === undefined ? "first" : "second"}
            label="PIN baru"
            onComplete={(pin) => void acceptPin(pin)}
            isDisabled={isBusy.value}
          />
        </Question>
      ) : (
        <Question title="Siapa nama petugas?" hint="Nama ini tertulis di setiap permohonan yang dibantu." {...error}>
          <TextAnswer
            label="Nama petugas"
            isLabelHidden
            value={name.value}
            onChange={(value) => (name.value = value)}
            capitals="words"
            lettersMax={60}
            onEnter={acceptName}
          />
          {notice}
        </Question>
      )}
    </Screen>
  );
}
