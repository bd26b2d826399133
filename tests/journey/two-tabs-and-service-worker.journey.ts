/**
 * Everything that can send does so in the same moment: nothing may come twice, and without any page it still comes. The
 * second tab locked itself when the first was handed over, and sends all the same.
 */
import { expect, it } from "vitest";
import { Counter } from "./support/counter.ts";
import { fileApplication } from "./support/file-application.ts";
import { expectHeld, heldCount } from "./support/oracle.ts";
import { patience } from "./support/patience.ts";
import { visitOf } from "./support/people.ts";

// Failures F23.
it("two tabs and the service worker send at the same time and nothing doubles", async () => {
  await using counter = await Counter.open();
  const { district, link, browser, tablet } = counter;
  const { context, hasBackgroundSync } = browser;
  const second = await browser.openTablet(link.url);
  await second.unlock();

  await tablet.turnTo();
  await context.setOffline(true);
  const slips: string[] = [];
  for (const person of [41, 42]) {
    slips.push((await fileApplication(tablet, visitOf("ktp-el-lost", person))).code);
    await tablet.takeBack();
  }
  await second.turnTo();
  await second.unlock();
  // Back on line: both pages hear it, and the browser wakes the service worker.
  await context.setOffline(false);
  for (const each of [tablet, second]) {
    await each.turnTo();
    await each.openOutbox();
    await each.sendNow();
  }
  for (const each of [second, tablet]) {
    await each.turnTo();
    await expect.poll(() => each.outboxStates(), patience).toEqual(["complete", "complete"]);
  }
  await expectHeld(district, { slips });

  await second.page.close();
  await context.setOffline(true);
  await tablet.goHome();
  slips.push((await fileApplication(tablet, visitOf("ktp-el-lost", 43))).code);
  if (hasBackgroundSync) {
    // No page is left: only the service worker can bring it.
    await context.newPage();
    await tablet.page.close();
  }
  await context.setOffline(false);
  await expect.poll(() => heldCount(district), patience).toBe(3);
  await expect
    .poll(async () => (await district.exported()).entries.every(({ state }) => state === "complete"), patience)
    .toBe(true);
  await expectHeld(district, { slips });
});
