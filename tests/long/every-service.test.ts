/** Every service of the catalogue, in a real browser, from the first screen to the district's form. */
import { expect, it } from "vitest";
import { brebes } from "../fixtures/kiosk-config.ts";
import { Counter } from "../journey/support/counter.ts";
import { walkLetters } from "../journey/support/village-letters.ts";
import { walkServices } from "../journey/support/walk-services.ts";

it("every service can be walked from the first screen to its end", async () => {
  const config = brebes();
  expect(config.services.length).toBeGreaterThan(2);
  await using counter = await Counter.open();
  await walkServices(counter, { services: config.services, guides: config.guides ?? [] }, config);
  await counter.tablet.goHome();
  await walkLetters(counter.tablet, config.letters ?? [], config);
});
