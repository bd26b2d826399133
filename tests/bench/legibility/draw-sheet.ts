/** A sheet of A4 on a canvas, eight points to the letter. Knows no camera. */
import type { Sheet } from "./sheets.ts";

const mmPerPoint = 25.4 / 72;
const points = 8;
const marginMm = 15;
/** Relative widths of a family card's columns; an act has a word and what is said of it. */
const columnShares: Readonly<Record<number, readonly number[]>> = {
  1: [1],
  2: [0.45, 0.55],
  7: [0.185, 0.135, 0.135, 0.1, 0.09, 0.165, 0.19],
};

export function drawSheet({ isLandscape, font, rows }: Sheet, pxPerMm: number): OffscreenCanvas {
  const [acrossMm, downMm] = isLandscape ? [297, 210] : [210, 297];
  const canvas = new OffscreenCanvas(Math.round(acrossMm * pxPerMm), Math.round(downMm * pxPerMm));
  const brush = canvas.getContext("2d");
  if (brush === null) throw new Error("no canvas");
  brush.fillStyle = "#f4f1e8";
  brush.fillRect(0, 0, canvas.width, canvas.height);
  brush.fillStyle = brush.strokeStyle = "#26231f";
  brush.font = `${points * mmPerPoint * pxPerMm}px "${font}"`;
  brush.textBaseline = "middle";
  brush.lineWidth = 0.15 * pxPerMm;
  const widthMm = acrossMm - 2 * marginMm;
  const pitchMm = (downMm - 2 * marginMm) / rows.length;
  for (const [at, row] of rows.entries()) {
    const topMm = marginMm + at * pitchMm;
    let leftMm = marginMm;
    for (const [column, cell] of row.entries()) {
      const cellMm = widthMm * (columnShares[row.length]?.[column] ?? 1 / row.length);
      if (row.length > 2) brush.strokeRect(leftMm * pxPerMm, topMm * pxPerMm, cellMm * pxPerMm, pitchMm * pxPerMm);
      brush.fillText(cell, (leftMm + 0.8) * pxPerMm, (topMm + pitchMm / 2) * pxPerMm, (cellMm - 1.6) * pxPerMm);
      leftMm += cellMm;
    }
  }
  return canvas;
}
