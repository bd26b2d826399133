import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { definite } from "../../base/assert.ts";

const sheets = ["tokens.css", "contrast.css"].map((name) => readFileSync(new URL(name, import.meta.url), "utf8"));

/** WCAG 2.2 contrast of two opaque colours. */
function contrast(one: string, other: string): number {
  const [light = 0, dark = 0] = [luminance(one), luminance(other)].toSorted((a, b) => b - a);
  return (light + 0.05) / (dark + 0.05);
}

function luminance(hex: string): number {
  const [r = 0, g = 0, b = 0] = [1, 3, 5].map((at) => {
    const part = Number.parseInt(hex.slice(at, at + 2), 16) / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

/** White on a tone is the same in every look. */
const onTone = "on-primary";

const colourIn =
  (css: string) =>
  (name: string): string => {
    const sheet = name === onTone ? sheets.join() : css;
    return definite(new RegExp(`--${name}: (#[0-9a-f]{6});`).exec(sheet)?.[1], `the colour ${name}`);
  };

const grounds = ["paper", "surface", "sunken"];
const texts = [
  ...["ink", "ink-soft", "primary"].flatMap((text) => grounds.map((ground) => [text, ground] as const)),
  ...["ok", "wait", "info", "danger", "off", "accent", "primary"].map((tone) => [tone, `${tone}-tint`] as const),
  ...["ok", "wait", "info", "danger", "off", "accent", "primary"].map((tone) => [onTone, tone] as const),
  ["ink", "primary-tint"],
  ["ink-soft", "primary-tint"],
  ["ink-soft", "wait-tint"],
] as const;

describe.each(sheets)("colours", (css) => {
  const colour = colourIn(css);
  it.each(texts)("%s on %s can be read by weak eyes: 7:1", (text, ground) => {
    expect(contrast(colour(text), colour(ground))).toBeGreaterThanOrEqual(7);
  });
  it.each(grounds)("borders and focus stand out on %s: 4.5:1", (ground) => {
    expect(contrast(colour("line"), colour(ground))).toBeGreaterThanOrEqual(4.5);
    expect(contrast(colour("focus"), colour(ground))).toBeGreaterThanOrEqual(4.5);
  });
});

it("high contrast is black on white", () => {
  const colour = colourIn(definite(sheets[1], "the sheet of high contrast"));
  for (const ground of grounds) {
    expect(contrast(colour("ink"), colour(ground))).toBe(21);
    expect(contrast(colour("line"), colour(ground))).toBe(21);
  }
});
