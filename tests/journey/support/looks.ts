/** The looks a tablet can be set to and the screens it can have, put on a page as its own preferences do. Knows no screen. */
import type { Page } from "playwright-core";
import { pxPerMmUsual } from "../../../src/base/screen-limits.ts";

export const looks = {
  normal: {},
  "large-text": { text: "large" },
  "high-contrast": { contrast: "high" },
  "left-hand": { hand: "left" },
} as const satisfies Record<string, Readonly<Record<string, string>>>;
export type Look = keyof typeof looks;
export const lookNames = Object.keys(looks) as readonly Look[];

export type Size = { readonly width: number; readonly height: number; readonly pxPerMm: number };

/** A tablet both ways, and a phone of 6.5" (tokens.css has its measure). */
export const sizes = {
  landscape: { width: 1280, height: 800, pxPerMm: pxPerMmUsual },
  portrait: { width: 800, height: 1280, pxPerMm: pxPerMmUsual },
  phone: { width: 360, height: 800, pxPerMm: 5.31 },
} as const satisfies Record<string, Size>;
export type SizeName = keyof typeof sizes;
export const sizeNames = Object.keys(sizes) as readonly SizeName[];

/** An 8" tablet as its officer measures it: everything a quarter larger on the same px. */
export const pxPerMmOf8Inch = 7.43;

/** Puts a look and a size on; resolves when the page stands in it. */
export async function wear(page: Page, look: Look, { width, height }: Size): Promise<void> {
  await page.setViewportSize({ width, height });
  await page.evaluate(async (worn) => {
    const root = document.documentElement;
    for (const [name, value] of Object.entries({ text: "normal", contrast: "normal", hand: "right", ...worn })) {
      root.dataset[name] = value;
    }
    await new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)));
    const moving = document.getAnimations().filter(({ effect }) => effect?.getComputedTiming().endTime !== Infinity);
    await Promise.allSettled(moving.map(({ finished }) => finished));
  }, looks[look]);
}
