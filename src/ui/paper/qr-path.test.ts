import { encode } from "uqr";
import { expect, it } from "vitest";
import { pathOfModules, qrPathOf, quietModules } from "./qr-path.ts";

/** Paints the rectangles of a path back onto a field of modules. */
function paint(d: string, size: number): boolean[][] {
  const field = Array.from({ length: size }, () => Array.from({ length: size }, () => false));
  for (const [, x, y, width] of d.matchAll(/M(\d+) (\d+)h(\d+)v1h-\d+z/g)) {
    field[Number(y)]?.fill(true, Number(x), Number(x) + Number(width));
  }
  return field;
}

it("the path covers the dark modules and no other", () => {
  const { data, size } = encode("https://loket.example/t/7K2M9P4TQ", { ecc: "Q", border: quietModules });
  expect(paint(pathOfModules(data), size)).toEqual(data);
});

it("a row of neighbours is one rectangle", () => {
  expect(pathOfModules([[false, true, true, false, true]])).toBe("M1 0h2v1h-2zM4 0h1v1h-1z");
});

it("leaves the quiet zone that readers need", () => {
  const { d, size } = qrPathOf("7K2M9P4TQ", "Q");
  const field = paint(d, size);
  const edge = field.filter((_, y) => y < quietModules || y >= size - quietModules);
  expect(edge.flat()).not.toContain(true);
  expect(field.flat()).toContain(true);
});
