/** The number of a Kartu Keluarga: sixteen digits, of which only the count is certain (rules for prefix and date are soft). */
import type { Result } from "../../base/result.ts";
import { err, ok } from "../../base/result.ts";
import { digitsOf } from "./digits.ts";

export const kkNumberDigits = 16;

export type KkNumberErrorCode = "kk-not-digits" | "kk-too-short" | "kk-too-long" | "kk-impossible";

/** Reads what was typed; the value is sixteen digits. Unlike in a NIK nothing is added to the day of a woman. */
export function readKkNumber(text: string): Result<string, KkNumberErrorCode> {
  const digits = digitsOf(text);
  if (digits === undefined) return err("kk-not-digits");
  if (digits.length < kkNumberDigits) return err("kk-too-short");
  if (digits.length > kkNumberDigits) return err("kk-too-long");
  return /^(\d)\1+$/.test(digits) ? err("kk-impossible") : ok(digits);
}
