/** The shape of questions, conditions and checks, as foreign data is held against it. */
import * as v from "valibot";
import type { Condition } from "../form/condition.ts";
import type { Check, FormReference, PrefillRule, Question, Task } from "../form/question.ts";

export const text = v.pipe(v.string(), v.minLength(1), v.maxLength(2000));
/** Ids are stored with answers and travel in clear notices: plain words only. */
export const id = v.pipe(v.string(), v.regex(/^[a-z][a-zA-Z0-9]*(?:[.-][a-zA-Z0-9]+)*$/));
export const listId = v.pipe(v.string(), v.regex(/^[a-z][a-z0-9_]*$/));
export const scalar = v.union([v.string(), v.number(), v.boolean()]);
export const years = v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(150));

const condition: v.GenericSchema<unknown, Condition> = v.lazy(() =>
  v.variant("op", [
    v.object({ op: v.literal("equals"), field: id, value: scalar }),
    v.object({ op: v.literal("in"), field: id, values: v.pipe(v.array(scalar), v.minLength(1)) }),
    v.object({ op: v.literal("includes"), field: id, value: v.string() }),
    v.object({ op: v.literal("answered"), field: id }),
    v.object({ op: v.literal("unknown"), field: id }),
    v.object({ op: v.literal("age"), field: id, atLeast: v.exactOptional(years), below: v.exactOptional(years) }),
    v.object({ op: v.literal("all"), of: v.array(condition) }),
    v.object({ op: v.literal("any"), of: v.array(condition) }),
    v.object({ op: v.literal("not"), of: condition }),
  ]),
);
export const when = v.exactOptional(condition);

export const formReference = v.object({
  form: text,
  section: v.exactOptional(text),
  item: v.exactOptional(text),
}) satisfies v.GenericSchema<unknown, FormReference>;

const prefillRule = v.variant("from", [
  v.object({ from: v.literal("field"), field: id, when }),
  v.object({ from: v.literal("value"), value: scalar, when }),
  v.object({ from: v.literal("nik-birth-date"), field: id, when }),
  v.object({ from: v.literal("nik-sex"), field: id, when }),
  v.object({ from: v.literal("own-village"), when }),
]) satisfies v.GenericSchema<unknown, PrefillRule>;

const check = v.variant("check", [
  v.object({ check: v.literal("different"), field: id, who: text }),
  v.object({ check: v.literal("not-same-number"), field: id }),
  v.object({ check: v.literal("agrees-with-nik"), field: id }),
  v.object({ check: v.literal("nik-sex"), sex: v.picklist(["male", "female"]) }),
  v.object({ check: v.literal("older"), field: id, who: text, yearsMin: years, yearsMax: years }),
  v.object({ check: v.literal("not-before"), field: id, what: text }),
  v.object({ check: v.literal("reported-within"), days: v.pipe(v.number(), v.integer(), v.minValue(1)) }),
  v.object({ check: v.literal("age-at-least"), years }),
]) satisfies v.GenericSchema<unknown, Check>;

const base = {
  id,
  ask: text,
  label: text,
  help: v.exactOptional(text),
  example: v.exactOptional(text),
  official: v.exactOptional(formReference),
  when,
  optional: v.exactOptional(v.boolean()),
  unknown: v.exactOptional(text),
  prefill: v.exactOptional(v.array(prefillRule)),
  checks: v.exactOptional(v.array(check)),
};
export const integer = v.pipe(v.number(), v.safeInteger());

const digitCount = v.pipe(integer, v.minValue(1), v.maxValue(30));

const question = v.variant("kind", [
  v.object({ ...base, kind: v.literal("name"), rule: v.picklist(["existing", "new"]) }),
  v.object({ ...base, kind: v.literal("text"), lettersMax: v.exactOptional(integer) }),
  v.object({ ...base, kind: v.literal("nik") }),
  v.object({ ...base, kind: v.literal("kk-number") }),
  v.object({ ...base, kind: v.literal("code"), list: listId }),
  v.object({ ...base, kind: v.literal("codes"), list: listId }),
  v.object({ ...base, kind: v.literal("digits"), digitsMin: digitCount, digitsMax: digitCount }),
  v.object({
    ...base,
    kind: v.literal("date"),
    precision: v.picklist(["day", "month", "year"]),
    mayBeFuture: v.exactOptional(v.boolean()),
    yearsBackMax: v.exactOptional(years),
    yearsBackUsual: v.exactOptional(years),
    yearsAheadMax: v.exactOptional(years),
  }),
  v.object({ ...base, kind: v.literal("time") }),
  v.object({
    ...base,
    kind: v.literal("integer"),
    unit: v.string(),
    min: integer,
    max: integer,
    usualMin: v.exactOptional(integer),
    usualMax: v.exactOptional(integer),
  }),
  v.object({
    ...base,
    kind: v.literal("yes-no"),
    mustBe: v.exactOptional(v.literal(true)),
    refusal: v.exactOptional(text),
  }),
  v.object({ ...base, kind: v.literal("village") }),
  v.object({ ...base, kind: v.literal("place") }),
  v.object({ ...base, kind: v.literal("phone") }),
  v.object({ ...base, kind: v.literal("address") }),
  v.object({ ...base, kind: v.literal("rt-rw") }),
]) satisfies v.GenericSchema<unknown, Question>;

export const task = v.object({
  id,
  title: text,
  questions: v.pipe(v.array(question), v.minLength(1)),
}) satisfies v.GenericSchema<unknown, Task>;
