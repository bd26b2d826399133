/**
 * Leads past every screen there is, once: for whoever wants to look at them all. A screen is seen when it stands still. Knows
 * not what is looked for.
 */
import type { Page } from "playwright-core";
import { attractAfterMs, attractPageMs } from "../../../src/base/counter-limits.ts";
import type { District } from "./district.ts";
import {
  agreeToSum,
  answerQuestions,
  chooseGuide,
  chooseService,
  choosePicture,
  progress,
  signStatement,
  sumOf,
  takePhotos,
} from "./file-application.ts";
import type { Slip } from "./file-application.ts";
import type { Visit } from "./people.ts";
import { notAPicture } from "./picture.ts";
import type { Staff } from "./staff.ts";
import type { Tablet } from "./tablet.ts";

/** Called while the screen of that name stands there. */
export type See = (name: string) => Promise<void>;

/** Looks at a page's screen once nothing on it moves: halfway to its colour a button has neither the old nor the new one. */
export const seeStill =
  (page: Page, look: See): See =>
  async (name) => {
    await page.evaluate(async () => {
      // What was asked to change in this frame begins to move in the next.
      await new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)));
      const moving = document.getAnimations().filter(({ effect }) => effect?.getComputedTiming().endTime !== Infinity);
      await Promise.allSettled(moving.map(({ finished }) => finished));
    });
    await look(name);
  };

/** From an unknown tablet to the slip of its first application; every kind of question is seen once. */
export async function tourOfVisit(tablet: Tablet, district: District, visit: Visit, see: See): Promise<Slip> {
  await tourOfSetUp(tablet, await district.issueCode(), see);
  await tablet.press(/^Permohonan baru/);
  await tablet.page.getByRole("group", { name: "Keperluan" }).waitFor();
  await see("life-events");
  await tablet.press(/^KTP/);
  await tablet.page.getByRole("heading", { name: "KTP", exact: true }).waitFor();
  await see("services");
  await tablet.press("Kembali");
  await tablet.goHome();
  for (const guide of visit.config.guides?.slice(0, 1) ?? []) {
    await chooseGuide(tablet, guide, visit.config);
    await see("guide");
    await tablet.press("Selesai");
  }
  await chooseService(tablet, visit);
  await see("what-to-bring");
  await tablet.press("Mulai isi");
  await progress(tablet.page).waitFor();
  await tourOfQuestions(tablet, visit, see);
  await tourOfPhotos(tablet, visit, see);
  return tourOfHandOver(tablet, see);
}

async function tourOfSetUp(tablet: Tablet, code: string, see: See): Promise<void> {
  await tablet.title("Loket Desa").waitFor();
  await see("enrol");
  await tablet.typeCode("SALAH");
  await tablet.alert().waitFor();
  await see("enrol-wrong-code");
  await tablet.typeCode(code);
  await tablet.title("Periksa tablet").waitFor();
  await tablet.page.getByRole("listitem").first().waitFor();
  await see("check-tablet");
  await tablet.press("Lanjut");
  await tablet.page.getByRole("textbox", { name: "Nama petugas" }).waitFor();
  await see("first-officer-name");
  await tablet.chooseOfficer(() => see("first-officer-pin"));
  await see("home");
}

async function tourOfQuestions(tablet: Tablet, visit: Visit, see: See): Promise<void> {
  await tablet.press("Isi sekaligus");
  await tablet.button("Satu per satu").waitFor();
  await see("one-page");
  await tablet.press("Lanjut");
  await tablet.alert().waitFor();
  await see("one-page-refused");
  await tablet.press("Satu per satu");
  await progress(tablet.page).waitFor();
  const kinds = new Set<string>();
  let isDoubtSeen = false;
  await tablet.press("Lanjut");
  await tablet.alert().waitFor();
  await see("question-refused");
  await answerQuestions(tablet, visit, {
    onQuestion: async ({ kind }) => {
      if (kinds.has(kind)) return;
      kinds.add(kind);
      await see(`question-${kind}`);
    },
    onDoubt: async () => {
      if (isDoubtSeen) return;
      isDoubtSeen = true;
      await see("question-asked-back");
    },
  });
}

