/** The code on the citizen's paper: 40 bits of the application id and a check character. Says nothing about the person. */
import type { Result } from "../../base/result.ts";
import { err, ok } from "../../base/result.ts";
import { crockford, crockfordCheck, isCrockford, normaliseCrockford } from "../../base/ids.ts";

export const slipCodeLength = 9;
const CODE_CHARACTERS = 8;

/** What stands on a paper of practice where the number would be, and in its QR: nobody can take it for a number. */
export const practiceSlipText = "LATIHAN";

/** The nine characters of a slip, unformatted, from the 16 bytes of an application id. */
export function slipCode(applicationId: Uint8Array): string {
  const code = crockford(applicationId, CODE_CHARACTERS);
  return code + crockfordCheck(code);
}

/** "ABC-DEF-GH7": three groups of three, as printed and read aloud. */
export function formatSlipCode(code: string): string {
  return [code.slice(0, 3), code.slice(3, 6), code.slice(6)].join("-");
}

/**
 * What a person typed → the nine characters. Lower case, spaces, dashes and look-alikes (O 0, I L 1) are forgiven; a
 * wrong check character is not: one wrong letter or two swapped neighbours are always noticed.
 */
export function parseSlipCode(
  text: string,
): Result<string, "slip-code-length" | "slip-code-wrong" | "slip-of-practice"> {
  const typed = normaliseCrockford(text);
  if (typed === normaliseCrockford(practiceSlipText)) return err("slip-of-practice");
  if (typed.length !== slipCodeLength) return err("slip-code-length");
  const code = typed.slice(0, CODE_CHARACTERS);
  if (!isCrockford(code) || crockfordCheck(code) !== typed.slice(CODE_CHARACTERS)) return err("slip-code-wrong");
  return ok(typed);
}
