/** The door for answers out of an envelope, in one place for what was filed and for what the district sends back of it. */
import * as v from "valibot";
import { answerKeysMax, contentTextLettersMax, entryBlobsMax } from "../../base/limits.ts";
import type { AnswerValue, UnknownAnswer } from "../form/answer.ts";

const ID_LETTERS_MAX = 64;

/** A text of an application. */
export const text = v.pipe(v.string(), v.maxLength(contentTextLettersMax));
/** An id of the configuration: of a question, a requirement, a service. */
export const id = v.pipe(v.string(), v.minLength(1), v.maxLength(ID_LETTERS_MAX));

const unknownAnswer = v.object({ unknown: v.literal(true) }) satisfies v.GenericSchema<unknown, UnknownAnswer>;

export const answer = v.union([
  text,
  v.pipe(v.number(), v.safeInteger()),
  v.boolean(),
  v.pipe(v.array(text), v.maxLength(entryBlobsMax)),
  unknownAnswer,
]) satisfies v.GenericSchema<unknown, AnswerValue>;

/** Values by key, as many as an application may have answers. */
export function mapOf<T>(key: v.GenericSchema<string, string>, value: v.GenericSchema<unknown, T>) {
  return v.pipe(
    v.record(key, value),
    v.check((map) => Object.keys(map).length <= answerKeysMax, "too many"),
  );
}

/** Values by question id. */
export function answersOf<T>(value: v.GenericSchema<unknown, T>) {
  return mapOf(id, value);
}
