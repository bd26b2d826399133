/** Text for a PDF's standard fonts: broken into lines, and in letters the font has. Draws nothing. */
import type { PDFFont } from "@cantoo/pdf-lib";

/** Lines no wider than `width` points at `size`; a word that is wider itself is broken. */
export function wrap(text: string, font: PDFFont, size: number, width: number): readonly string[] {
  const lines: string[] = [];
  let line = "";
  const fits = (words: string): boolean => font.widthOfTextAtSize(words, size) <= width;
  for (const word of inKnownLetters(text, font).split(" ")) {
    const longer = line === "" ? word : `${line} ${word}`;
    if (fits(longer)) {
      line = longer;
      continue;
    }
    if (line !== "") lines.push(line);
    line = "";
    for (const letter of word) {
      if (line !== "" && !fits(line + letter)) {
        lines.push(line);
        line = "";
      }
      line += letter;
    }
  }
  return line === "" ? lines : [...lines, line];
}

const lettersOf = new WeakMap<PDFFont, ReadonlySet<number>>();

/** The standard fonts have Windows-1252: an accent they lack goes, a sign they lack is seen as a question mark. */
export function inKnownLetters(text: string, font: PDFFont): string {
  const letters = lettersOf.get(font) ?? new Set(font.getCharacterSet());
  lettersOf.set(font, letters);
  const has = (letter: string): boolean => letters.has(letter.codePointAt(0) ?? 0);
  return [...text.replaceAll(/\s/g, " ")]
    .map((letter) => {
      if (has(letter)) return letter;
      const bare = letter.normalize("NFKD").replaceAll(/\p{M}/gu, "");
      return bare !== "" && [...bare].every(has) ? bare : "?";
    })
    .join("");
}
