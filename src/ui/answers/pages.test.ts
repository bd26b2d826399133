import { expect, it } from "vitest";
import { pageOf } from "./pages.ts";

const list = Array.from({ length: 14 }, (_, index) => index);

it("every item is on exactly one page", () => {
  const shown: number[] = [];
  for (let page = pageOf(list, 0, 4); ; page = pageOf(list, page.from + 4, 4)) {
    shown.push(...page.items);
    if (page.isLast) break;
  }
  expect(shown).toEqual(list);
});

it("an index outside the list gives the nearest page", () => {
  expect(pageOf(list, 99, 4).items).toEqual([12, 13]);
  expect(pageOf(list, -5, 4).from).toBe(0);
  expect(pageOf([], 3, 4)).toMatchObject({ items: [], isFirst: true, isLast: true });
});
