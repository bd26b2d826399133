/** Rules between two answers of one application. Knows no service: which fields are compared is data of the question. */
import { unreachable } from "../../base/assert.ts";
import { ageInYears, daysBetween } from "../date/civil-date.ts";
import { digitsOf } from "../ids/digits.ts";
import type { Nik } from "../ids/nik.ts";
import { readNik } from "../ids/nik.ts";
import type { AnswerContext } from "./answer-context.ts";
import type { AnswerValue } from "./answer.ts";
import type { Problem, Problems } from "./problem.ts";
import { problem } from "./problem-texts.ts";
import type { Check } from "./question.ts";
import { sexCodes, sexTexts } from "./sex-codes.ts";

const NOTHING: Problems = { errors: [], warnings: [] };

/** What `check` says about `value`; nothing while the other answer is open or unknown. */
export function runCheck(check: Check, value: string, context: AnswerContext): Problems {
  switch (check.check) {
    case "different":
      return sameDigits(value, context.answers[check.field])
        ? error(problem("same-person", { who: check.who }))
        : NOTHING;
    case "not-same-number":
      return sameDigits(value, context.answers[check.field]) ? warning(problem("same-number")) : NOTHING;
    case "agrees-with-nik":
      return checkAgainstNik(value, context.answers[check.field], context);
    case "nik-sex": {
      const sex = findNik(value, context)?.sex;
      return sex !== undefined && sex !== check.sex
        ? warning(problem("nik-other-sex", { sex: sexTexts[sex] }))
        : NOTHING;
    }
    case "older":
      return checkOlder(check, value, context.answers[check.field]);
    case "not-before": {
      const other = context.answers[check.field];
      return typeof other === "string" && value < other.slice(0, value.length)
        ? error(problem("date-before", { what: check.what }))
        : NOTHING;
    }
    case "reported-within": {
      const days = daysBetween(value, context.today);
      return days !== undefined && days > check.days
        ? warning(problem("reported-late", { days: check.days }))
        : NOTHING;
    }
    case "age-at-least": {
      // The earlier of two centuries: nobody is called young for a doubt.
      const age = ageInYears(findNik(value, context)?.birthDates[0] ?? value, context.today);
      return age !== undefined && age < check.years ? warning(problem("too-young", { years: check.years })) : NOTHING;
    }
    default:
      return unreachable(check, "check");
  }
}

/** The NIK of an answer, or undefined when it is open, unknown or not readable. */
export function findNik(answer: AnswerValue | undefined, context: AnswerContext): Nik | undefined {
  if (typeof answer !== "string") return undefined;
  const nik = readNik(answer, { today: context.today });
  return nik.ok ? nik.value : undefined;
}

/** A NIK keeps its date and sex when a document is corrected, so that a difference may be right (rule W3): never an error. */
function checkAgainstNik(value: string, answer: AnswerValue | undefined, context: AnswerContext): Problems {
  const nik = findNik(answer, context);
  if (nik?.sex === undefined) return NOTHING;
  const isSex = value === sexCodes.male || value === sexCodes.female;
  if (isSex) return sexCodes[nik.sex] === value ? NOTHING : warning(problem("sex-not-as-nik"));
  const fits = nik.birthDates.some((date) => date.startsWith(value));
  return fits ? NOTHING : warning(problem("date-not-as-nik"));
}

function checkOlder(
  check: Extract<Check, { check: "older" }>,
  born: string,
  parent: AnswerValue | undefined,
): Problems {
  if (typeof parent !== "string") return NOTHING;
  // A parent said to be born later than the child has no age then; that is "too young" as well.
  const years = ageInYears(parent, born) ?? 0;
  if (years < check.yearsMin) return warning(problem("parent-too-young", { who: check.who, years }));
  return years > check.yearsMax ? warning(problem("parent-too-old", { who: check.who, years })) : NOTHING;
}

function sameDigits(value: string, other: AnswerValue | undefined): boolean {
  const digits = digitsOf(value);
  return digits !== undefined && typeof other === "string" && digitsOf(other) === digits;
}

function error(found: Problem): Problems {
  return { errors: [found], warnings: [] };
}

function warning(found: Problem): Problems {
  return { errors: [], warnings: [found] };
}
