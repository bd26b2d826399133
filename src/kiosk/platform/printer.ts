/**
 * A receipt printer without any driver: let in once by a tap, then found again by itself. Bytes go out, a code says what went
 * wrong. One printer at a time: letting in another sends the one before away.
 */
import type { Bytes } from "../../base/bytes.ts";
import { printerAnswerMsMax, printerCloseMsMax, printerWriteMsMax } from "../../base/paper-limits.ts";
import type { Result } from "../../base/result.ts";
import { err, ok } from "../../base/result.ts";
import { pause } from "./ambient.ts";
import type { KnownPrinter, PrinterDoors, PrinterLine } from "./printer-lines.ts";
import { serialPrinter, usbPrinter, usbPrinterClass } from "./printer-lines.ts";

export type PrinterWay = "serial" | "usb";
export type PrinterFault =
  | "printer-none"
  | "printer-not-chosen"
  | "printer-unreached"
  | "printer-busy"
  | "printer-no-paper"
  | "printer-broke-off";

/** "How is your paper?" (DLE EOT 4): answered at once, in the middle of a job too. */
const askForPaper: Bytes = Uint8Array.of(0x10, 0x04, 0x04);
/** Of the answer: bits that are the same in every answer, and those that are set when the roll is at its end. */
const answerMask = 0x93;
const answerMark = 0x12;
const paperEnd = 0x60;

const doorsOfBrowser = (): PrinterDoors => navigator as PrinterDoors;

/** How this tablet can reach a receipt printer; none where the browser knows neither. */
export function printerWays(doors: PrinterDoors = doorsOfBrowser()): readonly PrinterWay[] {
  return [...(doors.serial ? (["serial"] as const) : []), ...(doors.usb ? (["usb"] as const) : [])];
}

/** The printer that was let in, if any. */
export async function knownPrinter(doors: PrinterDoors = doorsOfBrowser()): Promise<KnownPrinter | undefined> {
  return (await allKnown(doors))[0];
}

async function allKnown({ serial, usb }: PrinterDoors): Promise<readonly KnownPrinter[]> {
  const ports = (await serial?.getPorts().catch(() => [])) ?? [];
  const devices = (await usb?.getDevices().catch(() => [])) ?? [];
  return [...ports.map(serialPrinter), ...devices.map(usbPrinter)];
}

/**
 * Lets somebody choose a printer in the browser's own list; only in answer to a tap. `printer-not-chosen`: closed without a
 * choice, nothing in the list, or permission refused.
 */
export async function choosePrinter(
  way: PrinterWay,
  doors: PrinterDoors = doorsOfBrowser(),
): Promise<Result<true, PrinterFault>> {
  const before = await allKnown(doors);
  const chosen = await request(way, doors).catch(() => undefined);
  if (!chosen) return err("printer-not-chosen");
  // Whoever takes the printer in use once more must not lose it with the same tap.
  const after = await allKnown(doors);
  if (after.length > before.length) for (const old of before) await old.forget().catch(() => undefined);
  return ok(true);
}

async function request(way: PrinterWay, { serial, usb }: PrinterDoors): Promise<KnownPrinter | undefined> {
  if (way === "serial") return serial && serialPrinter(await serial.requestPort());
  return usb && usbPrinter(await usb.requestDevice({ filters: [{ classCode: usbPrinterClass }] }));
}

/** From now on slips go the browser's way again. */
export async function forgetPrinter(doors: PrinterDoors = doorsOfBrowser()): Promise<void> {
  for (const known of await allKnown(doors)) await known.forget().catch(() => undefined);
}

/** Sends a whole paper. Ok means that the printer took every byte, and has paper left where it can say so. */
export async function sendToPrinter(
  bytes: Bytes,
  doors: PrinterDoors = doorsOfBrowser(),
): Promise<Result<true, PrinterFault>> {
  const printer = await knownPrinter(doors);
  if (!printer) return err("printer-none");
  let line: PrinterLine;
  try {
    line = await printer.open();
  } catch (error) {
    return err(isInUse(error) ? "printer-busy" : "printer-unreached");
  }
  const sent = await sendOver(line, bytes).catch(() => err("printer-broke-off"));
  await inTime(
    line.close(sent.ok).catch(() => undefined),
    printerCloseMsMax,
  );
  return sent;
}

async function sendOver(line: PrinterLine, bytes: Bytes): Promise<Result<true, PrinterFault>> {
  if (await isOutOfPaper(line)) return err("printer-no-paper");
  const isSent = await inTime(
    line.write(bytes).then(() => true),
    printerWriteMsMax,
  );
  if (isSent !== true) return err("printer-broke-off");
  // A roll that ended in the middle took all bytes, and the citizen holds half a slip.
  return (await isOutOfPaper(line)) ? err("printer-no-paper") : ok(true);
}

/** Another tab, or a driver of the machine, holds it. */
const isInUse = (error: unknown): boolean =>
  error instanceof DOMException && (error.name === "InvalidStateError" || error.name === "SecurityError");

/** False also from a printer that does not say. */
async function isOutOfPaper(line: PrinterLine): Promise<boolean> {
  const asked = line.write(askForPaper).then(() => line.hear());
  const answer = await inTime(asked, printerAnswerMsMax);
  return answer !== undefined && (answer & answerMask) === answerMark && (answer & paperEnd) !== 0;
}

async function inTime<T>(work: Promise<T>, ms: number): Promise<T | undefined> {
  // What comes too late may fail too: nobody listens to it any more.
  void work.catch(() => undefined);
  return Promise.race([work, pause(ms).then(() => undefined)]);
}
