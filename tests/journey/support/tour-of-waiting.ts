/**
 * Leads past the screens of days that go wrong: no signal, no room, sent back, set aside, lost keys, a database that does not
 * open. Each is reached as it comes about, but for the days that pass: they are taken off the times the tablet wrote down.
 */
import type { Page } from "playwright-core";
import type { Counter } from "./counter.ts";
import { fileApplication } from "./file-application.ts";
import { beginHalfTyped } from "./half-typed.ts";
import { visitOf } from "./people.ts";
import { Quota } from "./quota.ts";
import { revokeTablets } from "./revoke-tablets.ts";
import { emptySettings, holdSettings } from "./settings-database.ts";
import { Staff } from "./staff.ts";
import type { Tablet } from "./tablet.ts";
import type { See } from "./tour.ts";

const MB = 1024 * 1024;
const DAY_MS = 24 * 60 * 60 * 1000;
const wrongField = "Tempat hilang";

export type Views = { readonly see: See; readonly seeOffice: (staff: Staff) => See };

/** From a tablet just set up to one that does not open any more. `folder`: where the district's data lies. */
export async function tourOfWaiting(counter: Counter, folder: string, { see, seeOffice }: Views): Promise<void> {
  const { tablet, link, district, browser } = counter;
  link.refuse();
  const slip = await fileOne(tablet, 31);
  await tourOfFullTablet(tablet, see);
  await beginHalfTyped(tablet, 33);
  await tablet.later();
  await tourOfNoSignal(tablet, see);
  link.pass();
  await sendAll(tablet);
  const staff = new Staff(await browser.newPage());
  await staff.signIn(district);
  await sendBack(staff, slip);
  await tablet.turnTo();
  await tourOfSentBack(tablet, see);
  await tourOfSetAside(tablet, folder, see);
  await staff.openSetAside();
  await seeOffice(staff)("district-set-aside");
  await tablet.turnTo();
  await tourOfTrouble(counter, see);
}

/** Three days without a network. */
async function tourOfNoSignal(tablet: Tablet, see: See): Promise<void> {
  await tablet.openOutbox();
  await see("outbox-waiting");
  await tablet.press("Kirim lewat berkas");
  await tablet.title("Kirim lewat berkas").waitFor();
  await see("courier-waiting");
  // A tablet's browser saves into its downloads.
  await tablet.page.evaluate(() => Reflect.deleteProperty(globalThis, "showSaveFilePicker"));
  await tablet.press("Simpan ke berkas");
  await tablet.page.getByText("tersimpan di berkas ini").waitFor();
  await see("courier-saved");
  await tablet.press("Kembali");
  await tablet.title("Kotak keluar").waitFor();
  await see("outbox-in-file");
  await tablet.goHome();
  await tablet.press(/^Lanjutkan draf/);
  await tablet.button("Lanjutkan").waitFor();
  await see("drafts-waiting");
  await tablet.press("Buang");
  await tablet.page.getByRole("dialog").waitFor();
  await see("drafts-drop");
  await tablet.press("Simpan saja");
  await tablet.goHome();
  await tablet.press(/^Ada yang salah/);
  await tablet.button("Batalkan").first().waitFor();
  await see("mend-waiting");
  await tablet.goHome();
  await letDaysPass(tablet.page, 4);
  await tablet.page.reload();
  await tablet.unlock();
  await tablet.page.getByText("Sudah lama belum terkirim").waitFor();
  await see("home-stick");
}

async function tourOfFullTablet(tablet: Tablet, see: See): Promise<void> {
  const quota = await Quota.of(tablet.page);
  // The ballast goes with this one; without it there is no room for another.
  await quota.set(await quota.used());
  await fileOne(tablet, 32);
  await quota.set((await quota.used()) + MB);
  await tablet.press(/^Permohonan baru/);
  await tablet.press(/^KTP/);
  await tablet.tap(tablet.page.getByRole("group", { name: "KTP", exact: true }).getByRole("button").first());
  await tablet.title("Tablet penuh").waitFor();
  await see("tablet-full");
  await tablet.press("Coba lagi");
  await tablet.alert().waitFor();
  await see("tablet-full-still");
  await quota.set(undefined);
  await tablet.goHome();
}

