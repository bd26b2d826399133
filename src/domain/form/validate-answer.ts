/** Is this answer good? Errors block, warnings ask "Betul?". One function per kind of question. */
import { unreachable } from "../../base/assert.ts";
import { textLettersMax } from "../../base/limits.ts";
import { findVillage } from "../areas/areas.ts";
import { findCodeText } from "../configuration/configuration.ts";
import { addYears, earliestDay, latestDay, parseDate, yearMin } from "../date/civil-date.ts";
import type { DateParts } from "../date/civil-date.ts";
import { digitsOf } from "../ids/digits.ts";
import { kkNumberDigits, readKkNumber } from "../ids/kk-number.ts";
import { checkName, normaliseName } from "../ids/name.ts";
import { nikDigits, readNik } from "../ids/nik.ts";
import { readPhone } from "../ids/phone.ts";
import { newNameLettersMax } from "../../base/limits.ts";
import type { AnswerContext } from "./answer-context.ts";
import type { AnswerValue } from "./answer.ts";
import { isUnknown } from "./answer.ts";
import { runCheck } from "./checks.ts";
import type { Problem, ProblemCode, Problems } from "./problem.ts";
import type { ProblemDetails } from "./problem-texts.ts";
import { numberWord, problem } from "./problem-texts.ts";
import type {
  CodesQuestion,
  DateQuestion,
  DigitsQuestion,
  IntegerQuestion,
  NameQuestion,
  Question,
  YesNoQuestion,
} from "./question.ts";

const GOOD: Problems = { errors: [], warnings: [] };

/**
 * Judges `value` as an answer to `question`. `undefined` = not answered: an error unless the question is optional.
 * Takes what was typed as well as what is stored (a NIK with spaces is fine). Cross-field checks run only on a good value.
 */
export function validateAnswer(question: Question, value: AnswerValue | undefined, context: AnswerContext): Problems {
  if (value === undefined || value === "") return question.optional === true ? GOOD : bad("answer-missing");
  if (isUnknown(value)) return question.unknown === undefined ? bad("unknown-not-offered") : GOOD;
  const own = validateKind(question, value, context);
  if (own.errors.length > 0 || typeof value !== "string") return own;
  const between = (question.checks ?? []).map((check) => runCheck(check, value, context));
  return join([own, ...between]);
}

/** All errors and warnings of several judgements, in order. */
function join(all: readonly Problems[]): Problems {
  return { errors: all.flatMap((each) => each.errors), warnings: all.flatMap((each) => each.warnings) };
}

function bad(code: ProblemCode, details: ProblemDetails = {}): Problems {
  return { errors: [problem(code, details)], warnings: [] };
}

function doubtful(warnings: readonly Problem[]): Problems {
  return { errors: [], warnings };
}

function validateKind(question: Question, value: AnswerValue, context: AnswerContext): Problems {
  if (question.kind === "integer") return validateInteger(question, value);
  if (question.kind === "yes-no") return validateYesNo(question, value);
  if (question.kind === "codes") return validateCodes(question, value, context);
  return typeof value === "string" ? validateText(question, value, context) : bad("answer-type");
}

function validateText(
  question: Exclude<Question, IntegerQuestion | YesNoQuestion | CodesQuestion>,
  value: string,
  context: AnswerContext,
): Problems {
  switch (question.kind) {
    case "name":
      return validateName(question, value);
    case "nik":
      return validateNik(value, context);
    case "kk-number":
      return validateKkNumber(value);
    case "code":
      return findCodeText(context.config, question.list, value) === undefined ? bad("code-not-in-list") : GOOD;
    case "digits":
      return validateDigits(question, value);
    case "date":
      return validateDate(question, value, context);
    case "time":
      return /^([01]\d|2[0-3]):[0-5]\d$/.test(value) ? GOOD : bad("time-invalid");
    case "village":
      return findVillage(context.config.areas, value) === undefined ? bad("village-unknown") : GOOD;
    case "phone":
      return readPhone(value).ok ? GOOD : bad("phone-invalid");
    case "rt-rw":
      return /^\d{1,3}$/.test(value.trim()) ? GOOD : bad("rt-rw-invalid");
    case "place":
    case "address":
      return validateLength(value, textLettersMax);
    case "text":
      return validateLength(value, question.lettersMax ?? textLettersMax);
    default:
      return unreachable(question, "question kind");
  }
}

