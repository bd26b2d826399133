/**
 * The statement, read in full, then a signature; or a cross, which counts only with the officer's PIN as witness. No
 * picture of a thumb is taken.
 */
import type { JSX } from "preact";
import { screenSentences } from "../../../domain/speech/screen-sentences.ts";
import { Button } from "../../../ui/actions/button.tsx";
import { SignatureBox } from "../../../ui/answers/signature-box.tsx";
import { Message } from "../../../ui/feedback/message.tsx";
import { Screen } from "../../../ui/layout/screen.tsx";
import { Listen } from "../../session/listen.tsx";
import { OfficerPin } from "../../session/officer-pin.tsx";
import { TextSize } from "../../session/text-size.tsx";
import type { OpenVisit } from "../../session/visit.ts";
import { useSigning } from "./signing.ts";

export type SignStatementProps = {
  readonly visit: OpenVisit;
  readonly onBack: () => void;
  readonly onOfficer: () => void;
};

export function SignStatement({ visit, onBack, onOfficer }: SignStatementProps): JSX.Element {
  const { service, config } = visit;
  const signing = useSigning(visit);
  const statement = config.texts[service.statement];
  const isCross = signing.isCross.value;
  return (
    <Screen
      title={service.label}
      eyebrow="Untuk Bapak/Ibu pemohon"
      status={<TextSize />}
      onBack={onBack}
      listen={
        statement && (
          <Listen
            lines={[
              [statement.title],
              ...statement.paragraphs.map((paragraph) => [paragraph]),
              [isCross ? screenSentences.crossHere : screenSentences.signHere],
            ]}
          />
        )
      }
      secondary={{ label: "Petugas", icon: "help", onPress: onOfficer }}
      primary={{ label: "KIRIM", icon: "send", onPress: signing.send, isBusy: signing.isSending.value }}
    >
      <div class="sign-statement">
        <section class="sign-text">
          <h2 class="question-title">{statement?.title ?? "Pernyataan"}</h2>
          {statement?.paragraphs.map((paragraph) => (
            <p key={paragraph}>{paragraph}</p>
          ))}
          {signing.problem.value !== undefined && <Message kind="error">{signing.problem.value}</Message>}
        </section>
        <section class="sign-box">
          <SignatureBox
            key={isCross ? "cross" : "signature"}
            label={isCross ? screenSentences.crossHere : screenSentences.signHere}
            isCross={isCross}
            onChange={signing.drawn}
          />
          {config.switches.allowCrossAsSignature && (
            <Button kind="quiet" icon="signature" onPress={signing.switchKind}>
              {isCross ? "Saya bisa tanda tangan" : "Tidak bisa tanda tangan: buat tanda silang (X)"}
            </Button>
          )}
        </section>
      </div>
      <OfficerPin
        isOpen={signing.isWitnessing.value}
        title="Petugas menjadi saksi tanda silang ini"
        onRight={() => void signing.submit()}
        onCancel={() => (signing.isWitnessing.value = false)}
      />
    </Screen>
  );
}
