/**
 * What a picture looks like tile by tile: grey pixels enter, levels, contrast and steepness of each tile leave. Judges
 * nothing (`photo-gate.ts` does), knows no canvas.
 */

/** One byte per pixel, 0 black, 255 white, row after row. */
export type GreyImage = {
  readonly width: number;
  readonly height: number;
  readonly levels: Uint8Array;
};

export type Tile = {
  /** The level below which 3 % of its pixels lie (ink, where there is any), and 90 % (what is behind it). */
  readonly low: number;
  readonly high: number;
  /** The steepest steps between neighbours, left to right and down, in levels. */
  readonly across: number;
  readonly down: number;
  /** Share of steps that are part of an edge: a line crossing the tile has few, letters many. */
  readonly busy: number;
};

export type Tiles = { readonly columns: number; readonly rows: number; readonly list: readonly Tile[] };

/** Pixels: some letters of the smallest print, far less than a margin. */
export const tilePx = 32;

const lowShare = 0.03;
const highShare = 0.9;
const steepShare = 0.97;
/** A step is part of an edge from this share of the tile's contrast on, and above the grain of a camera (levels). */
const edgeShare = 0.12;
const grainLevels = 10;

/** Luma of what a canvas gives (RGBA), by whole numbers. */
export function toGrey(rgba: Uint8ClampedArray, width: number, height: number): GreyImage {
  const levels = new Uint8Array(width * height);
  for (let at = 0, from = 0; at < levels.length; at += 1, from += 4) {
    levels[at] = ((rgba[from] ?? 0) * 77 + (rgba[from + 1] ?? 0) * 150 + (rgba[from + 2] ?? 0) * 29) >> 8;
  }
  return { width, height, levels };
}

/** The last tiles of a row or column move inwards to be whole: no border is left out. */
export function measureTiles(image: GreyImage): Tiles {
  const columns = Math.ceil(image.width / tilePx);
  const rows = Math.ceil(image.height / tilePx);
  const counts = { level: new Uint32Array(256), across: new Uint32Array(256), down: new Uint32Array(256) };
  const list: Tile[] = [];
  for (let row = 0; row < rows; row += 1) {
    for (let column = 0; column < columns; column += 1) {
      list.push(measureTile(image, placeOf(column, image.width), placeOf(row, image.height), counts));
    }
  }
  return { columns, rows, list };
}

/** The first pixel of a tile along one side that is `length` long. */
export function placeOf(index: number, length: number): number {
  return Math.max(0, Math.min(index * tilePx, length - tilePx));
}

type Counts = { readonly level: Uint32Array; readonly across: Uint32Array; readonly down: Uint32Array };

function measureTile(image: GreyImage, left: number, top: number, counts: Counts): Tile {
  const { width, height, levels } = image;
  const { level, across, down } = counts;
  level.fill(0);
  across.fill(0);
  down.fill(0);
  const right = Math.min(left + tilePx, width) - 1;
  const bottom = Math.min(top + tilePx, height) - 1;
  for (let y = top; y < bottom; y += 1) {
    for (let x = left, at = y * width + left; x < right; x += 1, at += 1) {
      const here = levels[at] ?? 0;
      bump(level, here);
      bump(across, Math.abs(here - (levels[at + 1] ?? 0)));
      bump(down, Math.abs(here - (levels[at + width] ?? 0)));
    }
  }
  const pixels = Math.max(1, (right - left) * (bottom - top));
  const low = levelAt(level, pixels * lowShare);
  const high = levelAt(level, pixels * highShare);
  const edge = Math.max(grainLevels, Math.round((high - low) * edgeShare));
  return {
    low,
    high,
    across: levelAt(across, pixels * steepShare),
    down: levelAt(down, pixels * steepShare),
    busy: (countFrom(across, edge) + countFrom(down, edge)) / (2 * pixels),
  };
}

function bump(counts: Uint32Array, value: number): void {
  counts[value] = (counts[value] ?? 0) + 1;
}

/** The value that `wanted` of the counted ones do not exceed. */
function levelAt(counts: Uint32Array, wanted: number): number {
  let sum = 0;
  for (let value = 0; value < counts.length; value += 1) {
    sum += counts[value] ?? 0;
    if (sum >= wanted) return value;
  }
  return counts.length - 1;
}

function countFrom(counts: Uint32Array, from: number): number {
  let sum = 0;
  for (let value = from; value < counts.length; value += 1) sum += counts[value] ?? 0;
  return sum;
}
