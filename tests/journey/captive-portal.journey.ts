/** A wifi that wants a sign-in answers everything with 200 and a page of its own. */
import { expect, it } from "vitest";
import { Counter } from "./support/counter.ts";
import { fileApplication } from "./support/file-application.ts";
import { expectHeld, heldCount } from "./support/oracle.ts";
import { patience } from "./support/patience.ts";
import { visitOf } from "./support/people.ts";

// Failures F2, F11, F26.
it("a captive portal that answers 200 turns nothing green, and its page never takes the place of the app", async () => {
  await using counter = await Counter.open();
  const { district, link, tablet } = counter;

  link.portal();
  const slip = await fileApplication(tablet, visitOf("ktp-el-lost", 21));
  expect(slip.words).toContain("belum terkirim");
  await tablet.takeBack();
  await tablet.openOutbox();
  await tablet.sendNow();
  await tablet.page.getByText("Ada wifi, tetapi Dindukcapil tidak terjangkau.").waitFor();
  expect(link.portalAnswers).toBeGreaterThan(0);
  expect(await tablet.outboxStates()).toEqual(["saved"]);
  expect(await heldCount(district)).toBe(0);

  await tablet.page.reload();
  await tablet.unlock();
  expect(await tablet.words()).not.toContain("Hotel Bahagia");
  await tablet.openOutbox();
  expect(await tablet.outboxStates()).toEqual(["saved"]);

  link.pass();
  await tablet.sendNow();
  await expect.poll(() => tablet.outboxStates(), patience).toEqual(["complete"]);
  await expectHeld(district, { slips: [slip.code] });
});
