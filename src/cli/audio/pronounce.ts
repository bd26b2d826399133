/** A written sentence as a speaking machine must be given it: letters of abbreviations, slashes, figures. Pure. */
import { spellNumber } from "../../domain/speech/number-words.ts";

/** How people here say the letters. */
const letterNames: Readonly<Record<string, string>> = {
  A: "a",
  B: "be",
  C: "ce",
  D: "de",
  E: "e",
  F: "ef",
  G: "ge",
  H: "ha",
  I: "i",
  J: "je",
  K: "ka",
  L: "el",
  M: "em",
  N: "en",
  O: "o",
  P: "pe",
  Q: "ki",
  R: "er",
  S: "es",
  T: "te",
  U: "u",
  V: "fe",
  W: "we",
  X: "eks",
  Y: "ye",
  Z: "zet",
};

/** Said as a word, or written in capitals only to be loud. */
const saidAsWord: ReadonlySet<string> = new Set(["NIK", "KIA", "GRATIS", "ASLI", "POLRI", "BELUM", "SUDAH"]);

const letterByLetter = (word: string): string => Array.from(word, (letter) => letterNames[letter] ?? letter).join(" ");

/** "F-1.01" is said "ef satu nol satu", "II" "dua", "Bapak/Ibu" "Bapak atau Ibu". */
export function pronounce(sentence: string): string {
  return sentence
    .replaceAll(
      /\bF-(\d)\.(\d)(\d)\b/g,
      (_form, ...digits: string[]) => `ef ${digits.slice(0, 3).map(sayNumber).join(" ")}`,
    )
    .replaceAll(/\b(II|III|IV)\b/g, (roman) => ({ II: "dua", III: "tiga", IV: "empat" })[roman] ?? roman)
    .replaceAll(/\b[A-Z]{2,}\b/g, (word) => (saidAsWord.has(word) ? word.toLowerCase() : letterByLetter(word)))
    .replace(/^[A-Z]$/, letterByLetter)
    .replaceAll(/\b\d{1,2}\b/g, sayNumber)
    .replaceAll("/", " atau ")
    .replaceAll(/[()]/g, ", ")
    .replaceAll(/(?<=\w)-(?=\w)/g, " ")
    .replaceAll(/\s+/g, " ")
    .trim();
}

const sayNumber = (digits: string): string => spellNumber(Number(digits))?.join(" ") ?? digits;
