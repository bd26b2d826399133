/**
 * Papers of an application as one PDF of A4 pages, in the printer's own letters (Helvetica), to be signed in ink. Loaded with the
 * first paper: the writer weighs more than the worker. Draws what it is given; which place holds what is the domain's.
 */
import { PDFDocument, StandardFonts, rgb } from "@cantoo/pdf-lib";
import type { PDFFont, PDFPage } from "@cantoo/pdf-lib";
import type { Bytes } from "../base/bytes.ts";
import { copyBytes } from "../base/bytes.ts";
import type { FormPaper, PaperRow } from "../domain/form/form-paper.ts";
import { inKnownLetters, wrap } from "./pdf-letters.ts";

export type FormsSheet = {
  readonly papers: readonly FormPaper[];
  /** "Desa Gununglarang, Kec. Salem". */
  readonly office: string;
  /** "Permohonan 7K2-M9P-4TQ", or that it is not filed yet. */
  readonly number: string;
  /** Day on the signature line, in words. */
  readonly date: string;
  /** Across every page: nobody may take practice for an application. */
  readonly watermark?: string;
};

/** Points, 72 to the inch. */
const a4 = { width: 595.28, height: 841.89 } as const;
const margin = 45;
const right = a4.width - margin;
const footerTop = 52;
const columns = { item: margin, label: margin + 72, answer: margin + 225 } as const;
const size = { text: 9.5, small: 7.5, section: 10.5, title: 12.5, code: 16 } as const;
const box = { digit: 13, tick: 8.5 } as const;
const signature = { width: 155, height: 82 } as const;
const black = rgb(0, 0, 0);
const grey = rgb(0.35, 0.35, 0.35);
const pale = rgb(0.86, 0.86, 0.86);

/** The bytes of the PDF. Every paper begins on a page of its own. */
export async function drawForms(sheet: FormsSheet): Promise<Bytes> {
  const pdf = await PDFDocument.create();
  pdf.setTitle(sheet.papers.map(({ form }) => form).join(", "));
  const plain = await pdf.embedFont(StandardFonts.Helvetica);
  const bold = await pdf.embedFont(StandardFonts.HelveticaBold);
  for (const paper of sheet.papers) new Pen(pdf, { plain, bold }, sheet, paper.form).draw(paper);
  const pages = pdf.getPages();
  pages.forEach((page, index) => foot(page, plain, `Halaman ${index + 1} dari ${pages.length}`));
  return copyBytes(await pdf.save());
}

function foot(page: PDFPage, font: PDFFont, number: string): void {
  const words = "Diisi lewat Loket Desa. Berlaku sesudah ditandatangani dengan tinta (tanda tangan basah). GRATIS.";
  page.drawLine({ start: { x: margin, y: 42 }, end: { x: right, y: 42 }, thickness: 0.5, color: grey });
  page.drawText(words, { x: margin, y: 31, size: size.small, font, color: grey });
  page.drawText(number, {
    x: right - font.widthOfTextAtSize(number, size.small),
    y: 31,
    size: size.small,
    font,
    color: grey,
  });
}

const titleOf = (section: string): string => (section === "" ? "Isian" : section);

type Fonts = { readonly plain: PDFFont; readonly bold: PDFFont };

/** Writes one paper from top to bottom and takes a new page where one is full. */
class Pen {
  readonly #pdf: PDFDocument;
  readonly #fonts: Fonts;
  readonly #sheet: FormsSheet;
  readonly #form: string;
  #page: PDFPage;
  /** Where the next thing begins; downwards it gets less. */
  #y: number;

  constructor(pdf: PDFDocument, fonts: Fonts, sheet: FormsSheet, form: string) {
    this.#pdf = pdf;
    this.#fonts = fonts;
    this.#sheet = sheet;
    this.#form = form;
    this.#page = this.#newPage();
    this.#y = a4.height - margin;
  }

  draw(paper: FormPaper): void {
    this.#head(paper);
    for (const { title, rows } of paper.sections) {
      this.#section(title, rows[0]);
      for (const row of rows) this.#row(row);
    }
    this.#empty(paper.empty);
    this.#signatures(paper.signers);
  }

