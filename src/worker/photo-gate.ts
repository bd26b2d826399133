/**
 * The photo gate: whether a paper can be read from its picture. Grey pixels enter, the first fault leaves, or none. Pure; what
 * a person is told about a fault, and whether the picture is kept all the same, is decided elsewhere.
 */
import type { GreyImage, Tile, Tiles } from "./photo-tiles.ts";
import { measureTiles, placeOf, tilePx } from "./photo-tiles.ts";

/** What is wrong with a picture, in the order it is looked for: the first explains those after it. */
export const photoFaults = [
  "photo-small",
  "photo-dark",
  "photo-glare",
  "photo-pale",
  "photo-cut",
  "photo-pattern",
  "photo-blurred",
  "photo-far",
] as const;
export type PhotoFault = (typeof photoFaults)[number];

/** Every bound of the gate. Levels are 0–255, shares 0–1; set on drawn pages, not yet tried on real photos. */
export const gateBounds = {
  /** Longest side of the picture to be judged, at most: the bounds below are in these pixels. */
  edgePxMax: 1600,
  /** Longest side, pixels: with less, a family card has letters of four pixels. */
  edgePxMin: 640,
  /** Level of the paper behind the letters: below it a camera's grain eats thin strokes. */
  paperLevelMin: 80,
  /** Levels between ink and paper from which on something can be read. */
  contrastLevelsMin: 36,
  /** Share of steps that are edges in a tile with letters; a ruled line or the edge of a paper has less. */
  busyShareMin: 0.08,
  /** Share of tiles with letters in a picture of a paper; a card on a table has few. */
  lettersShareMin: 0.012,
  /** Tiles whiter than this show nothing; on paper darker than `whitePaperLevel` that is a lamp's reflection. */
  glareLevel: 250,
  whitePaperLevel: 242,
  /** Share of the written area under a reflection: about one line of a card. */
  glareShareMax: 0.02,
  /** Which of all tiles, from the emptiest on, tells the grain of the camera: every picture has some empty paper. */
  emptyTileShare: 0.1,
  /** Levels: more is no grain but letters, on a picture without empty paper. */
  grainLevelsMax: 20,
  /** Share of a paper's tiles with letters that none has, as it has margins: a screen's raster is everywhere. */
  patternShareMin: 0.93,
  /** Steepest step ÷ contrast. 0.4 ÷ the blur in pixels; letters of 8 points are lost when it passes 1.5 pixels. */
  sharpnessMin: 0.3,
  /** Which of the tiles with letters speaks for all: a third may be a stamp or a shadow. */
  sharpTileShare: 0.65,
  /** Share of one side's tiles where letters run into the border of the picture. */
  cutShareMax: 0.12,
  /** Pixels of a line of print, from the foot to the head of its letters. */
  lineHeightPxMin: 8,
} as const;

/** The first fault of a picture as it will be kept, scaled down; undefined when a person should be able to read it. */
export function judgePhoto(image: GreyImage): PhotoFault | undefined {
  if (Math.max(image.width, image.height) < gateBounds.edgePxMin) return "photo-small";
  const tiles = measureTiles(image);
  if (levelOf(tiles.list, 0.95) < gateBounds.paperLevelMin) return "photo-dark";
  const written = tiles.list.filter(hasLetters);
  if (written.length < tiles.list.length * gateBounds.lettersShareMin) return nothingToRead(tiles);
  const paper = levelOf(written, 0.5);
  if (paper < gateBounds.paperLevelMin) return "photo-dark";
  if (glareShare(tiles, paper) > gateBounds.glareShareMax) return "photo-glare";
  if (cutShare(tiles, paper) > gateBounds.cutShareMax) return "photo-cut";
  const onPaper = tiles.list.filter(({ high }) => high >= paper * 0.75);
  const isEverywhere = onPaper.filter(hasLetters).length > onPaper.length * gateBounds.patternShareMin;
  if (isEverywhere) return "photo-pattern";
  if (sharpnessOf(written, tiles) < gateBounds.sharpnessMin) return "photo-blurred";
  return lineHeight(image, tiles) < gateBounds.lineHeightPxMin ? "photo-far" : undefined;
}

/** What the gate measures, for the bench that finds its bounds. */
export function measurePhoto(image: GreyImage): Readonly<Record<string, number>> {
  const tiles = measureTiles(image);
  const written = tiles.list.filter(hasLetters);
  const paper = levelOf(written, 0.5);
  return {
    bright: levelOf(tiles.list, 0.95),
    letters: written.length / tiles.list.length,
    paper,
    glare: glareShare(tiles, paper),
    sharpness: sharpnessOf(written, tiles),
    cut: cutShare(tiles, paper),
    lineHeight: lineHeight(image, tiles),
  };
}

