/**
 * A slip goes straight to a receipt printer behind a serial port, and comes out as one can read it; without paper the officer is
 * told, and there are other ways. The port is made after the Web Serial text: no printer stands here.
 */
import { readFileSync } from "node:fs";
import type { Page } from "playwright-core";
import { expect, it } from "vitest";
import { readPdf } from "../support/read-pdf.ts";
import { readReceipt } from "../support/read-receipt.ts";
import type { ReadReceipt } from "../support/read-receipt.ts";
import { Counter } from "./support/counter.ts";
import { answerQuestions, beginApplication, handOver, signAndSend, takePhotos } from "./support/file-application.ts";
import { visitOf } from "./support/people.ts";
import { Stick } from "./support/stick.ts";

declare global {
  // Where the page's own world keeps it between two looks.
  var printerOnTheTable: { hasPaper: boolean; readonly got: number[] };
}

it("prints the number straight on the roll, and says so when there is no paper", async () => {
  await using counter = await Counter.open();
  const { tablet } = counter;
  const { page } = tablet;
  await plugPrinter(page);
  // Saved into the downloads: nobody chooses a place here.
  await page.evaluate(() => Reflect.deleteProperty(globalThis, "showSaveFilePicker"));

  await tablet.press("Alat dan pengaturan");
  await tablet.press(/^Printer/);
  await page.getByRole("radio", { name: /^Struk lebar/ }).check({ force: true });
  await tablet.press("Sambung Bluetooth");
  await page.getByText("Printer struk tersambung.").waitFor();
  await tablet.press("Cetak contoh");
  await page.getByText("Sudah dikirim ke printer.").waitFor();
  expect((await printed(page)).large).toEqual(["CON TOH 123"]);
  expect(await sheetsOf(page)).toBe(1);
  await tablet.press("Kembali");
  await tablet.title("Alat dan pengaturan").waitFor();
  if (!(await tablet.button(/^Poster desa/).isVisible())) await tablet.press("Berikutnya");
  await tablet.press(/^Poster desa/);
  for (const size of [/^A4/, /^A3/]) {
    await page.getByRole("radio", { name: size }).check({ force: true });
    expect(await sheetsOf(page)).toBe(1);
  }
  await tablet.press("Kembali");
  await tablet.title("Alat dan pengaturan").waitFor();
  await tablet.goHome();

  const visit = visitOf("ktp-el-lost", 61);
  await beginApplication(tablet, visit);
  await answerQuestions(tablet, visit);
  await takePhotos(tablet, visit);
  await handOver(tablet);
  const slip = await signAndSend(tablet);

  await setPaper(page, false);
  await tablet.press("Cetak");
  await page.getByText("Kertas printer habis.").waitFor();
  await tablet.button("Cetak lewat tablet").waitFor();
  await setPaper(page, true);
  await tablet.press("Cetak");
  await page.getByText("Sudah dikirim ke printer.").waitFor();
  const { large, codes, lines } = await printed(page);
  expect(large).toEqual([slip.code.split("-").join(" ")]);
  expect(codes.map(({ text }) => new URL(text).pathname)).toEqual([`/t/${slip.code.replaceAll("-", "")}`]);
  expect(lines.join(" ")).toContain("bukan dokumen resmi");
  // The paper chosen for this tablet: on 58 mm the row would be shorter.
  expect(lines).toContain("-".repeat(48));

  // The form for wet ink is the officer's: a citizen holding the tablet sees no way to a file.
  expect(await tablet.button(/^Cetak formulir/).count()).toBe(0);
  await tablet.takeBack();
  await tablet.openOutbox();
  await tablet.press("Kertas bukti");
  using stick = new Stick();
  const { path } = await stick.take(page, () => tablet.press("Cetak formulir F-1.02"));
  await page.getByText("Formulir F-1.02 tersimpan").waitFor();
  const words = readPdf(readFileSync(path)).join("|");
  expect(words).toContain(`Permohonan ${slip.code}`);
  expect(words).toContain(String(visit.answers["applicant.name"]).toUpperCase());
});

/** Puts a port with a printer on it into the page, as the browser would after a cable was plugged in. */
async function plugPrinter(page: Page): Promise<void> {
  await page.evaluate(() => {
    const printer = { hasPaper: true, got: [] as number[] };
    let isChosen = false;
    let say: ReadableStreamDefaultController<Uint8Array> | undefined;
    const port = {
      readable: null as ReadableStream<Uint8Array> | null,
      writable: null as WritableStream<Uint8Array> | null,
      open: () => {
        port.readable = new ReadableStream({ start: (controller) => void (say = controller) });
        port.writable = new WritableStream({
          write(bytes) {
            if (bytes[0] === 0x10) say?.enqueue(Uint8Array.of(printer.hasPaper ? 0x12 : 0x72));
            else printer.got.push(...bytes);
          },
        });
        return Promise.resolve();
      },
      close: () => Promise.resolve(),
      forget: () => Promise.resolve(),
    };
    const serial = {
      getPorts: () => Promise.resolve(isChosen ? [port] : []),
      requestPort: () => {
        isChosen = true;
        return Promise.resolve(port);
      },
    };
    Object.defineProperty(navigator, "serial", { value: serial });
    globalThis.printerOnTheTable = printer;
  });
}

async function setPaper(page: Page, hasPaper: boolean): Promise<void> {
  await page.evaluate((has) => {
    globalThis.printerOnTheTable.hasPaper = has;
  }, hasPaper);
}

/** Sheets the page would print now, by the browser's own printing. */
async function sheetsOf(page: Page): Promise<number> {
  const pdf = (await page.pdf({ preferCSSPageSize: true })).toString("latin1");
  return pdf.match(/\/Type \/Page\b/g)?.length ?? 0;
}

/** Reads what came out since the last look. */
async function printed(page: Page): Promise<ReadReceipt> {
  const bytes = await page.evaluate(() => globalThis.printerOnTheTable.got.splice(0));
  return readReceipt(Uint8Array.from(bytes));
}
