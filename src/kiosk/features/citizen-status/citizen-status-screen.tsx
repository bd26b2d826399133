/**
 * "Cek status", before any PIN: by the number of the paper or its QR, how far an application has come. Shows a stage and
 * a day; asks for nothing personal and shows nothing personal.
 */
import { useSignal, useSignalEffect } from "@preact/signals";
import type { JSX } from "preact";
import { crockfordKeys } from "../../../base/ids.ts";
import { citizenIdleMs } from "../../../base/counter-limits.ts";
import { formatSlipCode, parseSlipCode, slipCodeLength } from "../../../domain/slip/slip-code.ts";
import { screenSentences } from "../../../domain/speech/screen-sentences.ts";
import { parseSlipUrl } from "../../../protocol/slip.ts";
import { LetterPad } from "../../../ui/answers/letter-pad.tsx";
import { Message } from "../../../ui/feedback/message.tsx";
import { Question } from "../../../ui/layout/question.tsx";
import { Screen } from "../../../ui/layout/screen.tsx";
import type { ScreenProps } from "../../../ui/layout/screen.tsx";
import type { StatusAtDistrict, StatusHere } from "../../../worker/counter-api.ts";
import { afterIdle } from "../../platform/idle.ts";
import { worker } from "../../platform/worker-bridge.ts";
import { Listen } from "../../session/listen.tsx";
import { SlipScanner, slipRefusal } from "../../session/slip-scanner.tsx";
import { goToStart } from "../../session/tablet.ts";
import { statusWords, wayOfApplication } from "./status-words.ts";
import "./citizen-status.css";

type Asked = { readonly code: string; readonly here: StatusHere; readonly district: StatusAtDistrict | undefined };

const groupOf = 3;

export function CitizenStatusScreen(): JSX.Element {
  const asked = useSignal<Asked | undefined>(undefined);
  // The next one at the counter finds the lock, not somebody's number.
  useSignalEffect(() => afterIdle(citizenIdleMs, goToStart));
  const ask = async (code: string): Promise<void> => {
    const here = await worker().statusHere(code);
    asked.value = { code, here, district: undefined };
    const district = await worker().statusAtDistrict(code);
    if (asked.peek()?.code === code) asked.value = { code, here, district };
  };
  if (!asked.value) return <Asking onCode={(code) => void ask(code)} />;
  const { title, sentences } = statusWords(asked.value.here, asked.value.district);
  return (
    <Screen
      {...frame}
      onBack={() => (asked.value = undefined)}
      listen={<Listen lines={[title, ...sentences]} />}
      primary={{ label: "Selesai", onPress: goToStart }}
    >
      <Answer {...asked.value} />
    </Screen>
  );
}

const frame = { title: "Cek status", eyebrow: "Hanya tahapnya, tanpa data pribadi" } as const;

/** The number, typed or scanned; `onCode` gets its nine characters. */
function Asking({ onCode }: { readonly onCode: (code: string) => void }): JSX.Element {
  const typed = useSignal("");
  const isScanning = useSignal(false);
  const problem = useSignal<string | undefined>(undefined);
  const ask = (text: string, otherwise: string): void => {
    const code = parseSlipCode(text);
    problem.value = code.ok ? undefined : slipRefusal(code.code, otherwise);
    if (code.ok) onCode(code.value);
  };
  const scanned = async (text: string): Promise<boolean> => {
    isScanning.value = false;
    const address = parseSlipUrl(text);
    ask(address.ok ? address.value.code : text, "malformed");
    return false;
  };
  const actions: Pick<ScreenProps, "primary" | "secondary"> = isScanning.value
    ? {}
    : {
        secondary: { label: "Pindai QR", icon: "qr", onPress: () => (isScanning.value = true) },
        primary: { label: "Cek", icon: "search", onPress: () => ask(typed.value, "code-malformed") },
      };
  return (
    <Screen {...frame} onBack={goToStart} listen={<Listen lines={[screenSentences.numberOnPaper]} />} {...actions}>
      <div class="citizen-status">
        {problem.value === undefined ? (
          <h2 class="question-title">{screenSentences.numberOnPaper}</h2>
        ) : (
          <Message kind="error" title={problem.value}>
            {null}
          </Message>
        )}
        {isScanning.value ? (
          <SlipScanner
            onText={scanned}
            onStop={() => (isScanning.value = false)}
            advice="Dekatkan kotak QR di kertas ke kamera."
          />
        ) : (
          <LetterPad
            label="Nomor bukti"
            value={typed.value}
            onChange={(value) => {
              typed.value = value;
              problem.value = undefined;
            }}
            keys={crockfordKeys}
            lettersMax={slipCodeLength}
            groupOf={groupOf}
          />
        )}
      </div>
    </Screen>
  );
}

function Answer({ code, here, district }: Asked): JSX.Element {
  const { kind, title, sentences, reached } = statusWords(here, district);
  return (
    <Question title={`Nomor ${formatSlipCode(code)}`}>
      <div class="question-whole citizen-status">
        {reached !== undefined && <Way reached={reached} />}
        <Message kind={kind} title={title}>
          {sentences.map((sentence) => (
            <p key={sentence}>{sentence}</p>
          ))}
        </Message>
        {district === undefined && <p>Menanyakan kabar terbaru ke Dindukcapil…</p>}
        {district?.kind === "offline" && <p>Tanpa sinyal: ini yang diketahui tablet ini.</p>}
      </div>
    </Question>
  );
}

function Way({ reached }: { readonly reached: number }): JSX.Element {
  return (
    <ol class="citizen-way">
      {wayOfApplication.map((step, at) => (
        <li
          key={step}
          class={at < reached ? "citizen-step citizen-step-done" : "citizen-step"}
          aria-current={at === reached - 1 ? "step" : undefined}
        >
          <span class="citizen-step-mark numbers" aria-hidden="true">
            {at < reached ? "✓" : at + 1}
          </span>
          {step}
        </li>
      ))}
    </ol>
  );
}