function hasLetters({ low, high, busy }: Tile): boolean {
  return high - low >= gateBounds.contrastLevelsMin && busy >= gateBounds.busyShareMin;
}

/** Soft shapes are letters out of focus; without any shape the light has eaten them. */
function nothingToRead({ list }: Tiles): PhotoFault {
  const soft = list.filter(({ low, high }) => high - low >= gateBounds.contrastLevelsMin / 2);
  return soft.length >= list.length * gateBounds.lettersShareMin ? "photo-blurred" : "photo-pale";
}

/** The level behind the ink that `share` of the tiles do not exceed. */
function levelOf(tiles: readonly Tile[], share: number): number {
  return quantile(
    tiles.map(({ high }) => high),
    share,
  );
}

/** The worse of both directions: a hand that moved blurs one of them. Steps of grain, as on empty paper, are no edges. */
function sharpnessOf(written: readonly Tile[], { list }: Tiles): number {
  const ratios = (step: "across" | "down"): readonly number[] => {
    const all = list.map((tile) => tile[step]);
    const grain = Math.min(quantile(all, gateBounds.emptyTileShare), gateBounds.grainLevelsMax);
    return written.map((tile) => (tile[step] - grain) / (tile.high - tile.low));
  };
  const { sharpTileShare } = gateBounds;
  return Math.min(quantile(ratios("across"), sharpTileShare), quantile(ratios("down"), sharpTileShare));
}

/** Empty white tiles between written ones, as a share of the written area. A lamp outside the paper does no harm. */
function glareShare({ columns, rows, list }: Tiles, paper: number): number {
  if (paper > gateBounds.whitePaperLevel) return 0;
  const at = list.flatMap((tile, index) => (hasLetters(tile) ? [index] : []));
  const across = at.map((index) => index % columns);
  const down = at.map((index) => Math.floor(index / columns));
  const [left, right] = [quantile(across, 0.02), quantile(across, 0.98)];
  const [top, bottom] = [quantile(down, 0.02), quantile(down, 0.98)];
  let white = 0;
  for (let row = top; row <= Math.min(bottom, rows - 1); row += 1) {
    for (let column = left; column <= right; column += 1) {
      if ((list[row * columns + column]?.low ?? 0) >= gateBounds.glareLevel) white += 1;
    }
  }
  return white / Math.max(1, (right - left + 1) * (bottom - top + 1));
}

/** The worst side's share of border tiles with letters on paper. */
function cutShare({ columns, rows, list }: Tiles, paper: number): number {
  const isCut = (column: number, row: number): boolean => {
    const tile = list[row * columns + column];
    return tile !== undefined && hasLetters(tile) && tile.high >= paper * 0.75;
  };
  const shareOf = (count: number, at: (index: number) => boolean): number =>
    Array.from({ length: count }, (_, index) => at(index)).filter(Boolean).length / count;
  return Math.max(
    shareOf(rows, (row) => isCut(0, row)),
    shareOf(rows, (row) => isCut(columns - 1, row)),
    shareOf(columns, (column) => isCut(column, 0)),
    shareOf(columns, (column) => isCut(column, rows - 1)),
  );
}

const linePxMin = 3;
const linePxMax = 2 * tilePx;

/** The median height of the lines of print, pixels: in strips as narrow as a tile a leaning line is still one. */
function lineHeight(image: GreyImage, tiles: Tiles): number {
  const heights: number[] = [];
  for (let column = 0; column < tiles.columns; column += 1) collectHeights(image, tiles, column, heights);
  return heights.length === 0 ? 0 : quantile(heights, 0.5);
}

function collectHeights({ width, height, levels }: GreyImage, tiles: Tiles, column: number, into: number[]): void {
  const left = placeOf(column, width);
  const right = Math.min(left + tilePx, width);
  let run = 0;
  for (let y = 0; y < height; y += 1) {
    const tile = tiles.list[Math.floor(y / tilePx) * tiles.columns + column];
    const middle = tile && hasLetters(tile) ? (tile.low + tile.high) / 2 : -1;
    let ink = 0;
    for (let at = y * width + left; at < y * width + right; at += 1) if ((levels[at] ?? 0) < middle) ink += 1;
    if (ink >= 2) run += 1;
    else {
      if (run >= linePxMin && run <= linePxMax) into.push(run);
      run = 0;
    }
  }
}

function quantile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0;
}
