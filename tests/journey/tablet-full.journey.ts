/** A tablet without room: nobody answers forty questions for nothing, and what was begun can be finished (failures F14, F15). */
import { expect, it } from "vitest";
import { Counter } from "./support/counter.ts";
import { fileApplication } from "./support/file-application.ts";
import { expectHeld, heldCount } from "./support/oracle.ts";
import { patience } from "./support/patience.ts";
import { visitOf } from "./support/people.ts";
import { Quota } from "./support/quota.ts";
import { holdSettings } from "./support/settings-database.ts";
import type { Tablet } from "./support/tablet.ts";

const MB = 1024 * 1024;
/** Room beside what is used already: none, so that the ballast has to go; and enough for a form without it. */
const roomsMb = [0, 2] as const;

it("with room for one more form it is finished, without it no form begins, and all that was said is delivered", async () => {
  await using counter = await Counter.open();
  const { district, link, tablet } = counter;
  // Failures F17: this browser has promised nothing, and the officer knows.
  await tablet.page.getByText(/belum dijaga/).waitFor();
  const quota = await Quota.of(tablet.page);
  const slips: string[] = [];
  link.refuse();
  for (const [at, room] of roomsMb.entries()) {
    const before = await quota.used();
    await quota.set(before + room * MB);
    // Let in because of the ballast: whatever the disk says meanwhile, it is finished.
    slips.push((await fileApplication(tablet, visitOf("ktp-el-lost", 50 + at))).code);
    await tablet.takeBack();
    // Only where there was no other room the ballast has gone.
    expect((await quota.used()) < before).toBe(room === 0);
    if (room > 0) continue;
    await quota.set((await quota.used()) + MB);
    await expectTurnedAway(tablet);
    await tablet.press("Coba lagi");
    await tablet.alert().waitFor();
    await quota.set(undefined);
    await tablet.press("Coba lagi");
    await tablet.page.getByRole("group", { name: "Keperluan" }).waitFor();
    await tablet.goHome();
  }
  await quota.set(undefined);
  await tablet.openOutbox();
  await expect.poll(() => tablet.outboxStates()).toEqual(slips.map(() => "saved"));
  // Started without any room: the lock stands there, and what is kept is sent all the same.
  await quota.set(1);
  link.pass();
  await tablet.page.reload();
  await tablet.lock();
  await expect.poll(() => heldCount(district), patience).toBe(slips.length);
  await quota.set(undefined);
  await tablet.unlock();
  await tablet.openOutbox();
  await tablet.sendNow();
  await expect.poll(() => tablet.outboxStates(), patience).toEqual(slips.map(() => "complete"));
  await expectHeld(district, { slips });
  await expectTroubleWhileHeldOpen(counter);
});

/** A database that answers nobody (failures F21) is said in words, never an empty page; the tablet goes on by itself when it answers. */
async function expectTroubleWhileHeldOpen({ browser, link, tablet }: Counter): Promise<void> {
  const release = await holdSettings(browser.context, link.url);
  await tablet.turnTo();
  await tablet.page.reload();
  await tablet.page.getByText("Memuat…").waitFor();
  await tablet.page.getByText("Simpanan tablet belum bisa dibuka").waitFor();
  await release();
  await tablet.unlock();
}

/** "Permohonan baru" leads to what helps, before any question. */
async function expectTurnedAway(tablet: Tablet): Promise<void> {
  await tablet.press(/^Permohonan baru/);
  await tablet.press(/^KTP/);
  await tablet.tap(tablet.page.getByRole("group", { name: "KTP", exact: true }).getByRole("button").first());
  await tablet.title("Tablet penuh").waitFor();
  expect(await tablet.words()).toContain("Yang sudah tersimpan tetap aman");
}
