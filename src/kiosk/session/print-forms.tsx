/** "Cetak formulir F-…": the official forms as a file to print and sign in ink. For officers: the file leaves the vault. */
import { useSignal } from "@preact/signals";
import type { JSX } from "preact";
import type { Service } from "../../domain/catalogue/service.ts";
import { officialFormsOf } from "../../domain/form/form-paper.ts";
import { practiceSlipText } from "../../domain/slip/slip-code.ts";
import { Button } from "../../ui/actions/button.tsx";
import { Message } from "../../ui/feedback/message.tsx";
import type { FormsOf } from "../../worker/print-forms.ts";
import { isPractice } from "../platform/practice.ts";
import { saveFile } from "../platform/save-file.ts";
import { worker } from "../platform/worker-bridge.ts";
import { problemSentence } from "./problem-sentences.ts";
import "./print-forms.css";

export type PrintFormsProps = {
  readonly of: FormsOf;
  readonly service: Service;
};

type Outcome = { readonly kind: "success" | "warning"; readonly text: string };

/** Nothing for a service the office has no form for. */
export function PrintForms({ of, service }: PrintFormsProps): JSX.Element | null {
  const isBusy = useSignal(false);
  const outcome = useSignal<Outcome | undefined>(undefined);
  const print = async (): Promise<void> => {
    isBusy.value = true;
    outcome.value = await make(of).finally(() => (isBusy.value = false));
  };
  // This application may fill fewer of them.
  const [first, ...others] = officialFormsOf(service);
  if (first === undefined) return null;
  return (
    <div class="print-forms">
      <Button icon="printer" isBusy={isBusy.value} onPress={() => void print()}>
        {`Cetak formulir ${first}${others.length === 0 ? "" : " dan lainnya"}`}
      </Button>
      {outcome.value && <Message kind={outcome.value.kind}>{outcome.value.text}</Message>}
    </div>
  );
}

async function make(of: FormsOf): Promise<Outcome | undefined> {
  const made = await worker().printForms(of, isPractice ? practiceSlipText : undefined);
  if (!made.ok) return { kind: "warning", text: problemSentence(made.code) };
  const { file, name, forms } = made.value;
  const where = await saveFile(file, name);
  if (where === "cancelled") return undefined;
  return {
    kind: "success",
    text:
      `Formulir ${forms.join(", ")} tersimpan sebagai ${name}. Buka, cetak, lalu tanda tangani dengan tinta. ` +
      "Hapus berkasnya sesudah dicetak: isinya data warga.",
  };
}
