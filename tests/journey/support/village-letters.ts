/** Letters of the village, from the first screen to the numbered sheet. */
import { expect } from "vitest";
import type { Letter } from "../../../src/domain/catalogue/letter.ts";
import type { Configuration } from "../../../src/domain/configuration/configuration.ts";
import { answerQuestions, beginApplication } from "./file-application.ts";
import { visitOf } from "./people.ts";
import type { Tablet } from "./tablet.ts";

const signer = "SUPARNO";

/** Fills a letter and issues it; ends on the issued sheet. Gives its number. */
export async function issueLetter(
  tablet: Tablet,
  letter: Letter,
  config: Configuration,
  person: number,
): Promise<string> {
  const visit = visitOf(letter.id, person, {}, config);
  await beginApplication(tablet, visit);
  await answerQuestions(tablet, visit);
  await tablet.press("Lihat surat");
  const name = tablet.page.getByRole("textbox", { name: /^Nama (Kepala Desa|Lurah) / });
  await name.waitFor();
  await name.fill(signer);
  await tablet.press("Buat surat");
  const number = tablet.page.getByText(/^Nomor \d{3}/);
  await number.waitFor();
  const sheet = await tablet.page.locator("article.letter-sheet.printed").innerText();
  const applicant = visit.answers[letter.roles.applicantName];
  if (typeof applicant === "string") expect(sheet).toContain(applicant);
  expect(sheet).toContain(signer);
  return (await number.innerText()).replace("Nomor ", "");
}

/** Issues one of each; the numbers of a year follow each other without a gap. */
export async function walkLetters(tablet: Tablet, letters: readonly Letter[], config: Configuration): Promise<void> {
  const counts: string[] = [];
  for (const [at, letter] of letters.entries()) {
    counts.push((await issueLetter(tablet, letter, config, 801 + at)).split("/")[1] ?? "");
    await tablet.press("Selesai");
    await tablet.home();
  }
  expect(counts).toEqual(letters.map((_letter, at) => String(at + 1).padStart(3, "0")));
}
