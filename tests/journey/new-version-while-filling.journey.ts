/**
 * A new version comes while somebody is in the middle of a form, in this tab or in another: it waits until nobody is, and
 * the old version can do everything until then.
 */
import type { Page } from "playwright-core";
import { expect, it } from "vitest";
import { newerBuild } from "./support/builds.ts";
import { Counter } from "./support/counter.ts";
import { answerQuestions, fileApplication, progress, takePhotos } from "./support/file-application.ts";
import { beginHalfTyped, halfTyped, nameField } from "./support/half-typed.ts";
import { expectHeld } from "./support/oracle.ts";
import { patience } from "./support/patience.ts";

// Failures F36.
it("a new version waits while a form is filled, is offered at home only, and keeps the draft", async () => {
  await using counter = await Counter.open();
  const { district, tablet } = counter;
  using newer = await newerBuild();
  const { page } = tablet;
  const visit = await beginHalfTyped(tablet, 51);
  const before = await programOf(page);
  await markDocument(page);

  await district.stop();
  await district.start(newer.dir);
  await lookForNewVersion(page);
  expect(await nameField(tablet).inputValue()).toBe(halfTyped);
  expect(await isSameDocument(page)).toBe(true);
  expect(await tablet.words()).not.toContain("Versi baru");

  await tablet.later();
  await tablet.press("Pasang versi baru");
  await waitForOtherProgram(page, before);
  await tablet.unlock();
  expect(await tablet.button("Pasang versi baru").count()).toBe(0);
  await tablet.press(/^Lanjutkan draf/);
  await tablet.press("Lanjutkan");
  await progress(page).waitFor();
  expect(await page.locator("h2.question-title").innerText()).toBe("Siapa nama lengkap Bapak/Ibu?");
  expect(await nameField(tablet).inputValue()).toBe(halfTyped);
  await tablet.later();

  const slip = await fileApplication(tablet, visit);
  await tablet.takeBack();
  await tablet.openOutbox();
  await expect.poll(() => tablet.outboxStates(), patience).toEqual(["complete"]);
  await expectHeld(district, { slips: [slip.code] });
});

it("a tab with a form goes on in the old version when another tab takes the new one, and follows at home", async () => {
  await using counter = await Counter.open();
  const { district, link, browser, tablet } = counter;
  using newer = await newerBuild();
  const second = await browser.openTablet(link.url);
  await second.unlock();
  const visit = await beginHalfTyped(second, 52);
  const before = await programOf(second.page);
  await markDocument(second.page);

  await district.stop();
  await district.start(newer.dir);
  await tablet.turnTo();
  await lookForNewVersion(tablet.page);
  await tablet.press("Pasang versi baru");
  await waitForOtherProgram(tablet.page, before);
  await tablet.unlock();

  // Screens it has not shown yet are files of the old version, which nobody serves any more.
  await second.turnTo();
  expect(await nameField(second).inputValue()).toBe(halfTyped);
  await answerQuestions(second, visit);
  await takePhotos(second, visit);
  expect(await isSameDocument(second.page)).toBe(true);
  expect(await keptFiles(second.page)).toContain(before);

  await second.press(/nanti$/i);
  await waitForOtherProgram(second.page, before);
  await second.unlock();
  await second.press(/^Lanjutkan draf/);
  await second.press("Lanjutkan");
  await second.button("Sudah betul").waitFor();

  // No page of the old version lives: the next one that is opened clears its files away.
  await tablet.page.reload();
  await expect.poll(() => keptFiles(second.page), patience).not.toContain(before);
  expect(await keptFiles(second.page)).toContain(await programOf(second.page));
});

/** A document that was loaded anew has no such mark. */
async function markDocument(page: Page): Promise<void> {
  await page.evaluate(() => Object.assign(globalThis, { isSameDocument: true }));
}

function isSameDocument(page: Page): Promise<unknown> {
  return page.evaluate(() => Reflect.get(globalThis, "isSameDocument"));
}

/** Addresses of all files on the tablet's disk. */
function keptFiles(page: Page): Promise<readonly string[]> {
  return page.evaluate(async () => {
    const names = await caches.keys();
    const requests = await Promise.all(names.map(async (name) => (await caches.open(name)).keys()));
    return requests.flat().map(({ url }) => url);
  });
}

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

async function waitForOtherProgram(page: Page, before: string | undefined): Promise<void> {
  await page.waitForFunction((old) => document.querySelector("script")?.src !== old, before);
}
