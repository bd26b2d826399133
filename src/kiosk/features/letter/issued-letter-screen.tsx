/** A letter that was issued: its number, and the sheet to print as often as wanted. */
import { useSignal, useSignalEffect } from "@preact/signals";
import type { JSX } from "preact";
import { Message } from "../../../ui/feedback/message.tsx";
import { Screen } from "../../../ui/layout/screen.tsx";
import type { RegisterLine } from "../../../worker/letter-api.ts";
import { configuration } from "../../platform/configuration.ts";
import { worker } from "../../platform/worker-bridge.ts";
import { VillageLetter } from "../../session/letter-sheet.tsx";
import { problemSentence } from "../../session/problem-sentences.ts";
import { go } from "../../session/route.ts";
import type { Route } from "../../session/route.ts";

export function IssuedLetterScreen({ at }: { readonly at: Route }): JSX.Element {
  const line = useSignal<RegisterLine | undefined>(undefined);
  const problem = useSignal<string | undefined>(undefined);
  const id = at.name === "issued-letter" ? at.id : "";
  const isFromRegister = at.name === "issued-letter" && at.isFromRegister === true;
  useSignalEffect(() => {
    void worker()
      .issuedLetter(id)
      .then((read) => {
        if (read.ok) line.value = read.value;
        else problem.value = read.code;
      });
  });
  const config = configuration.value;
  const shown = line.value;
  return (
    <Screen
      title={shown?.state === "kept" ? shown.letter.label : "Surat desa"}
      eyebrow="Sudah dicatat di buku surat desa"
      {...(isFromRegister && { onBack: () => go({ name: "letter-register" }) })}
      secondary={{ label: "Selesai", icon: "check", onPress: () => go({ name: "home" }) }}
      primary={{ label: "Cetak", icon: "printer", isDisabled: shown?.state !== "kept", onPress: () => print() }}
    >
      {problem.value !== undefined && <Message kind="error">{problemSentence(problem.value)}</Message>}
      {shown?.state === "kept" && config && (
        <>
          <Message kind="success" title={`Nomor ${shown.number}`}>
            Cetak, minta tanda tangan dan stempel, lalu serahkan ke warga.
          </Message>
          <VillageLetter
            written={shown.letter.written}
            config={config}
            date={shown.letter.date}
            signer={shown.letter.signer}
            number={shown.number}
          />
        </>
      )}
    </Screen>
  );
}

const print = (): void => globalThis.print();
