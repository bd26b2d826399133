/**
 * The tablet is in a citizen's hands, beside a queue: whatever they try, they see their own application or the lock; and
 * what an officer had begun in another tab is whole when the citizen has gone.
 */
import { expect, it } from "vitest";
import { Counter } from "./support/counter.ts";
import { fileApplication, fillApplication, handOver, signAndSend, sumOf } from "./support/file-application.ts";
import { beginHalfTyped, halfTyped, nameField } from "./support/half-typed.ts";
import { expectHeld } from "./support/oracle.ts";
import { patience } from "./support/patience.ts";
import { visitOf } from "./support/people.ts";
import { pin } from "./support/tablet.ts";
import type { Tablet } from "./support/tablet.ts";

const otherCitizen = "KARTINI RAHASIA";

it("a citizen who was handed the tablet reaches nothing but the own application", async () => {
  await using counter = await Counter.open();
  const { district, link, browser, tablet } = counter;
  const { page } = tablet;
  const other = await fileApplication(tablet, visitOf("ktp-el-lost", 61, { "applicant.name": otherCitizen }));
  await tablet.takeBack();

  await fillApplication(tablet, visitOf("ktp-el-lost", 62));

  // Back and forward lead nowhere: the same screen stands there, or the lock.
  await page.goBack({ timeout: 2_000 }).catch(() => null);
  await page.goForward({ timeout: 2_000 }).catch(() => null);
  await expectOnlyOwn(tablet);

  // Addresses a citizen may type, and the shortcuts of the home screen, in this tab and in a new one.
  for (const address of ["", "?buka=kotak-keluar", "?buka=baru", "kotak-keluar", "index.html"]) {
    const tab = await browser.openTablet(new URL(address, link.url).href);
    await expectLock(tab);
    await tab.page.close();
  }
  await tablet.turnTo();
  await page.reload();
  await expectLock(tablet);
  await tablet.open(new URL("?buka=kotak-keluar", link.url).href);
  await expectLock(tablet);
  await tablet.typePin(`PIN ${tablet.officer}`, wrongPin());
  await tablet.alert().waitFor();
  await expectLock(tablet);

  // The officer's PIN opens what the shortcut wanted, and the draft is whole.
  await tablet.typePin(`PIN ${tablet.officer}`);
  await tablet.title("Kotak keluar").waitFor();
  await tablet.goHome();
  await tablet.press(/^Lanjutkan draf/);
  await tablet.press("Lanjutkan");
  await handOver(tablet);
  const own = await signAndSend(tablet);
  await tablet.press("Kembalikan ke petugas");
  await tablet.typePin("PIN petugas", wrongPin());
  await tablet.alert().waitFor();
  await tablet.press("Batal");
  await tablet.takeBack();
  await tablet.openOutbox();
  await tablet.sendNow();
  await expect.poll(() => tablet.outboxStates(), patience).toEqual(["complete", "complete"]);
  await expectHeld(district, { slips: [other.code, own.code] });

  // Failures F24: a page that the browser's memory gives back is locked. Driven browsers have no such memory: it is told.
  await page.evaluate(() => dispatchEvent(new PageTransitionEvent("pageshow", { persisted: true })));
  await page.getByRole("group", { name: `PIN ${tablet.officer}` }).waitFor();
  await tablet.typePin(`PIN ${tablet.officer}`);
  await page.goto("about:blank");
  await page.goBack();
  await page.getByRole("group", { name: `PIN ${tablet.officer}` }).waitFor();
  expect(await tablet.words()).not.toContain(otherCitizen);
});

it("a tab that is unlocked when the tablet is handed over locks itself, and keeps what is half typed in it", async () => {
  await using counter = await Counter.open();
  const { link, browser, tablet } = counter;
  const second = await browser.openTablet(link.url);
  await second.unlock();
  await beginHalfTyped(second, 63);

  await tablet.turnTo();
  await fillApplication(tablet, visitOf("ktp-el-lost", 64));

  await second.turnTo();
  await expectLock(second, [halfTyped]);
  await second.page.reload();
  await expectLock(second, [halfTyped]);

  // The citizen's own tab went on meanwhile, and the officer finds the other application where it was.
  await tablet.turnTo();
  await signAndSend(tablet);
  await tablet.takeBack();
  await second.turnTo();
  await second.unlock();
  await second.press(/^Lanjutkan draf/);
  await second.press("Lanjutkan");
  await nameField(second).waitFor();
  expect(await nameField(second).inputValue()).toBe(halfTyped);
});

/** The lock, and nothing of anybody. */
async function expectLock(tablet: Tablet, secrets: readonly string[] = []): Promise<void> {
  await tablet.page.getByText("Tablet sedang dipegang warga").waitFor();
  await tablet.page.getByRole("group", { name: `PIN ${tablet.officer}` }).waitFor();
  const words = await tablet.words();
  for (const secret of [otherCitizen, "Kotak keluar", "Permohonan baru", "Lanjutkan draf", ...secrets])
    expect(words).not.toContain(secret);
}

/** The citizen's own application, or the lock. */
async function expectOnlyOwn(tablet: Tablet): Promise<void> {
  await sumOf(tablet.page).or(tablet.page.getByText("Tablet sedang dipegang warga")).first().waitFor();
  const words = await tablet.words();
  expect(words).not.toContain(otherCitizen);
  expect(words).not.toContain("Kotak keluar");
}

function wrongPin(): string {
  return [...pin].toReversed().join("");
}