async function tourOfPhotos(tablet: Tablet, visit: Visit, see: See): Promise<void> {
  await tablet.page.getByRole("button", { name: "Ambil foto", disabled: false }).waitFor();
  await see("photo-camera");
  await choosePicture(tablet, notAPicture);
  await tablet.alert().waitFor();
  await see("photo-refused");
  // The browser's own camera shows no paper: what it takes is kept with a reason.
  await tablet.press("Ambil foto");
  await tablet.press("Foto lagi");
  await tablet.press("Tetap pakai foto ini");
  await see("photo-kept-why");
  await tablet.press("Lainnya");
  await tablet.button(/^Foto ulang/).waitFor();
  await see("photo-kept");
  await tablet.press(/^Foto ulang/);
  await takePhotos(tablet, visit, () => see("urgent"));
  await see("check-answers");
}

async function tourOfHandOver(tablet: Tablet, see: See): Promise<Slip> {
  await tablet.press("Sudah betul");
  await tablet.button("Sudah dipegang warga").waitFor();
  await see("hand-over");
  await tablet.press("Sudah dipegang warga");
  await sumOf(tablet.page).waitFor();
  await see("hand-over-sum");
  await tablet.press("Sudah betul");
  await tablet.button("Kembali").waitFor();
  await see("hand-over-sum-next");
  await tablet.press("Kembali");
  await tablet.press("Ada yang salah");
  await tablet.page.getByRole("dialog").waitFor();
  await see("hand-over-pin");
  await tablet.press("Batal");
  await agreeToSum(tablet);
  await see("hand-over-statement");
  const slip = await signStatement(tablet);
  await see("slip");
  await tablet.takeBack();
  return slip;
}

/** The officer's own screens, from home; ends at the lock. */
export async function tourOfOfficer(tablet: Tablet, see: See): Promise<void> {
  await tablet.openOutbox();
  await see("outbox");
  await tablet.press("Kirim lewat berkas");
  await tablet.title("Kirim lewat berkas").waitFor();
  await see("courier");
  await tablet.press("Kembali");
  await tablet.title("Kotak keluar").waitFor();
  await tablet.goHome();
  const stops = [
    [/^Lanjutkan draf/, "Draf", "drafts"],
    [/^Perlu perbaikan/, "Perlu perbaikan", "sent-back"],
    [/^Ada yang salah/, "Ada yang salah", "mend"],
    [/^Berkas menyusul/, "Berkas menyusul", "following"],
    [/^Cek kertas bukti/, "Cek kertas bukti", "slip-check"],
    ["Kabari warga", "Kabari warga", "news"],
    ["Nomor antrean", "Nomor antrean", "queue"],
    ["Alat dan pengaturan", "Alat dan pengaturan", "tools"],
  ] as const;
  for (const [card, title, name] of stops) {
    await tablet.press(card);
    await tablet.title(title).waitFor();
    await see(name);
    await tablet.goHome();
  }
  await tablet.press("Alat dan pengaturan");
  for (const tool of ["Latihan", "Suara", "Kartu latihan", "Lembar bulanan", "Printer", "Poster desa"]) {
    await turnToTool(tablet, tool);
    await tablet.press(new RegExp(`^${tool}`));
    await tablet.title(tool).waitFor();
    await see(`tool-${tool.toLowerCase().replace(" ", "-")}`);
    await tablet.press("Kembali");
    await tablet.title("Alat dan pengaturan").waitFor();
  }
  await tablet.goHome();
  await tourOfLooks(tablet, see);
  await tablet.press("Kunci");
  await tablet.lock();
  await see("lock");
  await tablet.press("Lihat layanan");
  await see("catalogue");
  await tablet.press(/^Pindah/);
  await tablet.press(/^Pindah ke luar kabupaten/);
  await tablet.page.getByRole("heading", { name: "Sesudah diajukan di sini" }).waitFor();
  await see("catalogue-service");
  await tablet.press("Selesai");
  await tablet.press("Cek status");
  await tablet.title("Cek status").waitFor();
  await see("citizen-status");
  await tourOfAttract(tablet, see);
}

