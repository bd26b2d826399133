/** Gives one answer on one question screen, by touching what such a question shows. Knows every kind, no service. */
import type { Locator, Page } from "playwright-core";
import { monthNames } from "../../../src/base/month-names.ts";
import { findVillage } from "../../../src/domain/areas/areas.ts";
import { findCodeText } from "../../../src/domain/configuration/configuration.ts";
import type { Configuration } from "../../../src/domain/configuration/configuration.ts";
import { parseDate } from "../../../src/domain/date/civil-date.ts";
import type { AnswerValue } from "../../../src/domain/form/answer.ts";
import { chosenCodes, isUnknown } from "../../../src/domain/form/answer.ts";
import type { Question } from "../../../src/domain/form/question.ts";
import type { Tablet } from "./tablet.ts";

/** Whether the answer itself went on to the next question ("Lewati", "Tidak tahu"). */
export type Gave = "goes-on" | "waits";

/** Answers the question on screen; undefined = left open. */
export async function giveAnswer(
  tablet: Tablet,
  question: Question,
  value: AnswerValue | undefined,
  config: Configuration,
): Promise<Gave> {
  const { page } = tablet;
  if (value === undefined) {
    await tablet.press("Lewati, boleh kosong");
    return "goes-on";
  }
  if (isUnknown(value)) {
    await tablet.press(question.unknown ?? "");
    return "goes-on";
  }
  const text = String(value);
  switch (question.kind) {
    case "yes-no":
      await tablet.tap(group(page, question.label).getByRole("button", { name: value === true ? "Ya" : "Tidak" }));
      break;
    case "code":
      await choose(page, question.label, findCodeText(config, question.list, text) ?? text);
      break;
    case "codes":
      for (const code of chosenCodes(value))
        await tick(page, question.label, findCodeText(config, question.list, code) ?? code);
      break;
    case "village":
      await chooseVillage(page, question.label, text, config);
      break;
    case "date":
      await pickDate(page, text);
      break;
    case "time":
      await pickTime(page, text);
      break;
    case "integer":
      await typeDigits(page.getByRole("textbox", { name: question.label }), text);
      break;
    case "phone":
      await box(page, question).fill(text.replace(/^\+62/, "0"));
      break;
    default:
      await box(page, question).fill(text);
  }
  return "waits";
}

const box = (page: Page, question: Question): Locator =>
  page.getByRole("textbox", { name: question.label, exact: true });
const group = (page: Page, name: string): Locator => page.getByRole("group", { name, exact: true });

/** Short lists are radio buttons, long ones are searched. */
async function choose(page: Page, label: string, text: string): Promise<void> {
  const search = page.getByRole("textbox", { name: label, exact: true });
  const radio = group(page, label).getByRole("radio", { name: text, exact: true });
  await search.or(group(page, label)).first().waitFor();
  if ((await search.count()) === 0) {
    await radio.check();
    return;
  }
  await search.fill(text);
  await page.getByRole("list", { name: label }).getByRole("button", { name: text, exact: true }).first().click();
}

/** A long list shows its box once it is searched. */
async function tick(page: Page, label: string, text: string): Promise<void> {
  const list = page.getByRole("group", { name: label, exact: true });
  await list.waitFor();
  const search = list.getByRole("textbox");
  if ((await search.count()) > 0) await search.fill(text);
  await list.getByRole("checkbox", { name: text, exact: true }).check();
}

async function chooseVillage(page: Page, label: string, code: string, config: Configuration): Promise<void> {
  const place = findVillage(config.areas, code);
  if (place === undefined) throw new Error(`no village ${code}`);
  await page.getByRole("textbox", { name: label, exact: true }).fill(place.village.name);
  const results = page.getByRole("list", { name: label }).getByRole("button");
  await results
    .filter({ hasText: place.village.name })
    .filter({ hasText: `Kec. ${place.subdistrict.name}` })
    .first()
    .click();
}

async function pickDate(page: Page, text: string): Promise<void> {
  const date = parseDate(text);
  if (date === undefined) throw new Error(`no date: ${text}`);
  await startAgain(page, /^Tahun/);
  await pickYear(page, date.year);
  await pick(page, "Bulan apa?", date.month === undefined ? "Hanya tahu tahunnya" : (monthNames[date.month - 1] ?? ""));
  if (date.month === undefined) return;
  await pick(page, "Tanggal berapa?", date.day === undefined ? "Tidak tahu tanggal persis" : String(date.day));
}

/** Recent years may be offered at once, earlier ones behind "Sebelum …". */
async function pickYear(page: Page, year: number): Promise<void> {
  const years = group(page, "Tahun berapa?");
  await years.or(group(page, "Sekitar tahun berapa?")).waitFor();
  const button = years.getByRole("button", { name: String(year), exact: true });
  if (!(await button.isVisible())) {
    if (await years.isVisible()) await years.getByRole("button", { name: /^Sebelum / }).click();
    await pick(page, "Sekitar tahun berapa?", `${year - (year % 10)}-an`);
  }
  await button.click();
}

async function pickTime(page: Page, text: string): Promise<void> {
  const [hour = "", minute = ""] = text.split(":");
  await startAgain(page, /^Pukul/);
  const part = ["Dini hari", "Pagi", "Siang / sore", "Malam"][Math.floor(Number(hour) / 6)] ?? "";
  await group(page, "Kapan waktunya?").getByRole("button", { name: part }).click();
  await pick(page, "Jam berapa?", hour);
  await pick(page, "Menit berapa? Pilih puluhannya dulu", `${minute.charAt(0)}…`);
  await pick(page, "Menit berapa?", minute);
}

/** What was suggested stands there as chosen: touching its first part begins anew. */
async function startAgain(page: Page, place: RegExp): Promise<void> {
  const chosen = page.getByRole("button", { name: place });
  if (await chosen.isEnabled()) await chosen.click();
}

async function pick(page: Page, prompt: string, name: string): Promise<void> {
  await group(page, prompt).getByRole("button", { name, exact: true }).click();
}

/** The display takes no text of the browser's: the keys of a keyboard reach the pad. */
async function typeDigits(display: Locator, digits: string): Promise<void> {
  await display.press("Delete");
  await display.pressSequentially(digits);
}
