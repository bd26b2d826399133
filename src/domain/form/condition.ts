/** Conditions as data: when a question is asked or a document is needed. Evaluated over answers, never over code. */
import { unreachable } from "../../base/assert.ts";
import type { CivilDate } from "../date/civil-date.ts";
import { ageInYears } from "../date/civil-date.ts";
import type { Answers } from "./answer.ts";
import { chosenCodes, isUnknown } from "./answer.ts";

export type Condition =
  | { readonly op: "equals"; readonly field: string; readonly value: string | number | boolean }
  | { readonly op: "in"; readonly field: string; readonly values: readonly (string | number | boolean)[] }
  /** The answer to a question of several codes has this one. */
  | { readonly op: "includes"; readonly field: string; readonly value: string }
  /** Answered at all, "tidak tahu" included. */
  | { readonly op: "answered"; readonly field: string }
  /** Answered with "tidak tahu" or "belum punya". */
  | { readonly op: "unknown"; readonly field: string }
  /** Whole years from the date in `field` to today lie in [atLeast, below). False while the date is open. */
  | { readonly op: "age"; readonly field: string; readonly atLeast?: number; readonly below?: number }
  | { readonly op: "all"; readonly of: readonly Condition[] }
  | { readonly op: "any"; readonly of: readonly Condition[] }
  | { readonly op: "not"; readonly of: Condition };

/** Whether `condition` holds for `answers` on the day `today`. No condition always holds. */
export function holds(condition: Condition | undefined, answers: Answers, today: CivilDate): boolean {
  if (condition === undefined) return true;
  switch (condition.op) {
    case "equals":
      return answers[condition.field] === condition.value;
    case "in":
      return condition.values.some((value) => answers[condition.field] === value);
    case "includes":
      return chosenCodes(answers[condition.field]).includes(condition.value);
    case "answered":
      return answers[condition.field] !== undefined;
    case "unknown":
      return isUnknown(answers[condition.field]);
    case "age":
      return ageHolds(condition, answers, today);
    case "all":
      return condition.of.every((part) => holds(part, answers, today));
    case "any":
      return condition.of.some((part) => holds(part, answers, today));
    case "not":
      return !holds(condition.of, answers, today);
    default:
      return unreachable(condition, "condition");
  }
}

/** Whether no answer at all makes it hold: what a regency has decided against. */
export function isNever(condition: Condition): boolean {
  switch (condition.op) {
    case "any":
      return condition.of.every(isNever);
    case "all":
      return condition.of.some(isNever);
    case "not":
      return isAlways(condition.of);
    default:
      return false;
  }
}

function isAlways(condition: Condition): boolean {
  switch (condition.op) {
    case "all":
      return condition.of.every(isAlways);
    case "any":
      return condition.of.some(isAlways);
    case "not":
      return isNever(condition.of);
    default:
      return false;
  }
}

/** Every question id a condition looks at. */
export function fieldsOf(condition: Condition | undefined): readonly string[] {
  if (condition === undefined) return [];
  if (condition.op === "all" || condition.op === "any") return condition.of.flatMap(fieldsOf);
  if (condition.op === "not") return fieldsOf(condition.of);
  return [condition.field];
}

function ageHolds(condition: Extract<Condition, { op: "age" }>, answers: Answers, today: CivilDate): boolean {
  const date = answers[condition.field];
  if (typeof date !== "string") return false;
  const age = ageInYears(date, today);
  if (age === undefined) return false;
  return age >= (condition.atLeast ?? 0) && (condition.below === undefined || age < condition.below);
}
