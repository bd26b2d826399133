/** Whether a receipt printer is let in, and how to let one in or send it away. Prints nothing. */
import { useSignal, useSignalEffect } from "@preact/signals";
import type { JSX } from "preact";
import { Button } from "../../../ui/actions/button.tsx";
import { Message } from "../../../ui/feedback/message.tsx";
import { choosePrinter, forgetPrinter, knownPrinter, printerWays } from "../../platform/printer.ts";
import type { PrinterFault, PrinterWay } from "../../platform/printer.ts";
import { problemSentence } from "../../session/problem-sentences.ts";
import "./printer.css";

const wayWords: Readonly<Record<PrinterWay, string>> = { serial: "Sambung Bluetooth", usb: "Sambung USB" };

export function Connection(): JSX.Element {
  const isKnown = useSignal(false);
  const fault = useSignal<PrinterFault | undefined>(undefined);
  const look = async (): Promise<void> => {
    isKnown.value = (await knownPrinter()) !== undefined;
  };
  useSignalEffect(() => void look());
  const choose = async (way: PrinterWay): Promise<void> => {
    const chosen = await choosePrinter(way);
    fault.value = chosen.ok ? undefined : chosen.code;
    await look();
  };
  const ways = printerWays();
  if (ways.length === 0)
    return (
      <Message kind="info">
        Tablet ini tidak bisa menyambung langsung ke printer struk. Mencetak lewat menu cetak tablet tetap bisa.
      </Message>
    );
  return (
    <>
      {fault.value !== undefined && <Message kind="warning">{problemSentence(fault.value)}</Message>}
      {isKnown.value && <Message kind="success">Printer struk tersambung.</Message>}
      <div class="printer-ways">
        {isKnown.value ? (
          <Button icon="cross" onPress={() => void forgetPrinter().then(look)}>
            Lepas printer
          </Button>
        ) : (
          ways.map((way) => (
            <Button key={way} icon={way === "usb" ? "usb" : "printer"} onPress={() => void choose(way)}>
              {wayWords[way]}
            </Button>
          ))
        )}
      </div>
    </>
  );
}
