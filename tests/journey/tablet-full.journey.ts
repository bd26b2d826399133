/** A tablet without room: nobody answers forty questions for nothing, and what was begun can be finished (failures F14, F15). */
import type { CDPSession, Page } from "playwright-core";
import { expect, it } from "vitest";
import { Counter } from "./support/counter.ts";
import { fileApplication } from "./support/file-application.ts";
import { expectHeld } from "./support/oracle.ts";
import { patience } from "./support/patience.ts";
import { visitOf } from "./support/people.ts";
import type { Tablet } from "./support/tablet.ts";

const MB = 1024 * 1024;
/** Room beside what is used already: none, so that the ballast has to go; and enough for a form without it. */
const roomsMb = [0, 2] as const;

it("with room for one more form it is finished, without it no form begins, and all that was said is delivered", async () => {
  await using counter = await Counter.open();
  const { district, link, tablet } = counter;
  // Failures F17: this browser has promised nothing, and the officer knows.
  await tablet.page.getByText(/belum dijaga/).waitFor();
  const session = await tablet.page.context().newCDPSession(tablet.page);
  const slips: string[] = [];
  link.refuse();
  for (const [at, room] of roomsMb.entries()) {
    const before = await usedBytes(tablet.page);
    await setQuota(session, link.url, before + room * MB);
    // Let in because of the ballast: whatever the disk says meanwhile, it is finished.
    slips.push((await fileApplication(tablet, visitOf("ktp-el-lost", 50 + at))).code);
    await tablet.takeBack();
    // Only where there was no other room the ballast has gone.
    expect((await usedBytes(tablet.page)) < before).toBe(room === 0);
    if (room > 0) continue;
    await setQuota(session, link.url, (await usedBytes(tablet.page)) + MB);
    await expectTurnedAway(tablet);
    await tablet.press("Coba lagi");
    await tablet.alert().waitFor();
    await setQuota(session, link.url, undefined);
    await tablet.press("Coba lagi");
    await tablet.page.getByRole("group", { name: "Keperluan" }).waitFor();
    await tablet.goHome();
  }
  await setQuota(session, link.url, undefined);
  await tablet.openOutbox();
  await expect.poll(() => tablet.outboxStates()).toEqual(slips.map(() => "saved"));
  link.pass();
  await tablet.sendNow();
  await expect.poll(() => tablet.outboxStates(), patience).toEqual(slips.map(() => "complete"));
  await expectHeld(district, { slips });
});

/** "Permohonan baru" leads to what helps, before any question. */
async function expectTurnedAway(tablet: Tablet): Promise<void> {
  await tablet.press(/^Permohonan baru/);
  await tablet.press(/^KTP/);
  await tablet.tap(tablet.page.getByRole("group", { name: "KTP", exact: true }).getByRole("button").first());
  await tablet.title("Tablet penuh").waitFor();
  expect(await tablet.words()).toContain("Yang sudah tersimpan tetap aman");
}

async function usedBytes(page: Page): Promise<number> {
  return page.evaluate(async () => (await navigator.storage.estimate()).usage ?? 0);
}

async function setQuota(session: CDPSession, url: string, bytes: number | undefined): Promise<void> {
  await session.send("Storage.overrideQuotaForOrigin", {
    origin: new URL(url).origin,
    ...(bytes === undefined ? {} : { quotaSize: bytes }),
  });
}
