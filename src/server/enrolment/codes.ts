/** One-time codes: made for a village, read over the telephone, good for a day. Only their keyed hash is kept. */
import { assert } from "../../base/assert.ts";
import type { Bytes } from "../../base/bytes.ts";
import { crockfordCheck, isCrockford, makeCode, normaliseCrockford } from "../../base/ids.ts";
import { enrolmentCodeMs } from "../../base/limits.ts";
import { blindIndex } from "../../crypto/column.ts";
import { findVillage, villageNumber } from "../../domain/areas/areas.ts";
import type { District } from "../district.ts";

/** 60 random bits: hopeless to guess in a day at the rate the door allows. */
const codeCharacters = 12;
const codeRandomBytes = 8;

export type IssuedCode = {
  /** Twelve characters and a check character. */
  readonly code: string;
  /** Dotted village code. */
  readonly village: string;
  /** District time, milliseconds. */
  readonly expiresAt: number;
};

/** Makes a code for a village of this regency ("33.29.09.1002"); the caller has made sure that it is one. */
export async function issueCode(district: District, village: string): Promise<IssuedCode> {
  const number = villageNumber(village);
  assert(number !== undefined && findVillage(district.configuration.areas, village), "a village of this regency");
  const code = makeCode(district.random.bytes(codeRandomBytes), codeCharacters);
  const issuedAt = district.clock.now();
  const expiresAt = issuedAt + enrolmentCodeMs;
  const hash = await hashCode(district, code);
  await district.storage.transaction((tx) => tx.enrolment.insert({ hash, village: number, issuedAt, expiresAt }));
  return { code, village, expiresAt };
}

/** The code as it was issued, whatever a person typed for it; undefined when its check character is wrong. */
export function readCode(typed: string): string | undefined {
  const code = normaliseCrockford(typed);
  const body = code.slice(0, codeCharacters);
  if (code.length !== codeCharacters + 1 || !isCrockford(body)) return undefined;
  return crockfordCheck(body) === code.slice(codeCharacters) ? code : undefined;
}

/** What is stored and looked for instead of the code. */
export function hashCode(district: Pick<District, "keys">, code: string): Promise<Bytes> {
  return blindIndex(district.keys.indexKey, `enrolment-code/${code}`);
}