  #newPage(): PDFPage {
    const page = this.#pdf.addPage([a4.width, a4.height]);
    if (this.#sheet.watermark !== undefined)
      page.drawText(this.#sheet.watermark, { x: 120, y: 360, size: 90, font: this.#fonts.bold, color: pale });
    return page;
  }

  /** Makes sure that `height` is left on the page. */
  #need(height: number): void {
    if (this.#y - height >= footerTop) return;
    this.#page = this.#newPage();
    this.#y = a4.height - margin;
    this.#write(`${this.#form}, lanjutan`, { x: columns.item, size: size.small, isSoft: true });
    this.#y -= 16;
  }

  #head({ form, title }: FormPaper): void {
    const { bold } = this.#fonts;
    const codeWidth = bold.widthOfTextAtSize(form, size.code) + 16;
    this.#frame(right - codeWidth, this.#y - 26, codeWidth, 26);
    this.#page.drawText(form, { x: right - codeWidth + 8, y: this.#y - 19, size: size.code, font: bold, color: black });
    const lines = wrap(title.toUpperCase(), bold, size.title, right - codeWidth - 12 - margin);
    for (const line of lines) {
      this.#y -= size.title + 2;
      this.#page.drawText(line, { x: margin, y: this.#y, size: size.title, font: bold, color: black });
    }
    this.#y -= 15;
    this.#write(`${this.#sheet.office} · ${this.#sheet.number}`, { x: margin, size: size.text, isSoft: true });
    this.#y -= 8;
  }

