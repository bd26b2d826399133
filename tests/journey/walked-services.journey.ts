/** One service of each mode, and one that is only told: the rest of the catalogue is walked by the long tests. */
import { expect, it } from "vitest";
import { findGuide, findService } from "../../src/domain/configuration/configuration.ts";
import { brebes } from "../fixtures/kiosk-config.ts";
import { Counter } from "./support/counter.ts";
import { walkServices } from "./support/walk-services.ts";

it("a service of each mode is walked to the district's form, and a guide says what to do", async () => {
  const config = brebes();
  const services = ["move-out", "ktp-el-damaged", "ktp-el-recording"].flatMap((id) => findService(config, id) ?? []);
  expect(services.map(({ mode }) => mode)).toEqual(["file", "file-visit", "appointment"]);
  await using counter = await Counter.open();
  await walkServices(counter, { services, guides: [findGuide(config, "move-abroad") ?? []].flat() }, config);
});
