/** From what was typed to what is stored: one spelling per meaning, so that answers compare and compress well. */
import { unreachable } from "../../base/assert.ts";
import { digitsOf } from "../ids/digits.ts";
import { normaliseName } from "../ids/name.ts";
import { readPhone } from "../ids/phone.ts";
import type { AnswerValue } from "./answer.ts";
import type { Question } from "./question.ts";

/**
 * The stored form of an answer: NIK and KK as digits, phones as E.164, RT and RW padded, texts with single spaces,
 * whole numbers as numbers. What cannot be read stays as typed, for `validateAnswer` to say why.
 */
export function readAnswer(question: Question, value: AnswerValue): AnswerValue {
  return typeof value === "string" ? readText(question, value) : value;
}

function readText(question: Question, typed: string): AnswerValue {
  switch (question.kind) {
    case "name":
    case "text":
    case "place":
    case "address":
      return normaliseName(typed);
    case "nik":
    case "kk-number":
    case "digits":
      return digitsOf(typed) ?? typed;
    case "phone": {
      const phone = readPhone(typed);
      return phone.ok ? phone.value : typed;
    }
    case "rt-rw":
      return /^\d{1,3}$/.test(typed.trim()) ? typed.trim().padStart(3, "0") : typed;
    case "time":
      return typed
        .trim()
        .replace(/^(\d)[.:]/, "0$1:")
        .replace(".", ":");
    case "integer":
      return /^\d{1,9}$/.test(typed.trim()) ? Number(typed) : typed;
    case "code":
    case "codes":
    case "date":
    case "village":
    case "yes-no":
      return typed.trim();
    default:
      return unreachable(question, "question kind");
  }
}
