/** "Printer": what paper this tablet prints on, chosen once, and a trial that shows whether the whole width comes out. */
import { useSignal } from "@preact/signals";
import type { JSX } from "preact";
import { momentText } from "../../../domain/date/date-words.ts";
import { ChoiceList } from "../../../ui/answers/choice-list.tsx";
import { Question } from "../../../ui/layout/question.tsx";
import { Screen } from "../../../ui/layout/screen.tsx";
import { slipLines } from "../../../ui/paper/slip-lines.ts";
import type { SlipText } from "../../../ui/paper/slip-lines.ts";
import { Slip } from "../../../ui/paper/slip.tsx";
import type { SlipPaper } from "../../../ui/paper/slip.tsx";
import { now } from "../../platform/ambient.ts";
import { preferences, setPreference } from "../../platform/preferences.ts";
import { PrintOutcome, printSlip } from "../../session/printing.tsx";
import type { PrintState } from "../../session/printing.tsx";
import { go } from "../../session/route.ts";
import { ownVillage } from "../../session/tablet.ts";
import { Connection } from "./connection.tsx";

const papers: readonly { readonly value: SlipPaper; readonly label: string; readonly detail: string }[] = [
  { value: "58mm", label: "Struk kecil 58 mm", detail: "Selebar dua jari setengah" },
  { value: "80mm", label: "Struk lebar 80 mm", detail: "Seperti struk toko swalayan" },
  { value: "a5", label: "Kertas biasa A5", detail: "Printer tinta atau laser, setengah A4" },
];

/** A paper like a real one, with nobody on it and a number that leads nowhere. */
const trial = (): SlipText => ({
  office: ownVillage()?.text ?? "",
  service: "Percobaan printer",
  code: ["CON", "TOH", "123"],
  qrText: "CONTOH",
  applicant: "Tidak ada",
  filedOn: momentText(now()),
  delivery: "on-tablet",
  missing: ["Contoh surat yang menyusul"],
});

export function PrinterScreen(): JSX.Element {
  const state = useSignal<PrintState>("idle");
  const { paper } = preferences.value;
  return (
    <Screen
      title="Printer"
      onBack={() => go({ name: "tools" })}
      secondary={{
        label: "Cetak contoh",
        icon: "printer",
        isBusy: state.value === "busy",
        onPress: () => void printSlip(slipLines(trial()), paper, state),
      }}
    >
      <Question
        title="Kertas apa di printer?"
        hint="Dipilih sekali. Printer struk bisa disambung langsung: nyalakan, lalu pasangkan di pengaturan tablet."
      >
        <ChoiceList
          legend="Kertas printer"
          options={papers}
          value={paper}
          onChange={(chosen) => {
            const found = papers.find(({ value }) => value === chosen);
            if (found) void setPreference("paper", found.value);
          }}
        />
        <PrintOutcome state={state} />
        {paper !== "a5" && <Connection />}
      </Question>
      <Slip paper={paper} isPrintOnly {...trial()} />
    </Screen>
  );
}