function validateLength(value: string, max: number): Problems {
  const text = normaliseName(value);
  if (text === "") return bad("answer-missing");
  return text.length > max ? bad("text-too-long", { max }) : GOOD;
}

function validateName(question: NameQuestion, value: string): Problems {
  const name = normaliseName(value);
  const max = question.rule === "new" ? newNameLettersMax : textLettersMax;
  const found = checkName(name, question.rule);
  const tell = (code: ProblemCode) => problem(code, { max, length: [...name].length });
  return { errors: found.errors.map(tell), warnings: found.warnings.map(tell) };
}

function validateNik(value: string, { config, today }: AnswerContext): Problems {
  const nik = readNik(value, { today, regions: config.regions, areas: config.areas });
  if (!nik.ok) return bad(nik.code, countDetails(value, nikDigits));
  return doubtful(nik.value.warnings.map((code) => problem(code)));
}

function validateKkNumber(value: string): Problems {
  const number = readKkNumber(value);
  return number.ok ? GOOD : bad(number.code, countDetails(value, kkNumberDigits));
}

/** "Baru 15 angka. Kurang satu angka." */
function countDetails(value: string, wanted: number): ProblemDetails {
  const length = digitsOf(value)?.length ?? 0;
  return { length, difference: numberWord(Math.abs(wanted - length)) };
}

function validateDate(question: DateQuestion, value: string, { today }: AnswerContext): Problems {
  const parts = parseDate(value);
  if (parts === undefined) return bad("date-invalid");
  if (parts.month === undefined && question.precision !== "year") {
    return bad(question.precision === "day" ? "date-not-full" : "date-month-needed");
  }
  if (parts.day === undefined && question.precision === "day") return bad("date-not-full");
  if (parts.year < yearMin) return bad("date-too-old");
  if (earliestDay(parts) > today && question.mayBeFuture !== true) return bad("date-in-future");
  return validateDateBounds(question, parts, today);
}

/** A date known by its year or month only is refused when none of its days would do. */
function validateDateBounds({ yearsBackMax, yearsAheadMax }: DateQuestion, parts: DateParts, today: string): Problems {
  if (yearsBackMax !== undefined && latestDay(parts) < addYears(today, -yearsBackMax))
    return bad("date-too-far-back", { years: yearsBackMax });
  if (yearsAheadMax !== undefined && earliestDay(parts) > addYears(today, yearsAheadMax))
    return bad("date-too-far-ahead", { years: yearsAheadMax });
  return GOOD;
}

function validateInteger(question: IntegerQuestion, value: AnswerValue): Problems {
  if (typeof value !== "number" || !Number.isSafeInteger(value)) return bad("number-invalid");
  const { min, max, unit, usualMin = min, usualMax = max } = question;
  if (value < min) return bad("number-too-small", { min, unit });
  if (value > max) return bad("number-too-large", { max, unit });
  return value < usualMin || value > usualMax ? doubtful([problem("number-unusual", { value, unit })]) : GOOD;
}

/** None chosen is no answer. A code twice, or in another order than the list's, is a foreign hand's: not refused, it says the same. */
function validateCodes({ list, optional }: CodesQuestion, value: AnswerValue, { config }: AnswerContext): Problems {
  if (typeof value !== "object" || !("length" in value)) return bad("answer-type");
  if (value.length === 0) return optional === true ? GOOD : bad("answer-missing");
  return value.every((code) => findCodeText(config, list, code) !== undefined) ? GOOD : bad("code-not-in-list");
}

function validateDigits({ digitsMin, digitsMax }: DigitsQuestion, value: string): Problems {
  const length = digitsOf(value)?.length ?? 0;
  if (length < digitsMin) return bad("digits-too-few", { min: digitsMin, length });
  return length > digitsMax ? bad("digits-too-many", { max: digitsMax, length }) : GOOD;
}

function validateYesNo(question: YesNoQuestion, value: AnswerValue): Problems {
  if (typeof value !== "boolean") return bad("answer-type");
  if (value || question.mustBe !== true) return GOOD;
  const refused = problem("declaration-refused");
  return { errors: [{ ...refused, text: question.refusal ?? refused.text }], warnings: [] };
}
