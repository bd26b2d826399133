/** What people get wrong, and what they are told: a clear sentence each, and nothing of what was stored is lost. */
import { expect, it } from "vitest";
import { makeCode } from "../../src/base/ids.ts";
import { newNameLettersMax, pinTriesFree } from "../../src/base/limits.ts";
import { Browser } from "./support/browser.ts";
import { District } from "./support/district.ts";
import {
  answerQuestions,
  beginApplication,
  choosePicture,
  handOver,
  progress,
  signAndSend,
  takePhotos,
} from "./support/file-application.ts";
import { expectHeld, expectSaid } from "./support/oracle.ts";
import { patience } from "./support/patience.ts";
import { visitOf } from "./support/people.ts";
import { notAPicture } from "./support/picture.ts";
import type { Tablet } from "./support/tablet.ts";

/** A birthday no sample has, so that no NIK agrees with it. */
const otherBirthday = "1979-02-03";
const longName = `${"A".repeat(30)} ${"B".repeat(30)}`;

it("wrong codes, numbers, names, pictures and PINs each get a clear sentence, and nothing is lost", async () => {
  await using district = await District.open();
  await using browser = await Browser.open();
  const code = await district.issueCode();
  const tablet = await browser.openTablet(district.url);
  await expectCodesExplained(tablet, code);
  await tablet.setUp(code);
  await tablet.keptForOffline();
  await expectUsedCodeExplained(district, code);

  const visit = visitOf("birth-certificate", 92, {
    "people.all-wni": true,
    "parents.known": true,
    "mother.birth-date": otherBirthday,
  });
  await beginApplication(tablet, visit);
  await expectDoubtAboutNik(tablet, visit);
  await expectLongNameExplained(tablet, visit);
  await answerQuestions(tablet, visit);
  await choosePicture(tablet, notAPicture);
  await expectSentence(tablet, "Berkas itu bukan foto yang bisa dibuka. Pilih foto lain atau foto langsung.");
  await takePhotos(tablet, visit);
  await handOver(tablet);
  const slip = await signAndSend(tablet);
  await tablet.takeBack();
  await tablet.openOutbox();
  await expect.poll(() => tablet.outboxStates(), patience).toEqual(["complete"]);

  await tablet.goHome();
  await expectPauseAfterWrongPins(tablet);
  await expectHeld(district, { slips: [slip.code] });
  await expectSaid(district, slip.code, visit);
});

async function expectSentence(tablet: Tablet, sentence: string): Promise<void> {
  await tablet.alert().getByText(sentence).waitFor();
}

async function expectCodesExplained(tablet: Tablet, code: string): Promise<void> {
  await tablet.typeCode(code.slice(0, 12));
  await expectSentence(tablet, "Kode ini 13 huruf dan angka. Baru 12.");
  await tablet.typeCode(makeCode(new Uint8Array(8), 12));
  await expectSentence(tablet, "Kode pendaftaran tidak dikenal. Periksa lagi hurufnya.");
}

async function expectUsedCodeExplained(district: District, code: string): Promise<void> {
  await using other = await Browser.open();
  const tablet = await other.openTablet(district.url);
  await tablet.typeCode(code);
  await expectSentence(tablet, "Kode pendaftaran ini sudah dipakai. Minta kode baru ke Dindukcapil.");
}

/** A birth date that the NIK does not tell is doubted once and kept. */
async function expectDoubtAboutNik(tablet: Tablet, visit: ReturnType<typeof visitOf>): Promise<void> {
  await answerQuestions(tablet, visit, { stopAt: "mother.birth-date" });
  const doubts: string[] = [];
  const doubt = tablet.page.getByText("Tanggal lahir ini lain dari NIK-nya. Betul?");
  await answerQuestions(tablet, visit, {
    stopAt: "child.name",
    onDoubt: async (question) => {
      if (question.id === "mother.birth-date" && (await doubt.isVisible())) doubts.push(question.id);
    },
  });
  expect(doubts).toEqual(["mother.birth-date"]);
}

async function expectLongNameExplained(tablet: Tablet, visit: ReturnType<typeof visitOf>): Promise<void> {
  await answerQuestions(tablet, visit, { stopAt: "child.name" });
  await tablet.page.getByRole("textbox", { name: "Nama anak" }).fill(longName);
  const place = await progress(tablet.page).innerText();
  await tablet.press("Lanjut");
  await expectSentence(
    tablet,
    `Nama ini ${longName.length} huruf. Paling banyak ${newNameLettersMax} huruf dengan spasi.`,
  );
  expect(await progress(tablet.page).innerText()).toBe(place);
}

/** Five wrong PINs pause the lock; a reload does not end the pause. */
async function expectPauseAfterWrongPins(tablet: Tablet): Promise<void> {
  const pad = tablet.page.getByRole("group", { name: `PIN ${tablet.officer}` });
  const key = pad.getByRole("button", { name: "1", exact: true });
  const pause = tablet.page.getByText(/Terlalu banyak PIN salah\. Tunggu \d:\d\d menit\./);
  await tablet.press("Kunci");
  for (let tries = 1; tries <= pinTriesFree; tries += 1) {
    await tablet.typePin(`PIN ${tablet.officer}`, "111111");
    await tablet.alert().or(pause).first().waitFor();
    await expect.poll(async () => (await key.isEnabled()) || (await pause.isVisible()), patience).toBe(true);
  }
  await pause.waitFor();
  await tablet.page.reload();
  await pause.waitFor();
  expect(await key.isEnabled()).toBe(false);
}
