/** The very bytes, read back by the printer's own book. No real printer has printed them. */
import { describe, expect, it } from "vitest";
import { readReceipt } from "../../../tests/support/read-receipt.ts";
import { qrPathOf } from "../../ui/paper/qr-path.ts";
import { slipLines } from "../../ui/paper/slip-lines.ts";
import type { Roll } from "./receipt.ts";
import { receiptBytes } from "./receipt.ts";

const qrText = `https://loket.example/t/7K2M9P4TQ#1.${"Ab-_".repeat(60)}`;
const lines = slipLines({
  office: "Desa Gununglarang, Kec. Salem",
  service: "Akta kelahiran – “anak ke‑2” · Ngadirénggo ±",
  code: ["7K2", "M9P", "4TQ"],
  qrText,
  applicant: "S. N.",
  filedOn: "24 November 2026 09.12 WIB",
  delivery: "on-tablet",
  urgentReason: "Berobat atau rumah sakit",
  missing: ["Surat nikah orang tua", "Kartu Keluarga (KK)"],
  contact: "0283 000 000",
});
const width: Readonly<Record<Roll, { columns: number; dots: number }>> = {
  "58mm": { columns: 32, dots: 384 },
  "80mm": { columns: 48, dots: 576 },
};

describe.each(["58mm", "80mm"] as const)("on a roll of %s", (roll) => {
  it("has the number large, its QR whole, and every line of the slip", async () => {
    const { lines: printed, large, codes, cuts } = readReceipt(await receiptBytes(lines, roll));
    expect(large).toEqual(["7K2 M9P 4TQ"]);
    expect(codes.map(({ text }) => text)).toEqual([qrText]);
    expect(cuts).toBe(1);
    const text = printed.join(" ").replace(/\s+/g, " ");
    for (const words of ["BELUM terkirim", "Layanan ini GRATIS", "bukan dokumen resmi", "Ngadirenggo", "0283 000 000"])
      expect(text).toContain(words);
    expect(text).toContain(roll === "80mm" ? "Surat nikah orang tua" : "Surat nikah orang");
  });

  it("breaks no word at the edge and no square of the code", async () => {
    const { lines: printed, large, codes } = readReceipt(await receiptBytes(lines, roll));
    const { columns, dots } = width[roll];
    for (const line of printed) expect(line.length).toBeLessThanOrEqual(columns);
    for (const line of large) expect(line.length * 2).toBeLessThanOrEqual(columns);
    for (const { text, squareDots } of codes) {
      expect(qrPathOf(text, "Q").size * squareDots).toBeLessThanOrEqual(dots);
      // Three dots are 0.375 mm: below that an old phone sees no squares.
      expect(squareDots).toBeGreaterThanOrEqual(3);
    }
  });
});
