/** A connection that died without saying so: the tablet was carried about, the wifi is another one. */
import { expect, it } from "vitest";
import { Counter } from "./support/counter.ts";
import { fileApplication } from "./support/file-application.ts";
import { expectHeld } from "./support/oracle.ts";
import { visitOf } from "./support/people.ts";

/** Far below the three minutes for which a browser would wait. */
const soonMs = 60_000;

it("a request that hangs on a dead connection is given up: by itself, and at once when somebody asks to send", async () => {
  await using counter = await Counter.open();
  const { district, link, tablet } = counter;
  const slips: string[] = [];

  link.swallow();
  slips.push((await fileApplication(tablet, visitOf("ktp-el-lost", 31))).code);
  await tablet.takeBack();
  await tablet.openOutbox();
  await expect.poll(() => link.swallowed).toBeGreaterThan(0);
  link.pass();
  await expect.poll(() => tablet.outboxStates(), { timeout: soonMs, interval: 250 }).toEqual(["complete"]);
  await tablet.goHome();

  link.swallow();
  const before = link.swallowed;
  slips.push((await fileApplication(tablet, visitOf("ktp-el-lost", 32))).code);
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