async function tourOfSentBack(tablet: Tablet, see: See): Promise<void> {
  await tablet.openOutbox();
  await hear(tablet, "Perlu perbaikan");
  await see("outbox-sent-back");
  await tablet.goHome();
  await see("home-sent-back");
  await tablet.press(/^Perlu perbaikan/);
  await tablet.page.getByText(wrongField).waitFor();
  await see("sent-back-waiting");
  await tablet.goHome();
}

async function tourOfSetAside(tablet: Tablet, folder: string, see: See): Promise<void> {
  await revokeTablets(folder);
  const code = await fileOne(tablet, 34);
  await tablet.openOutbox();
  await hear(tablet, "Disisihkan kabupaten");
  await see("outbox-set-aside");
  await tablet.goHome();
  await tablet.press(/^Cek kertas bukti/);
  await tablet.page.getByRole("textbox", { name: "Nomor bukti" }).fill(code);
  await tablet.press("Cek");
  await tablet.page.getByText("Disisihkan kabupaten").waitFor();
  await see("slip-check-set-aside");
  await tablet.goHome();
}

/** Keys gone with the settings, then settings that nobody can open. */
async function tourOfTrouble({ browser, link, tablet }: Counter, see: See): Promise<void> {
  await emptySettings(browser.context, link.url);
  await tablet.turnTo();
  await tablet.page.reload();
  await tablet.page.getByText("Yang hilang: petugas dan draf").waitFor();
  await see("first-officer-lost");
  await tablet.chooseOfficer();
  await see("home-enrol-again");
  await tablet.press(/^Lanjutkan draf/);
  await tablet.page.getByText("tidak bisa dibuka lagi").waitFor();
  await see("drafts-lost");
  const release = await holdSettings(browser.context, link.url);
  await tablet.turnTo();
  await tablet.page.reload();
  await tablet.page.getByText("Memuat…").waitFor();
  await see("loading");
  await tablet.page.getByText("belum bisa dibuka").waitFor();
  await see("trouble");
  await release();
}

async function fileOne(tablet: Tablet, person: number): Promise<string> {
  const { code } = await fileApplication(tablet, visitOf("ktp-el-lost", person, { "applicant.is-owner": true }));
  await tablet.takeBack();
  return code;
}

async function sendAll(tablet: Tablet): Promise<void> {
  await tablet.openOutbox();
  while ((await tablet.outboxStates()).some((state) => state !== "complete")) await tablet.sendNow();
  await tablet.goHome();
}

async function sendBack(staff: Staff, code: string): Promise<void> {
  await staff.openCase(code);
  await staff.photoWidth();
  await staff.markWrong(wrongField);
  await staff.decide("Minta perbaikan (1)", "Minta perbaikan");
  await staff.waitForStage("Perlu perbaikan");
}

/** Asks until the outbox says so. The outbox must be open. */
async function hear(tablet: Tablet, words: string): Promise<void> {
  while (!(await tablet.words()).includes(words)) await tablet.sendNow();
}

/** What the tablet has written down of times becomes so many days older. */
async function letDaysPass(page: Page, days: number): Promise<void> {
  await page.evaluate(async (ms) => {
    const opening = indexedDB.open("loket");
    await new Promise((resolve) => (opening.onsuccess = resolve));
    const transaction = opening.result.transaction(["entries", "state"], "readwrite");
    const entries = transaction.objectStore("entries").openCursor();
    entries.onsuccess = () => {
      const cursor = entries.result;
      if (!cursor) return;
      cursor.update({ ...cursor.value, appendedAt: cursor.value.appendedAt - ms });
      cursor.continue();
    };
    const state = transaction.objectStore("state");
    const sync = state.get("sync");
    sync.onsuccess = () => {
      const row = sync.result;
      if (row?.sync.lastReplyAt !== undefined)
        state.put({ ...row, sync: { ...row.sync, lastReplyAt: row.sync.lastReplyAt - ms } });
    };
    await new Promise((resolve) => (transaction.oncomplete = resolve));
    opening.result.close();
  }, days * DAY_MS);
}
