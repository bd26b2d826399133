/** Fills a whole form on its one page, as a trained officer does. Knows every kind of field, no service. */
import type { Locator } from "playwright-core";
import { findVillage } from "../../../src/domain/areas/areas.ts";
import type { Configuration } from "../../../src/domain/configuration/configuration.ts";
import { findCodeText } from "../../../src/domain/configuration/configuration.ts";
import { typedDate } from "../../../src/domain/date/typed-date.ts";
import type { AnswerValue } from "../../../src/domain/form/answer.ts";
import { chosenCodes, isUnknown } from "../../../src/domain/form/answer.ts";
import type { Question } from "../../../src/domain/form/question.ts";
import type { Visit } from "./people.ts";
import type { Tablet } from "./tablet.ts";

/** From any question of the form; ends on what follows the form. What looks odd is read and confirmed. */
export async function fillDense(tablet: Tablet, { service, config, answers }: Visit): Promise<void> {
  await tablet.press("Isi sekaligus");
  for (const { title, questions } of service.tasks) {
    const section = tablet.page.getByRole("region", { name: title, exact: true });
    for (const question of questions) {
      const value = answers[question.id];
      if (value !== undefined) await fillField(section, question, value, config);
    }
  }
  const doubts = tablet.page.getByText("Ada isian yang tidak biasa.");
  const page = tablet.page.getByText("Semua sudah diisi", { exact: true });
  await page.waitFor();
  await tablet.press("Lanjut");
  await doubts.or(tablet.button("Pilih dari berkas")).first().waitFor();
  if (await doubts.isVisible()) await tablet.press("Lanjut");
}

async function fillField(
  section: Locator,
  question: Question,
  value: AnswerValue,
  config: Configuration,
): Promise<void> {
  // The unit or an example may stand behind the label.
  const name = new RegExp(`^${question.label.replaceAll(/[.*+?^${}()|[\]\\]/g, "\\$&")}( \\(|$)`);
  const box = section.getByRole("textbox", { name });
  const select = section.getByRole("combobox", { name });
  const group = section.getByRole("group", { name });
  const field = box.or(select).or(group).first();
  await field.waitFor();
  if (isUnknown(value)) {
    await field
      .locator("xpath=ancestor-or-self::*[contains(@class,'dense-field')][1]")
      .getByLabel(question.unknown ?? "", { exact: true })
      .check();
    return;
  }
  if (await select.isVisible()) {
    await select.selectOption({ label: optionText(question, String(value), config) });
    return;
  }
  if (await group.isVisible()) {
    for (const label of pickTexts(question, value, config)) await group.getByLabel(label, { exact: true }).check();
    return;
  }
  await box.fill(question.kind === "date" ? typedDate(String(value)) : String(value));
  await box.press("Tab");
}

function optionText(question: Question, value: string, config: Configuration): string {
  if (question.kind === "code") return findCodeText(config, question.list, value) ?? value;
  const place = findVillage(config.areas, value);
  return place === undefined ? value : `${place.village.name}, Kec. ${place.subdistrict.name}`;
}

function pickTexts(question: Question, value: AnswerValue, config: Configuration): readonly string[] {
  if (question.kind === "yes-no") return [value === true ? "Ya" : "Tidak"];
  if (question.kind === "code") return [optionText(question, String(value), config)];
  const list = question.kind === "codes" ? question.list : "";
  return chosenCodes(value).map((code) => findCodeText(config, list, code) ?? code);
}
