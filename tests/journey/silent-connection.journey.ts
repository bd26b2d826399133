/** A connection that died without saying so: the tablet was carried about, the wifi is another one. */
import { setTimeout as sleep } from "node:timers/promises";
import type { Page } from "playwright-core";
import { expect, it } from "vitest";
import { endpoints } from "../../src/protocol/endpoints.ts";
import { Counter } from "./support/counter.ts";
import { fileApplication } from "./support/file-application.ts";
import { expectHeld } from "./support/oracle.ts";
import type { Visit } from "./support/people.ts";
import { visitOf } from "./support/people.ts";

/** Below the three minutes for which a browser would wait. */
const soonMs = 120_000;
/** What a stopped or started service worker takes to show as such. */
const settleMs = 1_500;

it("a request that hangs on a dead connection is given up: by itself, and at once when somebody asks to send", async () => {
  await using counter = await Counter.open();
  const { district, link, tablet } = counter;
  const slips: string[] = [];
  expect(await startsOfServiceWorker(tablet.page, endpoints.configuration)).toBe(0);
  expect(await startsOfServiceWorker(tablet.page, "/assets/none.js")).toBeGreaterThan(0);

  link.swallow();
  slips.push((await fileApplication(tablet, withoutPhotos(31))).code);
  await tablet.takeBack();
  await tablet.openOutbox();
  await expect.poll(() => link.swallowed).toBeGreaterThan(0);
  link.pass();
  await expect.poll(() => tablet.outboxStates(), { timeout: soonMs, interval: 250 }).toEqual(["complete"]);
  await tablet.goHome();

  link.swallow();
  const before = link.swallowed;
  slips.push((await fileApplication(tablet, withoutPhotos(32))).code);
  await tablet.takeBack();
  await tablet.openOutbox();
  await expect.poll(() => link.swallowed).toBeGreaterThan(before);
  link.pass();
  // A first tap may come before the request is late; an impatient officer taps again.
  const tapping = setInterval(
    () =>
      void tablet
        .button("Kirim sekarang")
        .click()
        .catch(() => undefined),
    2_000,
  );
  await expect.poll(() => tablet.outboxStates(), { timeout: 20_000, interval: 250 }).toEqual(["complete", "complete"]);
  clearInterval(tapping);
  await expectHeld(district, { slips });
});

/** Silence is borne the longer the more is sent, as a slow link needs: photos would make this a story of minutes. */
function withoutPhotos(person: number): Visit {
  return { ...visitOf("ktp-el-lost", person, { "applicant.is-owner": true }), follows: ["surat-hilang", "kk"] };
}

/** How often the stopped service worker is started by one request of the page: one that hangs in starting would hold it up. */
async function startsOfServiceWorker(page: Page, path: string): Promise<number> {
  const session = await page.context().newCDPSession(page);
  let starts = 0;
  await session.send("ServiceWorker.enable");
  await session.send("ServiceWorker.stopAllWorkers");
  await sleep(settleMs);
  session.on("ServiceWorker.workerVersionUpdated", ({ versions }) => {
    starts += versions.filter(({ runningStatus }) => runningStatus === "starting").length;
  });
  await page.evaluate(async (address) => (await fetch(address)).status, path);
  await sleep(settleMs);
  await session.detach();
  return starts;
}
