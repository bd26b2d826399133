import { expect, it } from "vitest";
import { slipLines } from "./slip-lines.ts";
import type { SlipText } from "./slip-lines.ts";

const slip: SlipText = {
  office: "Desa Gununglarang, Kec. Salem",
  service: "Akta kelahiran",
  code: ["7K2", "M9P", "4TQ"],
  qrText: "https://loket.example/t/7K2M9P4TQ#1",
  applicant: "S. N.",
  filedOn: "24 November 2026",
  delivery: "on-tablet",
};
const text = (lines: ReturnType<typeof slipLines>): string => JSON.stringify(lines);

it("has the number, the QR, and that it is no document, whatever else is known", () => {
  const lines = slipLines(slip);
  expect(lines).toContainEqual({ kind: "code", label: "Nomor", groups: slip.code });
  expect(lines).toContainEqual({ kind: "qr", label: "Kode QR nomor permohonan", text: slip.qrText });
  expect(text(lines)).toContain("bukan dokumen resmi");
  expect(text(lines)).toContain("GRATIS");
});

it("says received only when it was", () => {
  expect(text(slipLines(slip))).toContain("BELUM terkirim");
  expect(text(slipLines({ ...slip, delivery: "data-received" }))).toContain("Foto masih menyusul");
  expect(text(slipLines({ ...slip, delivery: "received" }))).not.toContain("BELUM");
});

it("has no row for what nobody knows, and one for what is still to be brought", () => {
  expect(text(slipLines(slip))).not.toContain("Masih kurang");
  expect(text(slipLines({ ...slip, missing: ["KK", "Buku nikah"] }))).toContain("KK; Buku nikah");
});
