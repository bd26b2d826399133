/** A village without signal for days: what it filed travels on a stick, and so does the answer. */
import type { Locator, Page } from "playwright-core";
import { expect, it } from "vitest";
import { Counter } from "./support/counter.ts";
import { fileApplication } from "./support/file-application.ts";
import { expectHeld, expectSaid } from "./support/oracle.ts";
import { patience } from "./support/patience.ts";
import { visitOf } from "./support/people.ts";
import { Staff } from "./support/staff.ts";
import { Stick } from "./support/stick.ts";

const services = ["birth-certificate", "kk-add-child", "ktp-el-lost"] as const;

it("three filed without signal come by stick, damaged and twice, turn green by its answer, and the network doubles nothing", async () => {
  await using counter = await Counter.open();
  const { district, link, tablet } = counter;
  using stick = new Stick();
  // A tablet's browser saves into its downloads.
  await tablet.page.evaluate(() => Reflect.deleteProperty(globalThis, "showSaveFilePicker"));
  link.refuse();
  const slips: string[] = [];
  const visits = services.map((service, person) => visitOf(service, person + 1));
  for (const visit of visits) {
    slips.push((await fileApplication(tablet, visit)).code);
    await tablet.takeBack();
  }

  await tablet.openOutbox();
  await tablet.press("Kirim lewat berkas");
  await tablet.title("Kirim lewat berkas").waitFor();
  const file = await stick.take(tablet.page, () => tablet.press("Simpan ke berkas"));
  expect(file.name).toMatch(/^loket-[a-z-]+-\d{4}-\d\d-\d\d\.loket$/);
  await tablet.page.getByText("3 permohonan tersimpan di berkas ini.").waitFor();
  expect(await tablet.words()).toContain("3 belum diterima Dindukcapil");
  await tablet.press("Kembali");
  await expect.poll(() => tablet.outboxStates(), patience).toEqual(["saved", "saved", "saved"]);
  expect(await tablet.words()).toContain("Di berkas, menunggu jawaban kabupaten");

  const staff = new Staff(await counter.browser.newPage());
  await staff.signIn(district);
  await staff.openCourier();
  const field = staff.page.getByLabel("Pilih berkas titipan");
  await field.setInputFiles(stick.damagedCopyOf(file.path));
  await news(staff.page, /^Berkas rusak di tengah: [12] dari 3 permohonan diterima/).waitFor();
  await field.setInputFiles(file.path);
  await news(staff.page, "3 dari 3 permohonan diterima").waitFor();
  expect(await district.import(file.path)).toMatchObject({ villages: [{ known: 3 }], isWhole: true });
  const reply = await stick.take(staff.page, () => staff.press("Simpan berkas jawaban"));
  expect(reply.name).toBe(file.name.replace(/loket$/, "balasan"));

  await tablet.turnTo();
  await tablet.press("Kirim lewat berkas");
  const answer = tablet.page.getByLabel("Pilih berkas jawaban");
  await answer.setInputFiles(file.path);
  await tablet.alert().filter({ hasText: "Ini berkas kiriman dari desa" }).waitFor();
  await answer.setInputFiles(reply.path);
  await tablet.page.getByText("3 sekarang diterima Dindukcapil.").waitFor();
  await tablet.press("Kembali");
  await expect.poll(() => tablet.outboxStates(), patience).toEqual(["complete", "complete", "complete"]);
  expect(await tablet.words()).not.toContain("Di berkas");

  link.pass();
  await tablet.sendNow();
  await expect.poll(() => tablet.words(), patience).not.toContain("Tidak ada sambungan");
  expect(await tablet.outboxStates()).toEqual(["complete", "complete", "complete"]);
  await expect.poll(async () => (await district.status()).cases, patience).toBe(slips.length);
  await expectHeld(district, { slips });
  for (const [at, visit] of visits.entries()) await expectSaid(district, slips[at] ?? "", visit);
});

function news(page: Page, title: string | RegExp): Locator {
  return page.locator(".message-title").filter({ hasText: title });
}
