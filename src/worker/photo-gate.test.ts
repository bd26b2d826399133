import { describe, expect, it, test } from "vitest";
import type { Paper } from "../../tests/support/paper.ts";
import { blur, paintPaper, relight, smear } from "../../tests/support/paper.ts";
import { judgePhoto, measurePhoto } from "./photo-gate.ts";
import { toGrey } from "./photo-tiles.ts";

const size = { width: 1600, height: 1200 };
const page = paintPaper(1, { ...size, dot: 2, table: 0.05 });

const inPatch = (x: number, y: number): boolean => (x - 700) ** 2 / 4 + (y - 500) ** 2 < 120 ** 2;

describe("a picture that can be read passes", () => {
  test.each<[string, Paper]>([
    ["a page", page],
    ["a page with large letters", paintPaper(2, { ...size, dot: 5, table: 0.08 })],
    ["a card on a table", paintPaper(3, { ...size, dot: 3, table: 0.28 })],
    ["a page that fills the picture with its margins", paintPaper(4, { ...size, dot: 2, table: -0.01 })],
    ["an upright page", paintPaper(5, { width: 1200, height: 1600, dot: 2, table: 0.05 })],
    ["a page a little soft, as every lens is", blur(paintPaper(6, { ...size, dot: 3, table: 0.05 }), 1)],
    ["a faded page", relight(page, (level) => 130 + level / 2.6)],
    ["a page in the shade", relight(page, (level) => level * 0.55)],
  ])("%s", (_, paper) => {
    expect(judgePhoto(paper), JSON.stringify(measurePhoto(paper))).toBeUndefined();
  });
});

describe("each fault is named", () => {
  test.each<[string, Paper]>([
    ["photo-small", paintPaper(1, { width: 320, height: 240, dot: 1, table: 0.05 })],
    ["photo-dark", relight(page, (level) => level * 0.25)],
    ["photo-glare", relight(page, (level, x, y) => (inPatch(x, y) ? 255 : level))],
    ["photo-pale", relight(page, (level) => 240 + level / 30)],
    ["photo-pattern", relight(page, (level, x, y) => level * (0.75 + 0.25 * Math.sin(x * 0.9) * Math.sin(y * 0.9)))],
    ["photo-blurred", blur(page, 3)],
    ["photo-blurred", blur(page, 8)],
    ["photo-blurred", smear(page, 5, 1)],
    ["photo-blurred", smear(page, 5, size.width)],
    ["photo-cut", paintPaper(4, { ...size, dot: 2, table: -0.2 })],
    ["photo-far", paintPaper(7, { ...size, dot: 1, table: 0.05 })],
  ])("%s", (fault, paper) => {
    expect(judgePhoto(paper), JSON.stringify(measurePhoto(paper))).toBe(fault);
  });
});

it("an empty table is no paper", () => {
  expect(judgePhoto(relight(page, () => 120))).toBe("photo-pale");
});

it("green counts most and blue least, as eyes have it", () => {
  const rgba = Uint8ClampedArray.of(255, 0, 0, 255, 0, 255, 0, 255, 0, 0, 255, 255, 255, 255, 255, 255);
  expect([...toGrey(rgba, 4, 1).levels]).toEqual([76, 149, 28, 255]);
});
