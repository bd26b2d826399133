/** One whole application with the keys of a keyboard alone, from the PIN to the slip: no finger, no mouse (WCAG 2.2, 2.1.1 and 2.4.7). */
import { expect, it } from "vitest";
import { Counter } from "./support/counter.ts";
import { progress, readSlip, sumOf } from "./support/file-application.ts";
import { Keys } from "./support/keys.ts";
import { expectHeld } from "./support/oracle.ts";
import { patience } from "./support/patience.ts";
import { pin } from "./support/tablet.ts";

it("a complaint is filed from the lock to the slip by keyboard alone", async () => {
  await using counter = await Counter.open();
  const { district, tablet } = counter;
  const { page } = tablet;
  const keys = new Keys(page);
  await keys.press("Kunci");
  await keys.digits(`PIN ${tablet.officer}`, pin);
  await tablet.home();
  await keys.press(/^Permohonan baru/);
  await keys.press(/^Lainnya/);
  await keys.press(/^Data dan bantuan/);
  await keys.press(/^Pengaduan/);
  await keys.press("Mulai isi");
  await progress(page).waitFor();
  await asked("Apa yang diadukan?");
  await keys.choose("Terlalu lama");
  await keys.press("Lanjut");
  await asked("Di mana kejadiannya?");
  await keys.choose("Kantor kecamatan");
  await keys.press("Lanjut");
  await asked("Kapan kejadiannya?");
  await keys.press(/^2026$/);
  await keys.press(/^Januari$/);
  await keys.press(/^5$/);
  await keys.press("Lanjut");
  await asked("Apa yang terjadi?");
  await keys.type("Isi pengaduan", "SUDAH DUA BULAN KK BELUM JADI");
  await keys.press("Lanjut");
  await asked("Berapa nomor slip permohonannya?");
  await keys.press("Lewati, boleh kosong");
  for (;;) {
    const question = page.locator("h2.question-title");
    const words = await question.innerText();
    if (words === "Apakah surat ini dibutuhkan segera?" || (await tablet.button("Sudah betul").isVisible())) break;
    if (words.includes("menyebutkan nama")) await keys.press("Tidak");
    if (words.startsWith("Siapa nama")) await keys.type(/^Nama/, "SITI AMINAH");
    if ((await tablet.button("Lewati, boleh kosong").count()) > 0) await keys.press("Lewati, boleh kosong");
    else await keys.press("Lanjut");
    await question.filter({ hasNotText: words }).or(tablet.button("Sudah betul")).first().waitFor();
  }
  if (!(await tablet.button("Sudah betul").isVisible())) await keys.press("Lanjut");
  await tablet.button("Sudah betul").waitFor();
  await keys.press("Sudah betul");
  await keys.press("Sudah dipegang warga");
  await sumOf(page).waitFor();
  const send = tablet.button("KIRIM");
  while (!(await send.isVisible())) await keys.press("Sudah betul");
  await keys.press(/^Tidak bisa tanda tangan/);
  await keys.press("Tanda silang di sini");
  await keys.press("KIRIM");
  await keys.digits("PIN petugas", pin);
  const slip = await readSlip(tablet);
  await keys.press("Kembalikan ke petugas");
  await keys.digits("PIN petugas", pin);
  await tablet.home();
  await keys.press(/^Kotak keluar/);
  await keys.press("Kirim sekarang");
  await expect.poll(() => tablet.outboxStates(), patience).toEqual(["complete"]);
  await expectHeld(district, { slips: [slip.code] });

  async function asked(question: string): Promise<void> {
    await page.locator("h2.question-title").filter({ hasText: question }).waitFor();
  }
});
