/** What can be wrong with an answer, as codes; the sentences stand in problem-texts.ts. */
import type { KkNumberErrorCode } from "../ids/kk-number.ts";
import type { NameErrorCode, NameWarningCode } from "../ids/name.ts";
import type { NikErrorCode, NikWarningCode } from "../ids/nik.ts";
import type { PhoneErrorCode } from "../ids/phone.ts";

export type ErrorCode =
  | "answer-missing"
  | "answer-type"
  | "unknown-not-offered"
  | "text-too-long"
  | "code-not-in-list"
  | "date-invalid"
  | "date-not-full"
  | "date-month-needed"
  | "date-too-old"
  | "date-too-far-back"
  | "date-too-far-ahead"
  | "date-in-future"
  | "date-before"
  | "time-invalid"
  | "digits-too-few"
  | "digits-too-many"
  | "number-invalid"
  | "number-too-small"
  | "number-too-large"
  | "declaration-refused"
  | "village-unknown"
  | "rt-rw-invalid"
  | "same-person"
  | NameErrorCode
  | NikErrorCode
  | KkNumberErrorCode
  | PhoneErrorCode;

export type WarningCode =
  | "number-unusual"
  | "date-not-as-nik"
  | "sex-not-as-nik"
  | "same-number"
  | "nik-other-sex"
  | "parent-too-young"
  | "parent-too-old"
  | "reported-late"
  | "too-young"
  | NameWarningCode
  | NikWarningCode;

export type ProblemCode = ErrorCode | WarningCode;

/** One thing to tell: the code for machines, the sentence for people. Sentences hold no personal data. */
export type Problem = { readonly code: ProblemCode; readonly text: string };

/** Errors block, warnings ask "Betul?". */
export type Problems = { readonly errors: readonly Problem[]; readonly warnings: readonly Problem[] };
