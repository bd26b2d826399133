/**
 * A family comes with two matters: who they are is said once and confirmed, their family card is photographed once, and
 * both applications arrive whole. The next citizen finds nothing of it.
 */
import { expect, it } from "vitest";
import { Counter } from "./support/counter.ts";
import {
  answerQuestions,
  beginApplication,
  fileApplication,
  handOver,
  progress,
  signAndSend,
  takePhotos,
  touchService,
} from "./support/file-application.ts";
import { expectHeld, waitUntilGreen } from "./support/oracle.ts";
import { visitOf } from "./support/people.ts";
import type { Tablet } from "./support/tablet.ts";

const papersMissing = ["surat-hilang"];

it("a family with two matters says once who they are, and its family card is taken and sent once", async () => {
  await using counter = await Counter.open();
  const { district, tablet } = counter;
  const data = { "parents.known": true, "parents.marriage-proof": "1", "birth.has-letter": true };
  const people = { "reporter.relation": "1", "reporter.name": "AHMAD FAUZI", "reporter.nik": "3329990508880001" };
  const birth = visitOf("birth-certificate", 71, { ...data, ...people, "reporter.kk": "3329990101100001" });
  const first = await fileApplication(tablet, birth);

  await tablet.press("Urus lagi untuk keluarga yang sama");
  await tablet.typePin("PIN petugas");
  const lost = {
    ...visitOf("ktp-el-lost", 72, {
      "applicant.is-owner": true,
      "applicant.name": "AHMAD FAUZI",
      "applicant.nik": "3329990508880001",
      "applicant.kk": "3329990101100001",
    }),
    follows: papersMissing,
  };
  await tablet.page.getByText("Keluarga yang sama: Akta lahir sudah").waitFor();
  await touchService(tablet, lost);
  await tablet.press("Mulai isi");
  await progress(tablet.page).waitFor();
  const offered: string[] = [];
  await answerQuestions(tablet, lost, {
    onQuestion: async ({ id, label }) => {
      if (!["applicant.name", "applicant.nik", "applicant.kk"].includes(id)) return;
      await tablet.page.getByText("Dari permohonan tadi: Akta lahir").waitFor();
      offered.push(
        (await tablet.page.getByRole("textbox", { name: label, exact: true }).inputValue()).replaceAll(" ", ""),
      );
    },
  });
  expect(offered).toEqual(["AHMADFAUZI", "3329990508880001", "3329990101100001"]);
  await takeCardOfBefore(tablet);
  await takePhotos(tablet, lost);
  await handOver(tablet);
  const second = await signAndSend(tablet);
  await tablet.takeBack();
  await waitUntilGreen(tablet, 2);
  await expectHeld(district, { slips: [first.code, second.code] });
  const { cases } = await district.exported();
  const cards = cases.flatMap(({ content }) => content.photos.filter(({ requirementId }) => requirementId === "kk"));
  expect(cards).toHaveLength(2);

  await tablet.goHome();
  await beginApplication(tablet, lost);
  await answerQuestions(tablet, lost, { stopAt: "applicant.name" });
  expect(await tablet.page.getByRole("textbox", { name: "Nama pemohon", exact: true }).inputValue()).toBe("");
});

/** The letter follows, the family card is there from before; ends after the card's photo. */
async function takeCardOfBefore(tablet: Tablet): Promise<void> {
  await tablet.page.getByRole("heading", { name: "Surat keterangan hilang dari kepolisian" }).waitFor();
  await tablet.press("Belum ada, menyusul");
  await tablet.press("Lanjut");
  await tablet.page.getByRole("heading", { name: "Kartu Keluarga (KK)" }).waitFor();
  await tablet.press("Pakai foto dari Akta lahir tadi");
  await tablet.page.getByRole("img", { name: "Foto halaman 1", exact: true }).waitFor();
  await tablet.press("Lanjut");
}
