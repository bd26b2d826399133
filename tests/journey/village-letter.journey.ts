/** A letter of the village: written, numbered, printed, found in the register, carried to another tablet; the district never hears of it. */
import { expect, it } from "vitest";
import { definite } from "../../src/base/assert.ts";
import { findLetter } from "../../src/domain/configuration/configuration.ts";
import { brebes } from "../fixtures/kiosk-config.ts";
import { Counter } from "./support/counter.ts";
import { heldCount } from "./support/oracle.ts";
import { Stick } from "./support/stick.ts";
import { issueLetter } from "./support/village-letters.ts";

it("a village writes its own letter without signal, and another tablet of the village reads the book with its code", async () => {
  const config = brebes();
  const letter = definite(findLetter(config, "village-letter-domicile"), "a letter");
  await using counter = await Counter.open();
  const { district, tablet, browser } = counter;
  // A tablet's browser saves into its downloads.
  await tablet.page.evaluate(() => Reflect.deleteProperty(globalThis, "showSaveFilePicker"));
  const number = await issueLetter(tablet, letter, config, 71);
  await tablet.press("Selesai");
  await tablet.openOutbox();
  await tablet.sendNow();
  expect(await tablet.outboxRows()).toEqual([]);
  await tablet.goHome();
  await tablet.press("Alat dan pengaturan");
  await tablet.press(/^Buku surat desa/);
  await tablet.page.getByText(number).first().waitFor();
  await tablet.press("Flashdisk");
  using stick = new Stick();
  const book = await stick.take(tablet.page, () => tablet.press("Salin ke flashdisk"));
  const code = await tablet.page.locator(".letter-book-code").innerText();
  const other = await browser.openTablet(district.url);
  await other.setUp(await district.issueCode());
  await other.press("Alat dan pengaturan");
  await other.press(/^Buku surat desa/);
  await other.press("Flashdisk");
  await other.page.getByRole("textbox", { name: "Kode buku surat" }).fill(code);
  await other.page.getByLabel("Pilih berkas buku surat").setInputFiles(book.path);
  await other.page.getByText("1 surat diambil, 0 sudah ada.").waitFor();
  await other.press("Selesai");
  await other.page.getByText(number).first().waitFor();
  expect(await heldCount(district)).toBe(0);
});
