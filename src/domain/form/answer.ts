/** What people answer. Only values that JSON and CBOR both carry; dates are ISO texts. Knows no question. */

/** "Belum punya NIK", "Tidak tahu": said by the person, which is not the same as left open. */
export type UnknownAnswer = { readonly unknown: true };

export type AnswerValue = string | number | boolean | readonly string[] | UnknownAnswer;

/** By question id. A question without an entry is not answered. */
export type Answers = Readonly<Record<string, AnswerValue>>;

/** In a correction: `null` removes the answer. */
export type AnswerChanges = Readonly<Record<string, AnswerValue | null>>;

export const UNKNOWN: UnknownAnswer = { unknown: true };

/** True for "tidak tahu" and "belum punya". */
export function isUnknown(value: AnswerValue | null | undefined): value is UnknownAnswer {
  return typeof value === "object" && value !== null && "unknown" in value;
}

/** The codes of an answer to a question of several; none where it is open or of another kind. */
export function chosenCodes(value: AnswerValue | null | undefined): readonly string[] {
  return isList(value) ? value : [];
}

/** True when both say the same. */
export function sameAnswer(a: AnswerValue | null | undefined, b: AnswerValue | null | undefined): boolean {
  if (isUnknown(a) || isUnknown(b)) return isUnknown(a) && isUnknown(b);
  if (isList(a) && isList(b)) return a.length === b.length && a.every((element, at) => element === b[at]);
  return a === b;
}

function isList(value: AnswerValue | null | undefined): value is readonly string[] {
  return Array.isArray(value);
}
