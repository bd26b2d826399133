/** "Berkas kurang": filed without its papers, named on the slip, and completed later without filing anew. */
import type { BrowserContext } from "playwright-core";
import { expect, it } from "vitest";
import { Counter } from "./support/counter.ts";
import { choosePicture, fileApplication, handOver, signAndSend } from "./support/file-application.ts";
import { expectHeld, waitUntilGreen } from "./support/oracle.ts";
import { visitOf } from "./support/people.ts";
import { pictureFile } from "./support/picture.ts";
import type { Tablet } from "./support/tablet.ts";

const papers = ["Surat keterangan hilang dari kepolisian", "Kartu Keluarga (KK)"] as const;

it("papers that follow are added one by one, also when the tablet knows nothing else of the application", async () => {
  await using counter = await Counter.open();
  const { district, tablet } = counter;
  const visit = { ...visitOf("ktp-el-lost", 41, { "applicant.is-owner": true }), follows: ["surat-hilang", "kk"] };
  const slip = await fileApplication(tablet, visit);
  expect(slip.words).toContain(`${papers.join(", ")}. Bawa ke balai desa kalau sudah ada.`);
  await tablet.takeBack();
  await waitUntilGreen(tablet, 1);
  expect(await heldPapers(district, slip.code)).toEqual({ missing: visit.follows, photos: [] });

  await addPaper(tablet, papers[0], slip.code);
  await waitUntilGreen(tablet, 2);
  expect(await heldPapers(district, slip.code)).toEqual({ missing: ["kk"], photos: ["surat-hilang"] });

  // Two days later the copy is gone: what is left is the name, the service and what was missing.
  await dropCopies(tablet.page.context(), district.url);
  await addPaper(tablet, papers[1], slip.code);
  await waitUntilGreen(tablet, 3);
  expect(await heldPapers(district, slip.code)).toEqual({ missing: [], photos: ["kk", "surat-hilang"] });
  await expectHeld(district, { slips: [slip.code], entries: 3 });
  await tablet.goHome();
  await tablet.button(/^Berkas menyusul.*Tidak ada/).waitFor();
});

/** From the outbox to the slip of the added paper and home again. */
async function addPaper(tablet: Tablet, paper: string, code: string): Promise<void> {
  await tablet.goHome();
  await tablet.press(/^Berkas menyusul.*1 menunggu/);
  await tablet.page.locator(`li.row[data-code="${code}"]`).getByText(paper).waitFor();
  await tablet.press("Tambah foto");
  await tablet.page.getByRole("heading", { name: paper }).waitFor();
  await tablet.press("Foto sekarang");
  await choosePicture(tablet, pictureFile(paper.length));
  await tablet.page.getByRole("img", { name: "Foto halaman 1", exact: true }).waitFor();
  const check = tablet.button("Sudah betul");
  while (!(await check.isVisible())) {
    await tablet.press("Lanjut");
    await check
      .or(tablet.page.getByText("Menyusul", { exact: true }))
      .first()
      .waitFor();
  }
  await handOver(tablet);
  expect((await signAndSend(tablet)).code).toBe(code);
  await tablet.takeBack();
}

async function heldPapers(district: Counter["district"], code: string) {
  const held = (await district.exported()).cases.find(({ slipCode }) => slipCode === code)?.content;
  return { missing: held?.missing, photos: held?.photos.map(({ requirementId }) => requirementId).toSorted() };
}

/** As the tablet itself does once they are older than 48 hours. */
async function dropCopies(context: BrowserContext, url: string): Promise<void> {
  const page = await context.newPage();
  await page.goto(new URL("t/", url).href);
  await page.evaluate(async () => {
    const names = (await indexedDB.databases()).map(({ name }) => name ?? "");
    for (const name of names) {
      const opening = indexedDB.open(name);
      await new Promise((resolve) => (opening.onsuccess = resolve));
      if (opening.result.objectStoreNames.contains("copies")) {
        const transaction = opening.result.transaction("copies", "readwrite");
        transaction.objectStore("copies").clear();
        await new Promise((resolve) => (transaction.oncomplete = resolve));
      }
      opening.result.close();
    }
  });
  await page.close();
}
