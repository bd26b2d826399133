/** A new officer practises with everything there is, and neither the district nor the tablet ever knows of it. */
import type { Page, Request } from "playwright-core";
import { expect, it } from "vitest";
import { definite } from "../../src/base/assert.ts";
import { Counter } from "./support/counter.ts";
import { fileApplication } from "./support/file-application.ts";
import { visitOf } from "./support/people.ts";
import type { Tablet } from "./support/tablet.ts";

it("an application practised to its slip is marked LATIHAN everywhere, and leaves no trace here or at the district", async () => {
  await using counter = await Counter.open();
  const { tablet, district, browser } = counter;
  // Opened once more, so that what opening itself writes down is there before.
  await tablet.press("Kunci");
  await tablet.unlock();
  const before = await whatIsKept(tablet.page);
  await beginPractice(tablet);
  const asked: string[] = [];
  const listen = (request: Request): void => void asked.push(new URL(request.url()).pathname);
  browser.context.on("request", listen);

  // With a network all the time: what may leave would leave.
  const slip = await fileApplication(tablet, visitOf("ktp-el-lost", 7));
  expect(slip.code).toBe("LATIHAN");
  expect(await watermarks(tablet.page)).toEqual({ screen: true, paper: true });
  await tablet.press("Kembalikan ke petugas");
  await tablet.typePin("PIN petugas", await pinOnBar(tablet));
  await tablet.home();
  await tablet.openOutbox();
  expect(await tablet.outboxStates()).toEqual(["saved"]);
  await tablet.sendNow();
  await tablet.press("Kirim lewat berkas");
  await tablet.press(/^Simpan/);
  await tablet.page.getByText("Ini latihan: tidak ada yang keluar dari tablet.").waitFor();
  expect(await whatIsKept(tablet.page)).toEqual(before);

  expect(asked.filter((path) => path.startsWith("/api/"))).toEqual([]);
  browser.context.off("request", listen);

  await tablet.press("Selesai latihan");
  await tablet.unlock();
  expect(await watermarks(tablet.page)).toEqual({ screen: false, paper: false });
  await tablet.openOutbox();
  expect(await tablet.outboxRows()).toEqual([]);
  await tablet.goHome();
  await expectUncounted(tablet);
  await tablet.press(/^Cek kertas bukti/);
  await tablet.page.getByRole("textbox", { name: "Nomor bukti" }).fill(slip.code);
  await tablet.press("Cek");
  await tablet.page.getByText("Ini kertas LATIHAN.").waitFor();

  expect(await whatIsKept(tablet.page)).toEqual(before);
  expect(await district.status()).toMatchObject({ entriesHeld: 0, cases: 0, quarantined: 0 });
  expect((await district.status()).devices).toMatchObject([{ filed: 0, held: 0 }]);
});

async function beginPractice(tablet: Tablet): Promise<void> {
  await tablet.press("Alat dan pengaturan");
  await tablet.press(/^Latihan/);
  await tablet.title("Latihan").waitFor();
  await tablet.press("Mulai latihan");
  await tablet.page.getByRole("complementary", { name: "Latihan" }).waitFor();
  await tablet.home();
}

/** The month's sheet knows of no application, and of what the tablet has really sent and fetched. Ends at home. */
async function expectUncounted(tablet: Tablet): Promise<void> {
  await tablet.press("Alat dan pengaturan");
  await tablet.press("Berikutnya");
  await tablet.press(/^Lembar bulanan/);
  await tablet.page.getByText("0 permohonan.").waitFor();
  const used = /terpakai: (\d+,?\d*) MB/.exec(await tablet.words())?.[1] ?? "0";
  expect(Number(used.replace(",", "."))).toBeGreaterThan(0);
  await tablet.press("Kembali");
  await tablet.goHome();
}

async function pinOnBar({ page }: Tablet): Promise<string> {
  const bar = await page.getByRole("complementary", { name: "Latihan" }).innerText();
  return definite(/PIN: (\d+)/.exec(bar)?.[1], "the PIN of practice");
}

/** Whether the word lies over what is seen, and over what would be printed. */
async function watermarks(page: Page): Promise<{ readonly screen: boolean; readonly paper: boolean }> {
  const isMarked = (): Promise<boolean> =>
    page.evaluate(() => getComputedStyle(document.body, "::after").content.includes("LATIHAN"));
  const screen = await isMarked();
  await page.emulateMedia({ media: "print" });
  const paper = await isMarked();
  await page.emulateMedia({ media: null });
  return { screen, paper };
}

/** Every store with how many rows it has, every file with its size: all this origin keeps of applications. */
async function whatIsKept(page: Page): Promise<unknown> {
  return page.evaluate(async () => {
    const done = <T>(request: IDBRequest<T>): Promise<T> =>
      new Promise((resolve, reject) => {
        request.onsuccess = () => resolve(request.result);
        request.onerror = () => reject(request.error ?? new Error("not read"));
      });
    const rows: Record<string, number> = {};
    for (const { name = "" } of await indexedDB.databases()) {
      const database = await done(indexedDB.open(name));
      for (const store of database.objectStoreNames) {
        const count = await done(database.transaction(store).objectStore(store).count());
        // An empty store may come by being asked for the paper in the printer.
        if (count > 0) rows[`${name}/${store}`] = count;
      }
      database.close();
    }
    const files: Record<string, number> = {};
    const list = async (folder: FileSystemDirectoryHandle, path: string): Promise<void> => {
      for await (const handle of folder.values()) {
        const at = `${path}/${handle.name}`;
        if (handle.kind === "directory") await list(handle as FileSystemDirectoryHandle, at);
        else files[at] = (await (handle as FileSystemFileHandle).getFile()).size;
      }
    };
    await list(await navigator.storage.getDirectory(), "");
    return { rows, files };
  });
}
