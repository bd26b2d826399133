/** Checks a slip of this village: scan its QR or type its number; tells where the application is, nothing personal. */
import { useSignal } from "@preact/signals";
import type { JSX } from "preact";
import { isStage, stageText } from "../../../domain/case/stage-text.ts";
import { findSetAsideText } from "../../../domain/configuration/configuration.ts";
import { parseSlipCode } from "../../../domain/slip/slip-code.ts";
import { Button } from "../../../ui/actions/button.tsx";
import { TextAnswer } from "../../../ui/answers/text-answer.tsx";
import { Message } from "../../../ui/feedback/message.tsx";
import { StatusChip } from "../../../ui/feedback/status-chip.tsx";
import { Question } from "../../../ui/layout/question.tsx";
import { Screen } from "../../../ui/layout/screen.tsx";
import type { OutboxItem } from "../../../worker/worker-api.ts";
import { configuration } from "../../platform/configuration.ts";
import { worker } from "../../platform/worker-bridge.ts";
import { stateWords } from "../../session/outbox-words.ts";
import { SlipScanner, slipRefusal } from "../../session/slip-scanner.tsx";
import { go } from "../../session/route.ts";
import { outbox } from "../../session/tablet.ts";

type Found = {
  readonly code: string;
  readonly here: OutboxItem | undefined;
  /** Undefined for a typed number: there is nothing to check. */ readonly isGenuine: boolean | undefined;
};

export function SlipCheckScreen(): JSX.Element {
  const typed = useSignal("");
  const isScanning = useSignal(false);
  const found = useSignal<Found | undefined>(undefined);
  const problem = useSignal<string | undefined>(undefined);
  const lookUp = (): void => {
    const code = parseSlipCode(typed.value);
    problem.value = code.ok ? undefined : slipRefusal(code.code, "code-malformed");
    found.value = code.ok
      ? {
          code: code.value,
          here: outbox.value.find((item) => sameCode(item.slipCode, code.value)),
          isGenuine: undefined,
        }
      : undefined;
  };
  const startScan = (): void => {
    found.value = undefined;
    problem.value = undefined;
    isScanning.value = true;
  };
  const scanned = async (text: string): Promise<boolean> => {
    isScanning.value = false;
    const checked = await worker().checkSlip(text);
    const typedCode = parseSlipCode(text);
    problem.value = checked.ok ? undefined : slipRefusal(typedCode.ok ? checked.code : typedCode.code, checked.code);
    found.value = checked.ok ? checked.value : undefined;
    return false;
  };
  return (
    <Screen
      title="Cek kertas bukti"
      eyebrow="Hanya tahapnya, tanpa data pribadi"
      onBack={() => go({ name: "home" })}
      primary={{ label: "Cek", icon: "search", onPress: lookUp }}
    >
      <Question
        title="Nomor di kertas bukti"
        hint="Sembilan huruf dan angka, contoh: 7KX-2M4-9PQ."
        {...(problem.value === undefined ? {} : { error: problem.value })}
      >
        {isScanning.value ? (
          <SlipScanner
            onText={scanned}
            onStop={() => (isScanning.value = false)}
            advice="Arahkan kamera ke kotak QR."
          />
        ) : (
          <>
            <TextAnswer
              label="Nomor bukti"
              isLabelHidden
              value={typed.value}
              onChange={(value) => (typed.value = value)}
              capitals="characters"
              lettersMax={16}
              onEnter={lookUp}
            />
            <Button icon="qr" onPress={startScan}>
              Pindai QR
            </Button>
          </>
        )}
        {found.value && <FoundSlip found={found.value} />}
      </Question>
    </Screen>
  );
}

function sameCode(a: string, b: string): boolean {
  return a.replaceAll("-", "") === b.replaceAll("-", "");
}

/** What can be said of an application that this tablet does not hold. */
function elsewhereSentence(isGenuine: boolean | undefined): string {
  if (isGenuine === undefined) return "Nomor ini tidak ada di tablet ini. Pindai QR-nya, atau tanyakan ke Dindukcapil.";
  return isGenuine
    ? "Kertas ini asli. Permohonannya dicatat di tablet lain di desa ini; nomornya diteruskan ke Dindukcapil."
    : "Kertas ini belum bisa dipastikan di tablet ini. Nomornya diteruskan ke Dindukcapil untuk diperiksa.";
}

function FoundSlip({ found }: { readonly found: Found }): JSX.Element {
  const { here, isGenuine } = found;
  if (!here) {
    return <Message kind="info">{elsewhereSentence(isGenuine)}</Message>;
  }
  const stage = here.stage !== undefined && isStage(here.stage) ? stageText(here.stage) : undefined;
  const config = configuration.value;
  const setAside = config && here.state === "quarantined" ? findSetAsideText(config, here.setAside) : undefined;
  return (
    <Message kind={here.state === "complete" ? "success" : "info"} title={here.slipCode}>
      <StatusChip {...stateWords(here)} />
      {setAside !== undefined && <p>{setAside}</p>}
      {stage && <p>{`${stage.label}. ${stage.sentence} ${stage.toDo ?? ""}`}</p>}
    </Message>
  );
}