/** From the status on; the tablet's clock is ours from then on. Ends at the lock. */
async function tourOfAttract(tablet: Tablet, see: See): Promise<void> {
  const { clock } = tablet.page;
  // A fresh page remembers no tap: by another clock the next one might seem to come too soon after it.
  await tablet.page.reload();
  await tablet.lock();
  await clock.install();
  await tablet.press("Cek status");
  await tablet.title("Cek status").waitFor();
  await tablet.press("Kembali");
  await tablet.lock();
  await clock.fastForward(attractAfterMs);
  const screen = tablet.button(/Sentuh layar/);
  await screen.waitFor();
  await see("attract");
  await clock.fastForward(attractPageMs);
  await tablet.page.getByText(/^Yang dibawa untuk/).waitFor();
  await see("attract-event");
  await tablet.tap(screen);
  await tablet.lock();
}

/** The tools lie on several pages. */
async function turnToTool(tablet: Tablet, tool: string): Promise<void> {
  await tablet.title("Alat dan pengaturan").waitFor();
  for (let pages = 0; pages < 3 && !(await tablet.button(new RegExp(`^${tool}`)).isVisible()); pages += 1)
    await tablet.press("Berikutnya");
}

async function tourOfLooks(tablet: Tablet, see: See): Promise<void> {
  await tablet.press("Alat dan pengaturan");
  await turnToTool(tablet, "Tampilan");
  await tablet.press(/^Tampilan/);
  await tablet.title("Tampilan").waitFor();
  await see("looks");
  await tablet.press(/^Ukur/);
  await tablet.title("Ukur layar").waitFor();
  await see("measure-screen");
  await tablet.press("Kembali");
  await tablet.press("Kembali");
  await tablet.title("Alat dan pengaturan").waitFor();
  await tablet.goHome();
}

/** Every page of the office and the citizen's track page. */
export async function tourOfOffice(staff: Staff, district: District, slip: Slip, see: See): Promise<void> {
  const { page } = staff;
  await page.goto(new URL("district/", district.url).href);
  await staff.button("Masuk").waitFor();
  await see("district-sign-in");
  await staff.signIn(district);
  await page.getByText("Kec. Salem").first().waitFor();
  await see("district-health");
  await staff.openCases();
  await page.getByRole("link", { name: slip.code }).waitFor();
  await see("district-cases");
  await staff.openCase(slip.code);
  await staff.photoWidth();
  await page.getByRole("list", { name: "Berkas kurang" }).waitFor();
  await see("district-case");
  await page.getByRole("checkbox").first().check();
  await staff.press(/^Minta perbaikan/);
  await page.getByRole("dialog").waitFor();
  await see("district-ask-correction");
  await staff.press("Kembali");
  await staff.openCourier();
  await see("district-courier");
  await page.getByRole("link", { name: "Pendaftaran tablet" }).click();
  await page.getByRole("heading", { level: 1 }).waitFor();
  await see("district-enrolment");
  await page.getByRole("link", { name: "Aturan" }).click();
  await page.getByRole("heading", { level: 1, name: "Aturan yang belum pasti" }).waitFor();
  await see("district-doubts");
  const [device] = (await district.status()).devices;
  await page.goto(new URL(`district/tablet/${device?.device ?? ""}`, district.url).href);
  await page.getByRole("heading", { level: 1, name: /^Tablet/ }).waitFor();
  await see("district-device");
  await page.goto(new URL(`t/${slip.code}`, district.url).href);
  await page.getByText("Kabar terakhir").waitFor();
  await see("track");
}
