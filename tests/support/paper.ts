/**
 * Papers nobody has, as a camera sees them: a grey page with lines of made-up letters on a darker table, and what goes wrong
 * with a picture of it. The same for the same number. Knows no format of pictures.
 */
import { seededFraction } from "../../src/domain/sample/seeded-fraction.ts";

export type Paper = { readonly width: number; readonly height: number; readonly levels: Uint8Array };

export type PaperOptions = {
  readonly width: number;
  readonly height: number;
  /** Pixels of a dot of the letters, which are five dots wide and seven high. */
  readonly dot: number;
  /** Share of the picture's width and height the table takes on each side; negative: the paper runs out of the picture. */
  readonly table: number;
};

const tableLevel = 90;
const paperLevel = 225;
const inkLevel = 45;

/** Page `number`. Letters are five by seven dots, spaces between words, and a margin of a tenth. */
export function paintPaper(number: number, { width, height, dot, table }: PaperOptions): Paper {
  const levels = new Uint8Array(width * height).fill(tableLevel);
  const random = seededFraction(number + 1);
  const left = Math.round(width * table);
  const top = Math.round(height * table);
  const [paperWidth, paperHeight] = [width - 2 * left, height - 2 * top];
  const fill = (x0: number, y0: number, across: number, down: number, level: number): void => {
    for (let y = Math.max(0, y0); y < Math.min(height, y0 + down); y += 1)
      for (let x = Math.max(0, x0); x < Math.min(width, x0 + across); x += 1) levels[y * width + x] = level;
  };
  fill(left, top, paperWidth, paperHeight, paperLevel);
  const margin = Math.round(paperWidth / 10);
  for (let y = top + margin; y < top + paperHeight - margin; y += 12 * dot) {
    for (let x = left + margin; x < left + paperWidth - margin; x += 6 * dot) {
      if (random() < 0.15) continue;
      for (let at = 0; at < 35; at += 1) {
        const isStem = at % 5 === 0 || Math.floor(at / 5) % 3 === 0;
        if (random() < (isStem ? 0.75 : 0.15))
          fill(x + (at % 5) * dot, y + Math.floor(at / 5) * dot, dot, dot, inkLevel);
      }
    }
  }
  return { width, height, levels };
}

/** Every pixel the mean of the square around it, `reach` pixels to each side: a lens out of focus. */
export function blur(paper: Paper, reach: number): Paper {
  return smear(smear(paper, reach, 1), reach, paper.width);
}

/** Along one direction only (1: across, the width: down): a hand that moved. */
export function smear({ width, height, levels }: Paper, reach: number, step: number): Paper {
  const at = (index: number): number => levels[Math.max(0, Math.min(levels.length - 1, index))] ?? 0;
  const smeared = levels.map((_, index) => {
    let sum = 0;
    for (let by = -reach; by <= reach; by += 1) sum += at(index + by * step);
    return Math.round(sum / (2 * reach + 1));
  });
  return { width, height, levels: smeared };
}

/** Every level anew. */
export function relight(paper: Paper, light: (level: number, x: number, y: number) => number): Paper {
  const levels = paper.levels.map((level, at) =>
    Math.max(0, Math.min(255, Math.round(light(level, at % paper.width, Math.floor(at / paper.width))))),
  );
  return { ...paper, levels };
}
