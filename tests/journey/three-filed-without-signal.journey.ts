/** The promise of the product: what a citizen was told is "tersimpan" arrives, exactly once, whatever happens before. */
import { expect, it } from "vitest";
import { CrashableBrowser } from "./support/browser.ts";
import { District } from "./support/district.ts";
import { fileApplication } from "./support/file-application.ts";
import { expectHeld, expectSaid } from "./support/oracle.ts";
import { patience } from "./support/patience.ts";
import { visitOf } from "./support/people.ts";

const services = ["birth-certificate", "kk-add-child", "ktp-el-lost"] as const;

it("three applications filed without signal survive a killed browser and arrive once, with their photos", async () => {
  await using district = await District.open();
  await using browser = new CrashableBrowser();
  const before = await browser.openTablet(district.url);
  await before.setUp(await district.issueCode());
  await before.keptForOffline();

  await district.stop();
  const slips: string[] = [];
  const visits = services.map((service, person) => ({
    ...visitOf(service, person + 1),
    ...(service === "kk-add-child" ? { urgentReason: "BPJS" } : {}),
  }));
  for (const visit of visits) {
    const slip = await fileApplication(before, visit);
    expect(slip.words).toContain("Tersimpan di tablet, belum terkirim");
    if ("urgentReason" in visit) expect(slip.words).toContain("Dicatat mendesak: BPJS.");
    slips.push(slip.code);
    await before.takeBack();
  }
  await browser.crash();

  const after = await browser.openTablet(district.url);
  await after.unlock();
  await after.openOutbox();
  await expect
    .poll(async () => (await after.outboxRows()).map(({ code }) => code).toSorted())
    .toEqual(slips.toSorted());
  expect(await after.outboxStates()).toEqual(["saved", "saved", "saved"]);

  await district.start();
  await after.sendNow();
  await expect.poll(() => after.outboxStates(), patience).toEqual(["complete", "complete", "complete"]);
  await expectHeld(district, { slips });
  for (const [at, visit] of visits.entries()) await expectSaid(district, slips[at] ?? "", visit);
});
