import { Readable } from "node:stream";
import { expect, it } from "vitest";
import { makeMemoryDistrict } from "../../../tests/support/memory-district.ts";
import type { TestTablet } from "../../../tests/support/test-tablet.ts";
import { enrolTablet } from "../../../tests/support/test-tablet.ts";
import { carriedExchange, endpoints } from "../../protocol/endpoints.ts";
import { frameItem } from "../../protocol/framing.ts";
import { deviceRoutes } from "./device-routes.ts";

it("a bundle that a neighbour sends tells nothing of its own tablet's clock", async () => {
  const district = await makeMemoryDistrict();
  const routes = deviceRoutes(district, { trustProxy: false, afterExchange: () => undefined });
  const post = async (path: string, tablet: TestTablet): Promise<number> => {
    const bundle = frameItem(await tablet.header({ report: { clock: 5 } }));
    const incoming = Object.assign(Readable.from([bundle]), { headers: {}, socket: { remoteAddress: "10.0.0.1" } });
    const answer = await routes.request(path, { method: "POST" }, { incoming });
    expect(answer.status).toBe(200);
    const row = await district.storage.transaction((tx) => tx.devices.find(tablet.device));
    return row?.clockDriftMs ?? Number.NaN;
  };
  expect(await post(carriedExchange, await enrolTablet(district))).toBe(0);
  expect(await post(endpoints.exchange, await enrolTablet(district))).toBe(5 - district.clock.now());
});
