/** What stands in the PDF, read back from its pages: every place of every form of every service, and its answer. */
import { describe, expect, it } from "vitest";
import { brebes } from "../../tests/fixtures/kiosk-config.ts";
import { readPdf } from "../../tests/support/read-pdf.ts";
import type { Service } from "../domain/catalogue/service.ts";
import { dateInJakarta } from "../domain/date/civil-date.ts";
import type { FormPaper } from "../domain/form/form-paper.ts";
import { formPapers, officialFormsOf } from "../domain/form/form-paper.ts";
import { sampleFiling } from "../domain/sample/sample-filing.ts";
import { drawForms } from "./forms-pdf.ts";

const config = brebes();
const filedAt = Date.parse("2026-11-25T03:00:00Z");
const sheet = { office: "Desa Gununglarang, Kec. Salem", number: "Permohonan 7K2-M9P-4TQ", date: "25 November 2026" };

/** Wrapping puts spaces where there were none. */
const bare = (text: string): string => text.replaceAll(/\s/g, "");
const wordsOf = async (papers: readonly FormPaper[]): Promise<string> =>
  bare(readPdf(await drawForms({ ...sheet, papers })).join(" "));

function papersOf(service: Service, seed: number): readonly FormPaper[] {
  let state = seed;
  const random = (): number => (state = (state * 16_807) % 2_147_483_647) / 2_147_483_647;
  const { answers } = sampleFiling(service, config, random, { filedAt });
  const brought = service.requirements.map(({ id }) => ({ requirementId: id }));
  return formPapers(service, answers, brought, config, dateInJakarta(filedAt));
}

const filed = config.services.filter((service) => officialFormsOf(service).length > 0);

it("looks at every service with an official form", () => {
  expect(filed.length).toBeGreaterThanOrEqual(33);
});

describe.each(filed)("$id", (service) => {
  it("has every place of its forms on paper, with what was answered there", async () => {
    for (const seed of [11, 4_711]) {
      const papers = papersOf(service, seed);
      expect(papers.length).toBeGreaterThan(0);
      const words = await wordsOf(papers);
      for (const { form, title, sections, empty, signers } of papers) {
        for (const each of [form, title.toUpperCase(), ...signers]) expect(words).toContain(bare(each));
        for (const each of empty) expect(words).toContain(bare(`${each.title}: ${each.items.join(", ")}`));
        for (const section of sections) {
          expect(words).toContain(bare(section.title));
          for (const { item, label } of section.rows) expect(words).toContain(bare(item + label));
          for (const { text, digits } of section.rows) expect(words).toContain(digits ?? bare(text));
        }
      }
    }
  });
});

it("draws a name of any letters: an accent that the font lacks goes, a sign it lacks is seen", async () => {
  const row = { item: "1", label: "Nama", text: "" };
  const names = ["SITI MA’RIFAH", "NGADIRÉNGGO", "ŁUCJA ŌTANI", "ꦱꦶꦠꦶ"];
  const paper: FormPaper = {
    form: "F-2.01",
    title: "Contoh",
    sections: [{ title: "Nama", rows: names.map((text) => ({ ...row, text })) }],
    empty: [],
    signers: ["Pelapor"],
  };
  const words = await wordsOf([paper]);
  for (const name of ["SITIMA’RIFAH", "NGADIRÉNGGO", "?UCJAOTANI"]) expect(words).toContain(name);
});

it("goes on to another page where one is full, and leaves nothing out", async () => {
  const rows = Array.from({ length: 200 }, (_, index) => ({
    item: String(index + 1),
    label: `Isian ke-${index + 1}`,
    text: `Jawaban ${index + 1} `.repeat(8).trim(),
  }));
  const papers = [{ form: "F-1.01", title: "Contoh", sections: [{ title: "A", rows }], empty: [], signers: [] }];
  const pieces = readPdf(await drawForms({ ...sheet, papers, watermark: "LATIHAN" }));
  const pages = pieces.filter((piece) => piece.startsWith("Halaman "));
  expect(pages.length).toBeGreaterThan(5);
  expect(pieces.filter((piece) => piece === "LATIHAN")).toHaveLength(pages.length);
  expect(bare(pieces.join(""))).toContain(bare("Jawaban 200"));
});
