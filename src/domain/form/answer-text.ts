/** Answers as people read them: on the check screen, on the district's page, in a summary. */
import { unreachable } from "../../base/assert.ts";
import { findVillage, villageText } from "../areas/areas.ts";
import type { Configuration } from "../configuration/configuration.ts";
import { findCodeText } from "../configuration/configuration.ts";
import { dateText, dayAndDateText, timeText } from "../date/date-words.ts";
import { groupDigits, identityGroups } from "../ids/digits.ts";
import { phoneText } from "../ids/phone.ts";
import type { AnswerValue } from "./answer.ts";
import { isUnknown } from "./answer.ts";
import type { FormReference, Question } from "./question.ts";

/** What stands for an open answer. */
export const openAnswerText = "–";

/** The words of an answer. A code or village the configuration does not know comes back as it is. */
export function answerText(question: Question, value: AnswerValue | undefined, config: Configuration): string {
  if (value === undefined) return openAnswerText;
  if (isUnknown(value)) return question.unknown ?? "Tidak tahu";
  if (typeof value === "boolean") return value ? "Ya" : "Tidak";
  if (typeof value === "number") return numberText(question, value);
  if (typeof value === "string") return textOf(question, value, config);
  return question.kind === "codes" ? codesText(question.list, value, config) : value.join(", ");
}

/** "F-2.01 Data anak 3" */
export function officialText({ form, section, item }: FormReference): string {
  return [form, section, item].filter((part) => part !== undefined).join(" ");
}

function numberText(question: Question, value: number): string {
  // Thousands with a dot, as here: 3.200 gram.
  const digits = String(value).replaceAll(/\B(?=(\d{3})+$)/g, ".");
  return question.kind === "integer" && question.unit !== "" ? `${digits} ${question.unit}` : digits;
}

function codesText(list: string, codes: readonly string[], config: Configuration): string {
  return codes.map((code) => findCodeText(config, list, code) ?? code).join(", ");
}

function textOf(question: Question, value: string, config: Configuration): string {
  switch (question.kind) {
    case "nik":
    case "kk-number":
      return groupDigits(value, identityGroups);
    case "code":
    case "codes":
      return findCodeText(config, question.list, value) ?? value;
    case "date":
      return question.precision === "day" ? dayAndDateText(value) : dateText(value);
    case "time":
      return timeText(value);
    case "village": {
      const place = findVillage(config.areas, value);
      return place === undefined ? value : villageText(place);
    }
    case "phone":
      return phoneText(value);
    case "name":
    case "text":
    case "place":
    case "address":
    case "rt-rw":
    case "digits":
    case "integer":
    case "yes-no":
      return value;
    default:
      return unreachable(question, "question kind");
  }
}
