/**
 * What the district seals to the vault of a tablet that asks about a correction request: the named answers and nothing
 * else of the application. Packing and sealing are `envelope.ts` and crypto; the notice says which fields are named.
 */
import * as v from "valibot";
import type { Result } from "../base/result.ts";
import { err, ok } from "../base/result.ts";
import { answer, answersOf, id, mapOf, text } from "../domain/application/answer-schema.ts";
import type { Answers } from "../domain/form/answer.ts";

export type NamedFields = {
  readonly serviceId: string;
  /** Version of the configuration the application was filed under. */
  readonly configVersion: number;
  /** Whom the officer asks for; as the district's case list shows it. */
  readonly name: string;
  /** Only answers of the fields that the notice names. */
  readonly answers: Answers;
  /** The district's own words by target ("field:child.name", "requirement:kk"). */
  readonly words: Readonly<Record<string, string>>;
};

/** "requirement:" and an id of the configuration. */
const TARGET_LETTERS_MAX = 80;
const target = v.pipe(v.string(), v.maxLength(TARGET_LETTERS_MAX));

/** Unknown fields come from a newer district and are dropped. */
const namedFields = v.object({
  serviceId: id,
  configVersion: v.optional(v.pipe(v.number(), v.safeInteger(), v.minValue(0)), 0),
  name: text,
  answers: answersOf(answer),
  words: mapOf(target, text),
}) satisfies v.GenericSchema<unknown, NamedFields>;

/** Reads what unpacked from sealed fields. Failure: `malformed`; its detail names the place, never the value. */
export function parseNamedFields(value: unknown): Result<NamedFields, "malformed"> {
  const parsed = v.safeParse(namedFields, value, { abortEarly: true });
  return parsed.success ? ok(parsed.output) : err("malformed", v.getDotPath(parsed.issues[0]) ?? "fields");
}
