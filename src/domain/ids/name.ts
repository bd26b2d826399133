/** Names: what is registered stays valid as it is; a new one follows Permendagri 73/2022. */
import { newNameLettersMax, textLettersMax } from "../../base/limits.ts";

export type NameErrorCode = "name-empty" | "name-too-long" | "new-name-too-long" | "new-name-not-letters";
export type NameWarningCode = "new-name-one-word" | "new-name-abbreviated" | "name-has-digits";

export type NameProblems = { readonly errors: readonly NameErrorCode[]; readonly warnings: readonly NameWarningCode[] };

/** NFC, single spaces, none at the ends. Capitals stay as typed; printing makes them upper case. */
export function normaliseName(text: string): string {
  return text.normalize("NFC").replaceAll(/\s+/g, " ").trim();
}

/** What is wrong with a normalised name. `existing` is as on the document: length of any text, and a question at digits. */
export function checkName(name: string, rule: "existing" | "new"): NameProblems {
  if (name === "") return { errors: ["name-empty"], warnings: [] };
  if (rule === "existing") {
    return {
      errors: name.length > textLettersMax ? ["name-too-long"] : [],
      warnings: /\d/.test(name) ? ["name-has-digits"] : [],
    };
  }
  return { errors: newNameErrors(name), warnings: newNameWarnings(name) };
}

/** Upper case, as documents print it. */
export function printName(name: string): string {
  return normaliseName(name).toUpperCase();
}

/** Initials only, for a slip that others may see: "Siti Aminah" → "S. A." */
export function initials(name: string): string {
  return normaliseName(name)
    .split(" ")
    .filter((word) => word !== "")
    .map((word) => `${word.charAt(0).toUpperCase()}.`)
    .join(" ");
}

/** ps 4(2)b: 60 letters with spaces; ps 5(3): no digits, no punctuation, the apostrophe included. Only these may be refused (ps 7). */
function newNameErrors(name: string): readonly NameErrorCode[] {
  const errors: NameErrorCode[] = [];
  if ([...name].length > newNameLettersMax) errors.push("new-name-too-long");
  if (!/^[\p{Script=Latin} ]+$/u.test(name)) errors.push("new-name-not-letters");
  return errors;
}

/** ps 4(2)c two words: advice. ps 5(3)a abbreviations: one or two letters without a vowel look like one. */
function newNameWarnings(name: string): readonly NameWarningCode[] {
  const words = name.split(" ");
  const warnings: NameWarningCode[] = [];
  if (words.length < 2) warnings.push("new-name-one-word");
  if (words.some((word) => word.length === 1 || (word.length <= 3 && !/[aeiouy]/i.test(word))))
    warnings.push("new-name-abbreviated");
  return warnings;
}
