/** The district asks, the village mends: the way down, and the way up again to the same case. */
import { expect, it } from "vitest";
import { actionTexts } from "../../src/domain/case/allowed-actions.ts";
import { Browser } from "./support/browser.ts";
import { Counter } from "./support/counter.ts";
import {
  answerQuestions,
  beginApplication,
  choosePicture,
  handOver,
  signAndSend,
  takePhotos,
} from "./support/file-application.ts";
import { expectHeld, waitUntilGreen } from "./support/oracle.ts";
import { patience } from "./support/patience.ts";
import { visitOf } from "./support/people.ts";
import { blurredPictureFile } from "./support/picture.ts";
import { Staff } from "./support/staff.ts";
import type { Tablet } from "./support/tablet.ts";

const field = "Tempat hilang";
const mended = "Pasar Bumiayu dekat gerbang";

it("a correction goes down, is mended and comes back as the same case, and the good news follows", async () => {
  await using counter = await Counter.open();
  const { district, tablet } = counter;
  const visit = { ...visitOf("ktp-el-lost", 31, { "applicant.is-owner": true }), follows: ["kk"] };
  await beginApplication(tablet, visit);
  await answerQuestions(tablet, visit);
  await keepUnclearPhoto(tablet);
  await takePhotos(tablet, visit);
  await handOver(tablet);
  const { code } = await signAndSend(tablet);
  await tablet.takeBack();
  await waitUntilGreen(tablet, 1);

  await using office = await Browser.open();
  const staff = new Staff(await office.newPage());
  await staff.signIn(district);
  await staff.openCase(code);
  expect(await staff.photoWidth()).toBeGreaterThan(0);
  const photos = staff.page.getByRole("region", { name: "Foto surat" });
  await photos.getByText("kurang jelas di asalnya: Suratnya memang pudar").waitFor();
  await staff.markWrong(field);
  await staff.decide("Minta perbaikan (1)", "Minta perbaikan");
  await staff.waitForStage("Perlu perbaikan");

  await hearNews(tablet, () => tablet.page.getByText("Perlu perbaikan", { exact: true }).isVisible());
  await tablet.goHome();
  await tablet.press(/^Perlu perbaikan.*1 dikembalikan/);
  await tablet.page.locator(`li.row[data-code="${code}"]`).getByText(field).waitFor();
  await beginMending(tablet);
  // Nobody signs a correction that corrects nothing: it is said here, with the way back to what was asked for.
  await tablet.press("Sudah betul");
  await tablet.alert().getByText("Belum ada yang diubah").waitFor();
  await tablet.press("Betulkan yang diminta");
  await tablet.page.getByRole("textbox", { name: field }).fill(mended);
  await tablet.press("Lanjut");
  await handOver(tablet);
  const again = await signAndSend(tablet);
  expect(again.code).toBe(code);
  await tablet.takeBack();
  await waitUntilGreen(tablet, 2);
  // A correction that says nothing of a paper does not make it come.
  await tablet.goHome();
  await tablet.button(/^Berkas menyusul.*1 menunggu/).waitFor();
  await tablet.openOutbox();

  await staff.waitForStage("Sudah diperbaiki");
  await staff.answer(field).getByText(mended, { exact: true }).waitFor();
  await staff.decide(actionTexts.accept, actionTexts.accept);
  await staff.waitForStage("Diproses");
  await staff.decide("Siap diambil", "Siap diambil");
  await staff.waitForStage("Siap diambil");
  await hearNews(tablet, () => tablet.page.getByText("Siap diambil", { exact: true }).first().isVisible());
  await expectHeld(district, { slips: [code], entries: 2 });
  await bringNews(tablet, code);
});

/** From the outbox: the citizen is told, and the home screen asks no more. */
async function bringNews(tablet: Tablet, code: string): Promise<void> {
  await tablet.goHome();
  await tablet.page.getByText("1 warga belum diberi tahu.").waitFor();
  await tablet.press("Lihat siapa");
  const row = tablet.page.locator(`li.row[data-code="${code}"]`);
  await row.getByText("Siap diambil").waitFor();
  await tablet.press("Sudah diberi tahu");
  await row.getByText("Sudah diberi tahu", { exact: true }).waitFor();
  await tablet.goHome();
  await tablet.page.getByText("belum diberi tahu").waitFor({ state: "hidden" });
}

/** The photo gate asks twice for a better picture of the first paper; then the officer says why there is none. */
async function keepUnclearPhoto(tablet: Tablet): Promise<void> {
  const refusal = "Fotonya buram. Tahan tablet sebentar, lalu foto lagi.";
  const anyway = tablet.button("Tetap pakai foto ini");
  await choosePicture(tablet, blurredPictureFile(1));
  await tablet.alert().getByText(refusal).waitFor();
  expect(await anyway.count()).toBe(0);
  await choosePicture(tablet, blurredPictureFile(2));
  await anyway.waitFor();
  await tablet.alert().getByText(refusal).waitFor();
  await tablet.tap(anyway);
  await tablet.press("Suratnya memang pudar");
  await tablet.page.getByText("Kurang jelas: Suratnya memang pudar").waitFor();
  await tablet.press("Lanjut");
  await tablet.page.getByRole("img", { name: "Foto halaman 1", exact: true }).waitFor({ state: "detached" });
}

/** The named fields come with the exchange after the news: until then the tablet says so. Ends on the check screen. */
async function beginMending(tablet: Tablet): Promise<void> {
  const check = tablet.button("Sudah betul");
  await expect
    .poll(async () => {
      await tablet.press("Perbaiki");
      await check.or(tablet.alert()).first().waitFor();
      return check.isVisible();
    }, patience)
    .toBe(true);
}

/** Asks the district again until the news is there. The outbox must be open. */
async function hearNews(tablet: Tablet, isThere: () => Promise<boolean>): Promise<void> {
  await expect
    .poll(async () => {
      await tablet.sendNow();
      return isThere();
    }, patience)
    .toBe(true);
}
