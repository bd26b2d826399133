import { expect, it } from "vitest";
import { brebes } from "../../../../tests/fixtures/kiosk-config.ts";
import { attractPages } from "./attract-pages.ts";

const config = brebes();
const pages = attractPages(config, "2026-11-24");

it("shows every card behind which something is filed, in the order of the cards", () => {
  const ids = config.lifeEvents.map(({ id }) => id);
  expect(pages.length).toBeGreaterThan(3);
  expect(pages.map(({ event }) => ids.indexOf(event.id))).toEqual(
    pages.map(({ event }) => ids.indexOf(event.id)).toSorted((a, b) => a - b),
  );
});

it("says for each what can be asked for and what to bring, in at most four lines", () => {
  for (const { services, papers } of pages) {
    expect(services.length).toBeGreaterThan(0);
    expect(services.length).toBeLessThanOrEqual(4);
    expect(papers.length).toBeLessThanOrEqual(4);
    expect(new Set(services).size).toBe(services.length);
  }
  expect(pages.some(({ papers }) => papers.length > 0)).toBe(true);
});
