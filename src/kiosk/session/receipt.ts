/** A slip's lines as the bytes a receipt printer understands (ESC/POS). Knows no printer, no port and no application. */
import type { Bytes } from "../../base/bytes.ts";
import { copyBytes } from "../../base/bytes.ts";
import { qrPathOf } from "../../ui/paper/qr-path.ts";
import type { SlipLine } from "../../ui/paper/slip-lines.ts";

export type Roll = "58mm" | "80mm";

/** Characters of the printer's usual letters in a line, and dots across the paper, at 203 dpi. */
const rolls = { "58mm": { columns: 32, dots: 384 }, "80mm": { columns: 48, dots: 576 } } as const;
const factColumns = 11;
/** Larger than this the command has no squares. */
const squareDotsMax = 8;
/** Past the knife, or the edge one tears along. */
const linesBeforeCut = 4;

/** The bytes of one paper. The encoder is fetched with the first of them. */
export async function receiptBytes(lines: readonly SlipLine[], roll: Roll): Promise<Bytes> {
  const { default: ReceiptPrinterEncoder } = await import("@point-of-sale/receipt-printer-encoder");
  const { columns } = rolls[roll];
  const out = new ReceiptPrinterEncoder({ language: "esc-pos", columns, feedBeforeCut: linesBeforeCut });
  out.initialize().codepage("cp437");
  for (const line of lines) put(out, line, roll);
  return copyBytes(out.cut().encode());
}

type Encoder = InstanceType<(typeof import("@point-of-sale/receipt-printer-encoder"))["default"]>;

function put(out: Encoder, line: SlipLine, roll: Roll): void {
  const { columns, dots } = rolls[roll];
  switch (line.kind) {
    case "title":
    case "strong":
      out.bold(true).line(plain(line.text)).bold(false);
      return;
    case "text":
      out.line(plain(line.text));
      return;
    case "code":
      out.newline().line(plain(line.label));
      out.bold(true).size(2, 2).line(line.groups.join(" ")).size(1, 1).bold(false);
      return;
    case "qr": {
      const squares = qrPathOf(line.text, "Q").size;
      const size = Math.min(squareDotsMax, Math.max(1, Math.floor(dots / squares)));
      out.newline().align("center").qrcode(line.text, { model: 2, size, errorlevel: "q" }).align("left").newline();
      return;
    }
    case "facts":
      out.line("-".repeat(columns)).table(
        [
          { width: factColumns, overflow: "wrap" },
          { width: columns - factColumns - 1, marginLeft: 1, overflow: "wrap" },
        ],
        line.facts.map(({ name, text }) => [plain(name), plain(text)]),
      );
      out.line("-".repeat(columns));
  }
}

const lookAlikes: readonly (readonly [RegExp, string])[] = [
  [/[–—−]/g, "-"],
  [/[“”„]/g, '"'],
  [/[‘’]/g, "'"],
  [/·/g, "-"],
  [/…/g, "..."],
];

/** What every printer has: beyond ASCII each clone has letters of its own, some read two bytes as one Chinese sign. */
function plain(text: string): string {
  const like = lookAlikes.reduce((sofar, [found, instead]) => sofar.replace(found, instead), text);
  return like
    .normalize("NFKD")
    .replace(/\p{M}/gu, "")
    .replace(/[^\x20-\x7e]/g, "?");
}
