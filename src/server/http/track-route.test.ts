import { expect, it } from "vitest";
import { brebes } from "../../../tests/fixtures/kiosk-config.ts";
import { makeMemoryDistrict } from "../../../tests/support/memory-district.ts";
import { enrolTablet, makeFiling } from "../../../tests/support/test-tablet.ts";
import { trackAskRefillMs, trackAsksBurst } from "../../base/limits.ts";
import { applicationIdOf } from "../../crypto/hash.ts";
import { slipCode } from "../../domain/slip/slip-code.ts";
import { endpoints } from "../../protocol/endpoints.ts";
import { openPending } from "../inbox/open.ts";
import { trackRoute } from "./track-route.ts";

async function openRoute() {
  const district = await makeMemoryDistrict({ configuration: brebes() });
  const tablet = await enrolTablet(district);
  const secret = new Uint8Array(16).fill(5);
  const applicationId = await applicationIdOf(secret);
  const entry = await tablet.file({ applicationId, content: makeFiling(secret) });
  await tablet.exchange([await tablet.run([entry])]);
  await openPending(district, 1);
  const routes = trackRoute(district, false);
  const ask = (code: string, from = "10.0.0.1") =>
    routes.request(`${endpoints.track}/${code}`, {}, { incoming: { socket: { remoteAddress: from } } });
  return { district, code: slipCode(applicationId), ask };
}

it("tells stage and day of a slip, and not one word more", async () => {
  const { district, code, ask } = await openRoute();
  const answer = await ask(code);
  expect(answer.status).toBe(200);
  expect(await answer.json()).toEqual({ code, stage: "received", at: district.clock.now() });
});

it("says of a number it does not know that it has not come, and of a mistyped one that it is mistyped", async () => {
  const { ask } = await openRoute();
  expect((await ask(slipCode(new Uint8Array(16).fill(1)))).status).toBe(404);
  expect((await ask("ABCDEFGHJ")).status).toBe(400);
  expect((await ask("LATIHAN")).status).toBe(400);
});

it("answers one address only so often, so that nobody can try numbers, and goes on answering the others", async () => {
  const { district, code, ask } = await openRoute();
  for (let tries = 0; tries < trackAsksBurst; tries += 1) expect((await ask(code)).status).toBe(200);
  const refused = await ask(code);
  expect(refused.status).toBe(429);
  expect(refused.headers.get("Retry-After")).toBe(String(trackAskRefillMs / 1000));
  expect((await ask(code, "10.0.0.2")).status).toBe(200);
  district.clock.advance(trackAskRefillMs);
  expect((await ask(code)).status).toBe(200);
});
