/** Indonesian phone numbers: typed in any of the four usual ways, kept as E.164. */
import type { Result } from "../../base/result.ts";
import { err, ok } from "../../base/result.ts";

export type PhoneErrorCode = "phone-invalid";

/** Mobile: 8 and 8–11 digits more. Landline: area code (not 8, not 0) and number. */
const MOBILE = /^8[1-9]\d{7,10}$/;
const LANDLINE = /^[2-79]\d{7,10}$/;

/** "0812-3456-789", "812…", "62812…", "+62812…" → "+628123456789". Failure: `phone-invalid`. */
export function readPhone(text: string): Result<string, PhoneErrorCode> {
  const bare = text.replaceAll(/[\s.()\-–]/g, "");
  if (!/^\+?\d+$/.test(bare)) return err("phone-invalid");
  const national = bare.replace(/^(?:(?:\+?62)?0|\+?62)/, "");
  // "+44…" keeps its plus: no number of this country.
  if (national.startsWith("+")) return err("phone-invalid");
  return MOBILE.test(national) || (LANDLINE.test(national) && bare !== national)
    ? ok(`+62${national}`)
    : err("phone-invalid");
}

/** "+628123456789" → "0812 3456 789": how people here read a number. */
export function phoneText(phone: string): string {
  const national = phone.replace(/^\+62/, "0");
  return national.replace(/^(\d{4})(\d{4})(\d+)$/, "$1 $2 $3");
}
