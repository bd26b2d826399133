/**
 * A slip on its way to paper: straight to the receipt printer that was let in, else through the tablet's own printing. When
 * that fails, what happened and the other ways; the number can always be copied by hand.
 */
import type { Signal } from "@preact/signals";
import type { JSX } from "preact";
import { Button } from "../../ui/actions/button.tsx";
import { Message } from "../../ui/feedback/message.tsx";
import type { SlipLine } from "../../ui/paper/slip-lines.ts";
import type { SlipPaper } from "../../ui/paper/slip.tsx";
import { knownPrinter, sendToPrinter } from "../platform/printer.ts";
import type { PrinterFault } from "../platform/printer.ts";
import { problemSentence } from "./problem-sentences.ts";
import { receiptBytes } from "./receipt.ts";

export type PrintState = "idle" | "busy" | "sent" | PrinterFault;

/** Prints what the page has marked as paper, by the way this tablet has. Call in answer to a tap. */
export async function printSlip(
  lines: readonly SlipLine[],
  paper: SlipPaper,
  state: Signal<PrintState>,
): Promise<void> {
  state.value = "busy";
  if (paper === "a5" || !(await knownPrinter())) {
    state.value = "idle";
    globalThis.print();
    return;
  }
  const sent = await sendToPrinter(await receiptBytes(lines, paper));
  state.value = sent.ok ? "sent" : sent.code;
}

/** What became of it; nothing while nothing was tried. */
export function PrintOutcome({ state }: { readonly state: Signal<PrintState> }): JSX.Element | null {
  const now = state.value;
  if (now === "idle" || now === "busy") return null;
  if (now === "sent") return <Message kind="success">Sudah dikirim ke printer. Lihat kertasnya keluar utuh.</Message>;
  return (
    <Message kind="warning" title="Belum tercetak">
      {`${problemSentence(now)} Nomornya juga bisa disalin dengan tangan. `}
      <Button icon="printer" onPress={() => globalThis.print()}>
        Cetak lewat tablet
      </Button>
    </Message>
  );
}
