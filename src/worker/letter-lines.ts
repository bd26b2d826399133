/** A letter under the vault, as the register shows it: kept, thrown away, or not to be read under this vault any more. */
import * as v from "valibot";
import type { VaultPlace } from "../crypto/vault.ts";
import { villageCode } from "../domain/areas/areas.ts";
import { letterNumber } from "../domain/catalogue/letter.ts";
import type { LetterRow, LetterStore } from "../store/letters.ts";
import type { IssuedLetter, RegisterLine } from "./letter-api.ts";
import type { Tablet } from "./tablet.ts";
import type { VaultSession } from "./vault-session.ts";

export type LetterDeps = { readonly tablet: Tablet; readonly vault: VaultSession; readonly letters: LetterStore };

const writtenSchema = v.object({
  title: v.string(),
  parts: v.array(
    v.union([
      v.object({ text: v.string() }),
      v.object({ rows: v.array(v.object({ label: v.string(), value: v.string() })) }),
    ]),
  ),
  alsoSign: v.exactOptional(v.array(v.object({ label: v.string(), value: v.string() }))),
  signerTitle: v.string(),
  place: v.string(),
});

export const issuedSchema = v.object({
  letterId: v.string(),
  label: v.string(),
  name: v.string(),
  registerCode: v.string(),
  date: v.string(),
  signer: v.string(),
  written: writtenSchema,
}) satisfies v.GenericSchema<unknown, IssuedLetter>;

export const letterPlace = (id: string): VaultPlace => ({ purpose: "letter", id });

/** A row as it can be read now. */
export async function readLine(vault: VaultSession, row: LetterRow): Promise<RegisterLine> {
  const { id, at, year, count, tablet, sealed } = row;
  const line = { id, at, year, count, tablet };
  if (!sealed) return { ...line, state: "erased" };
  const opened = await vault.unseal(letterPlace(id), sealed);
  const letter = opened.ok ? v.safeParse(issuedSchema, opened.value) : undefined;
  if (!letter?.success) return { ...line, state: "unreadable" };
  const { registerCode, date } = letter.output;
  return { ...line, state: "kept", number: letterNumber(registerCode, { count, tablet, date }), letter: letter.output };
}

/** The village this tablet belongs to, dotted. */
export function ownVillage(tablet: Tablet): string {
  return villageCode(tablet.enrolled()?.enrolment.village ?? 0) ?? "";
}