  /** Keeps a heading with its first row. */
  #section(title: string, first: PaperRow | undefined): void {
    this.#need(30 + (first === undefined ? 0 : this.#heightOf(first)));
    this.#y -= 16;
    this.#write(titleOf(title), { x: margin, size: size.section, isBold: true });
    this.#y -= 4;
    this.#page.drawLine({ start: { x: margin, y: this.#y }, end: { x: right, y: this.#y }, thickness: 0.8 });
    this.#y -= 3;
  }

  #row(row: PaperRow): void {
    const height = this.#heightOf(row);
    this.#need(height);
    const top = this.#y;
    this.#lines(row.item, columns.item, size.small + 0.5, columns.label - columns.item - 6, top - 11);
    this.#lines(row.label, columns.label, size.text, columns.answer - columns.label - 8, top - 11);
    if (row.isTick === true) this.#tickBox(columns.answer, top - 12, true, row.code ?? "");
    else if (row.digits !== undefined) this.#digits(row.digits, top - box.digit - 2);
    else if (row.choices !== undefined) this.#choices(row, top - 11);
    else {
      const at = row.code === undefined || row.text === "" ? columns.answer : this.#codeBox(row.code, top);
      if (row.text === "") this.#dotted(top - 12);
      else this.#lines(row.text, at, size.text, right - at, top - 11, this.#fonts.bold);
    }
    this.#y = top - height;
    this.#page.drawLine({
      start: { x: margin, y: this.#y },
      end: { x: right, y: this.#y },
      thickness: 0.3,
      color: pale,
    });
  }

  #heightOf(row: PaperRow): number {
    const { plain, bold } = this.#fonts;
    const label = wrap(row.label, plain, size.text, columns.answer - columns.label - 8).length;
    const item = wrap(row.item, plain, size.small + 0.5, columns.label - columns.item - 6).length;
    const codeWidth = row.code === undefined ? 0 : 34;
    const answer = row.choices
      ? row.choices.length
      : wrap(row.text, bold, size.text, right - columns.answer - codeWidth).length;
    const text = Math.max(label, item, answer, 1) * (size.text + 2.5) + 5;
    return Math.max(text, row.digits === undefined ? 0 : box.digit + 5);
  }

  #digits(digits: string, y: number): void {
    [...digits].forEach((digit, index) => {
      const x = columns.answer + index * box.digit;
      this.#frame(x, y, box.digit, box.digit);
      this.#page.drawText(digit, { x: x + 3.8, y: y + 3, size: size.text, font: this.#fonts.bold, color: black });
    });
  }

  /** Returns where the words after it begin. */
  #codeBox(code: string, top: number): number {
    const width = Math.max(
      16,
      this.#fonts.bold.widthOfTextAtSize(inKnownLetters(code, this.#fonts.plain), size.text) + 8,
    );
    this.#frame(columns.answer, top - 14, width, 12);
    this.#page.drawText(inKnownLetters(code, this.#fonts.plain), {
      x: columns.answer + 4,
      y: top - 11,
      size: size.text,
      font: this.#fonts.bold,
      color: black,
    });
    return columns.answer + Math.max(width + 6, 24);
  }

  #choices({ choices = [], code }: PaperRow, y: number): void {
    choices.forEach((choice, index) => {
      const isIt = choice.code === code;
      const line = y - index * (size.text + 2.5);
      this.#tickBox(columns.answer, line - 1, isIt, `${choice.code}  ${choice.text}`);
    });
  }

  #tickBox(x: number, y: number, isTicked: boolean, words: string): void {
    this.#frame(x, y, box.tick, box.tick);
    if (isTicked) {
      const stroke = { thickness: 1.4, color: black };
      this.#page.drawLine({ start: { x: x + 1.5, y: y + 4.5 }, end: { x: x + 3.6, y: y + 1.8 }, ...stroke });
      this.#page.drawLine({ start: { x: x + 3.6, y: y + 1.8 }, end: { x: x + 8, y: y + 8 }, ...stroke });
    }
    const font = isTicked ? this.#fonts.bold : this.#fonts.plain;
    this.#lines(words, x + box.tick + 5, size.text, right - x - box.tick - 5, y + 1, font);
  }

  /** A line to write on. */
  #dotted(y: number): void {
    this.#page.drawLine({
      start: { x: columns.answer, y },
      end: { x: right, y },
      thickness: 0.6,
      dashArray: [1, 2],
      color: grey,
    });
  }

  #empty(empty: FormPaper["empty"]): void {
    if (empty.length === 0) return;
    const lines = [
      "Tidak perlu diisi untuk permohonan ini:",
      ...empty.flatMap(({ title, items }) =>
        wrap(`${titleOf(title)}: ${items.join(", ")}`, this.#fonts.plain, size.small, right - margin),
      ),
    ];
    this.#y -= 10;
    for (const line of lines) {
      this.#need(size.small + 3);
      this.#y -= size.small + 3;
      this.#write(line, { x: margin, size: size.small, isSoft: true });
    }
  }

  #signatures(signers: readonly string[]): void {
    const perRow = signers.length > 3 ? 2 : 3;
    this.#need(24 + signature.height * Math.ceil(signers.length / perRow));
    this.#y -= 24;
    this.#write(`${this.#sheet.office}, ${this.#sheet.date}`, { x: margin, size: size.text });
    signers.forEach((signer, index) => {
      const x = margin + (index % perRow) * (signature.width + 14);
      const top = this.#y - 6 - Math.floor(index / perRow) * signature.height;
      this.#lines(signer, x, size.text, signature.width, top - 10);
      this.#page.drawLine({
        start: { x, y: top - 66 },
        end: { x: x + signature.width - 10, y: top - 66 },
        thickness: 0.7,
      });
      this.#lines("Nama terang dan tanda tangan", x, size.small, signature.width, top - 75);
    });
    this.#y -= signature.height * Math.ceil(signers.length / perRow);
  }

  #frame(x: number, y: number, width: number, height: number): void {
    this.#page.drawRectangle({ x, y, width, height, borderWidth: 0.7, borderColor: black });
  }

  #write(
    text: string,
    { x, size: at, isBold = false, isSoft = false }: { x: number; size: number; isBold?: boolean; isSoft?: boolean },
  ): void {
    const font = isBold ? this.#fonts.bold : this.#fonts.plain;
    this.#page.drawText(inKnownLetters(text, this.#fonts.plain), {
      x,
      y: this.#y,
      size: at,
      font,
      color: isSoft ? grey : black,
    });
  }

  #lines(text: string, x: number, at: number, width: number, y: number, font = this.#fonts.plain): void {
    wrap(text, font, at, width).forEach((line, index) =>
      this.#page.drawText(line, { x, y: y - index * (size.text + 2.5), size: at, font, color: black }),
    );
  }
}
