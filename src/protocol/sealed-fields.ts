/**
 * What the district seals to the vault of a tablet that asks about a correction request: the named answers and nothing
 * else of the application. Packing and sealing are `envelope.ts` and crypto; the notice says which fields are named.
 */
import * as v from "valibot";
import { answerKeysMax, contentTextLettersMax, entryBlobsMax } from "../base/limits.ts";
import type { Result } from "../base/result.ts";
import { err, ok } from "../base/result.ts";
import type { Answers, UnknownAnswer } from "../domain/form/answer.ts";

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

const ID_LETTERS_MAX = 80;

const text = v.pipe(v.string(), v.maxLength(contentTextLettersMax));
const id = v.pipe(v.string(), v.maxLength(ID_LETTERS_MAX));
const unknownAnswer = v.object({ unknown: v.literal(true) }) satisfies v.GenericSchema<unknown, UnknownAnswer>;
const answer = v.union([
  text,
  v.pipe(v.number(), v.safeInteger()),
  v.boolean(),
  v.pipe(v.array(text), v.maxLength(entryBlobsMax)),
  unknownAnswer,
]);

function mapOf<T>(value: v.GenericSchema<unknown, T>) {
  return v.pipe(
    v.record(id, value),
    v.check((map) => Object.keys(map).length <= answerKeysMax, "too many"),
  );
}

/** Unknown fields come from a newer district and are dropped. */
const namedFields = v.object({
  serviceId: id,
  configVersion: v.optional(v.pipe(v.number(), v.safeInteger(), v.minValue(0)), 0),
  name: text,
  answers: mapOf(answer),
  words: mapOf(text),
}) satisfies v.GenericSchema<unknown, NamedFields>;

/** Reads what unpacked from sealed fields. Failure: `malformed`; its detail names the place, never the value. */
export function parseNamedFields(value: unknown): Result<NamedFields, "malformed"> {
  const parsed = v.safeParse(namedFields, value, { abortEarly: true });
  return parsed.success ? ok(parsed.output) : err("malformed", v.getDotPath(parsed.issues[0]) ?? "fields");
}
