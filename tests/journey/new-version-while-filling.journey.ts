/** A new version comes while somebody is in the middle of a form: it waits until nobody is. */
import type { Page } from "playwright-core";
import { expect, it } from "vitest";
import { newerBuild } from "./support/builds.ts";
import { Counter } from "./support/counter.ts";
import { answerQuestions, beginApplication, fileApplication, progress } from "./support/file-application.ts";
import { expectHeld } from "./support/oracle.ts";
import { patience } from "./support/patience.ts";
import { visitOf } from "./support/people.ts";

const halfTyped = "SITI HALF TYPED";

it("a new version waits while a form is filled, is offered at home only, and keeps the draft", async () => {
  await using counter = await Counter.open();
  const { district, tablet } = counter;
  using newer = await newerBuild();
  const { page } = tablet;
  const visit = visitOf("ktp-el-lost", 51, { "applicant.is-owner": true });
  await beginApplication(tablet, visit);
  await answerQuestions(tablet, visit, { stopAt: "applicant.name" });
  await page.getByRole("textbox", { name: "Nama pemohon" }).fill(halfTyped);
  const before = await programOf(page);
  await page.evaluate(() => Object.assign(globalThis, { isSameDocument: true }));

  await district.stop();
  await district.start(newer.dir);
  await lookForNewVersion(page);
  expect(await page.getByRole("textbox", { name: "Nama pemohon" }).inputValue()).toBe(halfTyped);
  expect(await page.evaluate(() => Reflect.get(globalThis, "isSameDocument"))).toBe(true);
  expect(await tablet.words()).not.toContain("Versi baru");

  await tablet.later();
  await tablet.press("Pasang versi baru");
  await page.waitForFunction((old) => document.querySelector("script")?.src !== old, before);
  await tablet.unlock();
  expect(await tablet.button("Pasang versi baru").count()).toBe(0);
  await tablet.press(/^Lanjutkan draf/);
  await tablet.press("Lanjutkan");
  await progress(page).waitFor();
  expect(await page.locator("h2.question-title").innerText()).toBe("Siapa nama lengkap Bapak/Ibu?");
  await tablet.later();

  const slip = await fileApplication(tablet, visit);
  await tablet.takeBack();
  await tablet.openOutbox();
  await expect.poll(() => tablet.outboxStates(), patience).toEqual(["complete"]);
  await expectHeld(district, { slips: [slip.code] });
});

/** Looks for a new version as the browser does once a day, and waits until it waits. */
async function lookForNewVersion(page: Page): Promise<void> {
  await page.evaluate(async () => {
    await (await navigator.serviceWorker.ready).update();
  });
  await page.waitForFunction(async () => (await navigator.serviceWorker.ready).waiting?.state === "installed");
}

/** The address of the page's program: another in every version. */
function programOf(page: Page): Promise<string | undefined> {
  return page.evaluate(() => document.querySelector("script")?.src);
}
