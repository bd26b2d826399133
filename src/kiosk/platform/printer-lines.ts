/**
 * The two wires to a receipt printer, Web Serial (cable, or Bluetooth as a serial port) and WebUSB, as one kind of line. Only what
 * is used of each is described: the compiler's DOM knows neither. Sends bytes; what they mean is nothing to it.
 */
import type { Bytes } from "../../base/bytes.ts";
import { assert } from "../../base/assert.ts";

export type SerialPort = {
  readonly readable: ReadableStream<Bytes> | null;
  readonly writable: WritableStream<Bytes> | null;
  open(options: { readonly baudRate: number; readonly bufferSize: number }): Promise<void>;
  close(): Promise<void>;
  forget(): Promise<void>;
};

type UsbEndpoint = { readonly direction: "in" | "out"; readonly endpointNumber: number; readonly type: string };
type UsbInterface = {
  readonly interfaceNumber: number;
  readonly alternate: { readonly interfaceClass: number; readonly endpoints: readonly UsbEndpoint[] };
};
export type UsbDevice = {
  readonly configuration: { readonly interfaces: readonly UsbInterface[] } | null;
  open(): Promise<void>;
  close(): Promise<void>;
  forget(): Promise<void>;
  selectConfiguration(value: number): Promise<void>;
  claimInterface(number: number): Promise<void>;
  transferOut(endpoint: number, data: Bytes): Promise<{ readonly status: string }>;
  transferIn(endpoint: number, length: number): Promise<{ readonly data?: DataView }>;
};

/** Those of `navigator`, where the browser has them and the page may use them. */
export type PrinterDoors = {
  readonly serial?: { getPorts(): Promise<SerialPort[]>; requestPort(): Promise<SerialPort> };
  readonly usb?: {
    getDevices(): Promise<UsbDevice[]>;
    requestDevice(options: { readonly filters: readonly { readonly classCode: number }[] }): Promise<UsbDevice>;
  };
};

/** An open wire. Every step may fail when the printer goes. */
export type PrinterLine = {
  write(bytes: Bytes): Promise<void>;
  /** The next byte the printer says, whenever that is; undefined from one that cannot speak. */
  hear(): Promise<number | undefined>;
  /** `isWhole`: what was written is let through first; else it is thrown away. */
  close(isWhole: boolean): Promise<void>;
};

/** A printer somebody let the page use. */
export type KnownPrinter = { open(): Promise<PrinterLine>; forget(): Promise<void> };

/** Class of printers in USB's own list; a device has it on one of its interfaces. */
export const usbPrinterClass = 7;
/** What a serial printer is set to when it leaves the factory; Bluetooth does not look at it. */
const baudRate = 9_600;
/** Larger than a slip: writing does not wait for the paper. */
const bufferSize = 4_096;

export const serialPrinter = (port: SerialPort): KnownPrinter => ({
  forget: () => port.forget(),
  async open() {
    await port.open({ baudRate, bufferSize });
    assert(port.writable !== null, "an open port can be written to");
    const writer = port.writable.getWriter();
    const reader = port.readable?.getReader();
    return {
      write: (bytes) => writer.write(bytes),
      hear: async () => (await reader?.read())?.value?.[0],
      async close(isWhole) {
        await reader?.cancel();
        reader?.releaseLock();
        await (isWhole ? writer.close() : writer.abort());
        writer.releaseLock();
        await port.close();
      },
    };
  },
});

export const usbPrinter = (device: UsbDevice): KnownPrinter => ({
  forget: () => device.forget(),
  async open() {
    await device.open();
    if (device.configuration === null) await device.selectConfiguration(1);
    const face = device.configuration?.interfaces.find(({ alternate }) => alternate.interfaceClass === usbPrinterClass);
    const endpoints = (face?.alternate.endpoints ?? []).filter(({ type }) => type === "bulk");
    const out = endpoints.find(({ direction }) => direction === "out");
    if (!face || !out) throw new DOMException("no interface of a printer", "NotFoundError");
    await device.claimInterface(face.interfaceNumber);
    const back = endpoints.find(({ direction }) => direction === "in");
    return {
      async write(bytes) {
        const { status } = await device.transferOut(out.endpointNumber, bytes);
        if (status !== "ok") throw new DOMException(`the printer answered ${status}`, "NetworkError");
      },
      hear: async () => {
        const heard = back && (await device.transferIn(back.endpointNumber, 1)).data;
        return heard && heard.byteLength > 0 ? heard.getUint8(0) : undefined;
      },
      close: () => device.close(),
    };
  },
});
