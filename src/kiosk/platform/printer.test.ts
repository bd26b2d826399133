/** A port made after the Web Serial and WebUSB texts, with a printer behind it: nobody has tried a real one. */
import { expect, it } from "vitest";
import type { Bytes } from "../../base/bytes.ts";
import { concatBytes } from "../../base/bytes.ts";
import type { PrinterDoors, SerialPort, UsbDevice } from "./printer-lines.ts";
import { choosePrinter, forgetPrinter, printerWays, sendToPrinter } from "./printer.ts";

const paper = Uint8Array.of(0x41, 0x42, 0x0a);
const hasPaper = 0x12;
const hasNone = 0x72;

type Printer = {
  readonly port: SerialPort;
  readonly got: () => readonly number[];
  readonly isOpen: () => boolean;
  isForgotten: boolean;
};

/** `answer` of the paper sensor before and after the paper; undefined: says nothing. */
function serialPrinterWith({
  answers = [],
  open = () => undefined,
  failAt = Infinity,
}: {
  answers?: readonly number[];
  open?: () => void;
  failAt?: number;
}): Printer {
  const got: Bytes[] = [];
  const left = [...answers];
  let isOpen = false;
  let say: ReadableStreamDefaultController<Bytes> | undefined;
  const port = {
    readable: null as ReadableStream<Bytes> | null,
    writable: null as WritableStream<Bytes> | null,
    open: async () => {
      await Promise.resolve();
      open();
      isOpen = true;
      port.readable = new ReadableStream<Bytes>({ start: (controller) => void (say = controller) });
      port.writable = new WritableStream<Bytes>({
        write(bytes) {
          if (bytes[0] === 0x10) {
            const answer = left.shift();
            if (answer !== undefined) say?.enqueue(Uint8Array.of(answer));
            return;
          }
          if (failAt < Infinity) throw new DOMException("gone", "NetworkError");
          got.push(bytes);
        },
      });
    },
    close: async () => {
      // As the standard has it: a port whose streams are held is not closed.
      if (port.readable?.locked === true || port.writable?.locked === true) throw new TypeError("locked");
      isOpen = false;
      await Promise.resolve();
    },
    forget: async () => {
      printer.isForgotten = true;
      await Promise.resolve();
    },
  };
  const printer: Printer = {
    port,
    got: () => [...concatBytes(...got)],
    isOpen: () => isOpen,
    isForgotten: false,
  };
  return printer;
}

const doorsTo = (...printers: readonly Printer[]): PrinterDoors => ({
  serial: {
    getPorts: () => Promise.resolve(printers.filter(({ isForgotten }) => !isForgotten).map(({ port }) => port)),
    requestPort: () => Promise.reject(new DOMException("closed", "NotFoundError")),
  },
});

it("sends the whole paper to a printer that has some, and lets go of it", async () => {
  const printer = serialPrinterWith({ answers: [hasPaper, hasPaper] });
  expect(await sendToPrinter(paper, doorsTo(printer))).toEqual({ ok: true, value: true });
  expect(printer.got()).toEqual([...paper]);
  expect(printer.isOpen()).toBe(false);
});

it("prints on one that never says how it is", async () => {
  const printer = serialPrinterWith({});
  expect(await sendToPrinter(paper, doorsTo(printer))).toMatchObject({ ok: true });
  expect(printer.got()).toEqual([...paper]);
});

it("sends nothing where the roll is at its end", async () => {
  const printer = serialPrinterWith({ answers: [hasNone] });
  expect(await sendToPrinter(paper, doorsTo(printer))).toMatchObject({ code: "printer-no-paper" });
  expect(printer.got()).toEqual([]);
});

it("tells of a roll that ended in the middle", async () => {
  const printer = serialPrinterWith({ answers: [hasPaper, hasNone] });
  expect(await sendToPrinter(paper, doorsTo(printer))).toMatchObject({ code: "printer-no-paper" });
});

it.each([
  ["printer-unreached", new DOMException("off", "NetworkError")],
  ["printer-busy", new DOMException("open", "InvalidStateError")],
])("says %s where it cannot be opened", async (code, error) => {
  const open = (): never => {
    throw error;
  };
  expect(await sendToPrinter(paper, doorsTo(serialPrinterWith({ open })))).toMatchObject({ code });
});

it("says so when the wire is pulled out on the way, and lets go of the port", async () => {
  const printer = serialPrinterWith({ answers: [hasPaper], failAt: 0 });
  expect(await sendToPrinter(paper, doorsTo(printer))).toMatchObject({ code: "printer-broke-off" });
});

it("has no printer before one was let in, nor after it was sent away", async () => {
  expect(await sendToPrinter(paper, {})).toMatchObject({ code: "printer-none" });
  expect(printerWays({})).toEqual([]);
  const printer = serialPrinterWith({});
  const doors = doorsTo(printer);
  expect(printerWays(doors)).toEqual(["serial"]);
  await forgetPrinter(doors);
  expect(await sendToPrinter(paper, doors)).toMatchObject({ code: "printer-none" });
});

it("keeps the printer in use when the list is closed without a choice, and changes it for another", async () => {
  const [old, other] = [serialPrinterWith({}), serialPrinterWith({})];
  const refused = doorsTo(old);
  expect(await choosePrinter("serial", refused)).toMatchObject({ code: "printer-not-chosen" });
  expect(old.isForgotten).toBe(false);
  const known = [old];
  const doors: PrinterDoors = {
    serial: {
      getPorts: () => Promise.resolve(known.filter((each) => !each.isForgotten).map(({ port }) => port)),
      requestPort: () => {
        known.push(other);
        return Promise.resolve(other.port);
      },
    },
  };
  expect(await choosePrinter("serial", doors)).toMatchObject({ ok: true });
  expect([old.isForgotten, other.isForgotten]).toEqual([true, false]);
});

it("finds the printer among the interfaces of a USB device", async () => {
  const got: Bytes[] = [];
  const claimed: number[] = [];
  const bulk = (direction: "in" | "out", endpointNumber: number) => ({ direction, endpointNumber, type: "bulk" });
  const device: UsbDevice = {
    configuration: {
      interfaces: [
        { interfaceNumber: 0, alternate: { interfaceClass: 3, endpoints: [bulk("out", 9)] } },
        { interfaceNumber: 1, alternate: { interfaceClass: 7, endpoints: [bulk("out", 2), bulk("in", 1)] } },
      ],
    },
    open: () => Promise.resolve(),
    close: () => Promise.resolve(),
    forget: () => Promise.resolve(),
    selectConfiguration: () => Promise.resolve(),
    claimInterface: (number) => Promise.resolve(void claimed.push(number)),
    transferOut: (endpoint, data) => {
      expect(endpoint).toBe(2);
      if (data[0] !== 0x10) got.push(data);
      return Promise.resolve({ status: "ok" });
    },
    transferIn: () => Promise.resolve({ data: new DataView(Uint8Array.of(hasPaper).buffer) }),
  };
  const usb = { getDevices: () => Promise.resolve([device]), requestDevice: () => Promise.resolve(device) };
  expect(await sendToPrinter(paper, { usb })).toMatchObject({ ok: true });
  expect([claimed, got]).toEqual([[1], [paper]]);
});
