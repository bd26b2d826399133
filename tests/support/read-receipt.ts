/** Reads what was sent to a receipt printer the way one would: commands by the book (Epson's ESC/POS reference), the rest is text. */

export type ReadReceipt = {
  readonly lines: readonly string[];
  /** What stands in letters of double width and height. */
  readonly large: readonly string[];
  /** Every QR printed, with the side of its squares in dots. */
  readonly codes: readonly { readonly text: string; readonly squareDots: number }[];
  readonly cuts: number;
  readonly paperQuestions: number;
};

const ESC = 0x1b;
const FS = 0x1c;
const GS = 0x1d;
const DLE = 0x10;
/** Bytes after the name of a command that has no length of its own. */
const argumentBytes: Readonly<Record<string, number>> = { "@": 0, M: 1, E: 1, t: 1, a: 1 };

/** Throws at the first byte no printer of the plain kind would know. */
export function readReceipt(bytes: Uint8Array): ReadReceipt {
  const lines: string[] = [];
  const large: string[] = [];
  const codes: { text: string; squareDots: number }[] = [];
  let [line, size, squareDots, stored, cuts, paperQuestions] = ["", 0, 0, "", 0, 0];
  for (let at = 0; at < bytes.length; at++) {
    const byte = bytes[at] ?? 0;
    const name = String.fromCharCode(bytes[at + 1] ?? 0);
    if (byte === 0x0d) continue;
    if (byte === 0x0a) {
      lines.push(line.trimEnd());
      if (size === 0x11) large.push(line);
      line = "";
    } else if (byte === DLE && bytes[at + 1] === 4) {
      paperQuestions += 1;
      at += 2;
    } else if (byte === ESC && name in argumentBytes) at += 1 + (argumentBytes[name] ?? 0);
    else if (byte === FS && name === ".") at += 1;
    else if (byte === GS && name === "!") {
      if (size === 0x11 && line !== "") large.push(line);
      size = bytes[at + 2] ?? 0;
      at += 2;
    } else if (byte === GS && name === "V") {
      cuts += 1;
      at += 2;
    } else if (byte === GS && name === "(" && bytes[at + 2] === 0x6b) {
      const length = (bytes[at + 3] ?? 0) + 256 * (bytes[at + 4] ?? 0);
      const [, command = 0, ...data] = bytes.subarray(at + 5, at + 5 + length);
      if (command === 0x43) squareDots = data[0] ?? 0;
      if (command === 0x50) stored = String.fromCharCode(...data.slice(1));
      if (command === 0x51) codes.push({ text: stored, squareDots });
      at += 4 + length;
    } else if (byte >= 0x20 && byte < 0x7f) line += String.fromCharCode(byte);
    else throw new Error(`byte ${at} is ${byte.toString(16)} ${name}: no command of a plain printer`);
  }
  return { lines, large, codes, cuts, paperQuestions };
}
