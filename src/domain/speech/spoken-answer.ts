/** An answer as it is read back. What people wrote in free words has no clip: it is pointed at, never guessed. Pure. */
import { unreachable } from "../../base/assert.ts";
import { findVillage } from "../areas/areas.ts";
import type { Configuration } from "../configuration/configuration.ts";
import { findCodeText } from "../configuration/configuration.ts";
import type { AnswerValue } from "../form/answer.ts";
import { isUnknown } from "../form/answer.ts";
import type { Question } from "../form/question.ts";
import { groupDigits, identityGroups } from "../ids/digits.ts";
import { phoneText } from "../ids/phone.ts";
import { spellDate, spellDigits, spellNumber, spellTime } from "./number-words.ts";
import { screenSentences } from "./screen-sentences.ts";
import type { Spoken } from "./spoken.ts";
import { pauseMark } from "./spoken.ts";

/** What stands for words that only an eye can check. */
export const lookAtScreen: Spoken = [screenSentences.lookAtScreen];
/** What stands for an answer that was left open. */
export const notAnswered: Spoken = [screenSentences.notAnswered];

/** What is said for `value`. Never undefined: an answer that cannot be composed is pointed at on the screen. */
export function spokenAnswer(question: Question, value: AnswerValue | undefined, config: Configuration): Spoken {
  if (value === undefined) return notAnswered;
  if (isUnknown(value)) return [question.unknown ?? screenSentences.notKnown];
  if (typeof value === "boolean") return [value ? screenSentences.yes : screenSentences.no];
  if (typeof value === "number") return spokenCount(question, value);
  if (typeof value === "string") return spokenText(question, value, config) ?? lookAtScreen;
  const texts = question.kind === "codes" ? value.map((code) => findCodeText(config, question.list, code)) : [];
  return texts.length === 0
    ? lookAtScreen
    : texts.flatMap((text) => (text === undefined ? lookAtScreen : [text, pauseMark]));
}

function spokenCount(question: Question, value: number): Spoken {
  const number = spellNumber(value) ?? lookAtScreen;
  return question.kind === "integer" && question.unit !== "" ? [...number, question.unit] : number;
}

function spokenText(question: Question, value: string, config: Configuration): Spoken | undefined {
  switch (question.kind) {
    case "nik":
    case "kk-number":
      return spellDigits(groupDigits(value, identityGroups));
    case "phone":
      return spellDigits(phoneText(value));
    case "rt-rw":
    case "digits":
      return spellDigits(value);
    case "code":
    case "codes": {
      const text = findCodeText(config, question.list, value);
      return text === undefined ? undefined : [text];
    }
    case "date":
      return spellDate(value);
    case "time":
      return spellTime(value);
    case "village":
      return spokenVillage(value, config);
    case "name":
    case "text":
    case "place":
    case "address":
    case "integer":
    case "yes-no":
      return undefined;
    default:
      return unreachable(question, "question kind");
  }
}

/** A village is never named without its subdistrict: six names occur twice. */
function spokenVillage(code: string, { areas }: Configuration): Spoken | undefined {
  const place = findVillage(areas, code);
  if (place === undefined) return undefined;
  const type = place.village.type === "desa" ? screenSentences.village : screenSentences.urbanVillage;
  return [type, place.village.name, screenSentences.subdistrict, place.subdistrict.name];
}
