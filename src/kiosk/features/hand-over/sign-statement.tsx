/**
 * The statement, read in full, then a signature; or a cross, which counts only with the officer's PIN as witness. No
 * picture of a thumb is taken.
 */
import { useSignal } from "@preact/signals";
import type { JSX } from "preact";
import { copyBytes } from "../../../base/bytes.ts";
import type { Bytes } from "../../../base/bytes.ts";
import { Button } from "../../../ui/actions/button.tsx";
import { SignatureBox } from "../../../ui/answers/signature-box.tsx";
import type { Signature } from "../../../ui/answers/signature-box.tsx";
import { Message } from "../../../ui/feedback/message.tsx";
import { Screen } from "../../../ui/layout/screen.tsx";
import { askForBackgroundSync } from "../../platform/sw-bridge.ts";
import { worker } from "../../platform/worker-bridge.ts";
import { OfficerPin } from "../../session/officer-pin.tsx";
import { problemSentence } from "../../session/problem-sentences.ts";
import { go } from "../../session/route.ts";
import { officerOnDuty } from "../../session/tablet.ts";
import type { OpenVisit } from "../../session/visit.ts";
import { leaveVisit } from "../../session/visit.ts";

export type SignStatementProps = {
  readonly visit: OpenVisit;
  readonly onBack: () => void;
  readonly onOfficer: () => void;
};

export function SignStatement({ visit, onBack, onOfficer }: SignStatementProps): JSX.Element {
  const { service, config, draft } = visit;
  const signature = useSignal<Signature | undefined>(undefined);
  const isCross = useSignal(false);
  const isWitnessing = useSignal(false);
  const isSending = useSignal(false);
  const problem = useSignal<string | undefined>(undefined);
  const statement = config.texts[service.statement];

  const submit = async (): Promise<void> => {
    if (!signature.value) {
      problem.value = isCross.value ? "Buat tanda silang dulu di kotak." : "Tanda tangan dulu di kotak.";
      return;
    }
    if (isCross.value && !isWitnessing.value) {
      isWitnessing.value = true;
      return;
    }
    isWitnessing.value = false;
    isSending.value = true;
    const png = await pngBytes(signature.value);
    const witness = isCross.value ? officerOnDuty() : undefined;
    const filed = await worker().submit(draft.id, {
      version: statement?.version ?? "",
      signedBy: isCross.value ? "cross" : "signature",
      signaturePng: png,
      witness,
    });
    isSending.value = false;
    if (!filed.ok) {
      problem.value = problemSentence(filed.code);
      return;
    }
    askForBackgroundSync();
    leaveVisit();
    go({ name: "slip", applicationId: filed.value.applicationId });
  };

  return (
    <Screen
      title={service.label}
      eyebrow="Untuk Bapak/Ibu pemohon"
      onBack={onBack}
      secondary={{ label: "Panggil petugas", icon: "help", onPress: onOfficer }}
      primary={{ label: "KIRIM", icon: "send", onPress: () => void submit(), isBusy: isSending.value }}
    >
      <div class="sign-statement">
        <section class="sign-text">
          <h2 class="question-title">{statement?.title ?? "Pernyataan"}</h2>
          {statement?.paragraphs.map((paragraph) => (
            <p key={paragraph}>{paragraph}</p>
          ))}
          {problem.value !== undefined && <Message kind="error">{problem.value}</Message>}
        </section>
        <section class="sign-box">
          <SignatureBox
            key={isCross.value ? "cross" : "signature"}
            label={isCross.value ? "Tanda silang di sini" : "Tanda tangan di sini"}
            onChange={(drawn) => {
              signature.value = drawn;
              problem.value = undefined;
            }}
          />
          {config.switches.allowCrossAsSignature && (
            <Button kind="quiet" icon="signature" onPress={() => (isCross.value = !isCross.value)}>
              {isCross.value ? "Saya bisa tanda tangan" : "Tidak bisa tanda tangan: buat tanda silang (X)"}
            </Button>
          )}
        </section>
      </div>
      <OfficerPin
        isOpen={isWitnessing.value}
        title="Petugas menjadi saksi tanda silang ini"
        onRight={() => void submit()}
        onCancel={() => (isWitnessing.value = false)}
      />
    </Screen>
  );
}

async function pngBytes(signature: Signature): Promise<Bytes> {
  const blob = await signature.png();
  return copyBytes(new Uint8Array(await blob.arrayBuffer()));
}
