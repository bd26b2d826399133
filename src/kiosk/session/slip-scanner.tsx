/** The QR of a slip, scanned, with the way back to typing its number; and what is said of a number that is none. */
import type { JSX } from "preact";
import { problemSentence } from "./problem-sentences.ts";
import { QrScanner } from "./qr-scanner.tsx";
import type { QrScannerProps } from "./qr-scanner.tsx";

export function SlipScanner(props: Pick<QrScannerProps, "onText" | "onStop" | "advice">): JSX.Element {
  return (
    <QrScanner
      {...props}
      stopLabel="Ketik nomornya saja"
      withoutCamera="QR tidak bisa dipindai di tablet ini. Ketik nomornya."
    />
  );
}

/** A paper of practice is called by its name; whatever else is wrong is told as `otherwise`. */
export function slipRefusal(code: string, otherwise: string): string {
  return problemSentence(code === "slip-of-practice" ? code : otherwise);
}
