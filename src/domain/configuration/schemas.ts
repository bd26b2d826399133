/** The shape of a configuration, as foreign data is held against it. What refers to what is checked in check-references.ts. */
import * as v from "valibot";
import type { Areas, Region } from "../areas/areas.ts";
import type { Letter, LetterPart } from "../catalogue/letter.ts";
import type { Guide, LifeEvent, Requirement, Service } from "../catalogue/service.ts";
import { spokenLanguages } from "../speech/language.ts";
import type { Speech } from "../speech/speech.ts";
import type { Condition } from "../form/condition.ts";
import type { Check, FixedFormValue, FormReference, PrefillRule, Question, Task } from "../form/question.ts";
import type {
  CodeList,
  Configuration,
  Dictionary,
  Office,
  ReasonTemplate,
  Switches,
  VersionedText,
} from "./configuration.ts";

const text = v.pipe(v.string(), v.minLength(1), v.maxLength(2000));
/** Ids are stored with answers and travel in clear notices: plain words only. */
const id = v.pipe(v.string(), v.regex(/^[a-z][a-zA-Z0-9]*(?:[.-][a-zA-Z0-9]+)*$/));
const listId = v.pipe(v.string(), v.regex(/^[a-z][a-z0-9_]*$/));
const regencyCode = v.pipe(v.string(), v.regex(/^\d\d\.\d\d$/));
const clockTime = v.pipe(v.string(), v.regex(/^([01]\d|2[0-3]):[0-5]\d$/));
const scalar = v.union([v.string(), v.number(), v.boolean()]);
const years = v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(150));

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
const when = v.exactOptional(condition);

const formReference = v.object({
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
const integer = v.pipe(v.number(), v.safeInteger());

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

const task = v.object({
  id,
  title: text,
  questions: v.pipe(v.array(question), v.minLength(1)),
}) satisfies v.GenericSchema<unknown, Task>;

const requirement = v.object({
  id,
  name: text,
  level: v.picklist(["wajib", "kondisional", "opsional"]),
  capture: v.picklist(["photo", "answers"]),
  when,
  hint: v.exactOptional(text),
  pages: v.exactOptional(v.pipe(integer, v.minValue(1), v.maxValue(6))),
  mayFollow: v.exactOptional(v.boolean()),
  tick: v.exactOptional(v.object({ official: formReference, list: listId, code: text, when })),
}) satisfies v.GenericSchema<unknown, Requirement>;

const fixedValue = v.object({
  official: formReference,
  label: text,
  list: v.exactOptional(listId),
  value: scalar,
  when,
}) satisfies v.GenericSchema<unknown, FixedFormValue>;

export const serviceSchema = v.object({
  id,
  /** A configuration of before modes has only services that are filed. */
  mode: v.exactOptional(v.picklist(["file", "file-visit", "appointment"]), "file"),
  officialName: text,
  label: text,
  summary: text,
  forms: v.pipe(v.array(text), v.minLength(1)),
  legalBasis: v.array(text),
  whoMayApply: text,
  output: text,
  serviceTime: text,
  afterFiling: v.array(text),
  tasks: v.pipe(v.array(task), v.minLength(1)),
  requirements: v.array(requirement),
  fixedValues: v.array(fixedValue),
  roles: v.object({
    applicantName: id,
    applicantNik: id,
    subjectName: v.exactOptional(id),
    phone: v.exactOptional(id),
  }),
  statement: id,
  privacyNotice: id,
}) satisfies v.GenericSchema<unknown, Service>;

export const guideSchema = v.object({
  id,
  mode: v.picklist(["visit", "info"]),
  officialName: text,
  label: text,
  summary: text,
  legalBasis: v.array(text),
  whoMayApply: text,
  output: text,
  serviceTime: text,
  steps: v.pipe(v.array(text), v.minLength(1)),
  requirements: v.array(
    v.object({ id, name: text, level: v.picklist(["wajib", "kondisional", "opsional"]), hint: v.exactOptional(text) }),
  ),
}) satisfies v.GenericSchema<unknown, Guide>;

const letterPart = v.union([
  v.object({ text, when }),
  v.object({ rows: v.pipe(v.array(id), v.minLength(1)), when }),
]) satisfies v.GenericSchema<unknown, LetterPart>;

export const letterSchema = v.object({
  id,
  mode: v.literal("village-local"),
  officialName: text,
  label: text,
  summary: text,
  legalBasis: v.array(text),
  whoMayApply: text,
  output: text,
  serviceTime: text,
  registerCode: v.pipe(v.string(), v.regex(/^\d{3}(?:\.\d)?$/)),
  title: text,
  tasks: v.pipe(v.array(task), v.minLength(1)),
  body: v.pipe(v.array(letterPart), v.minLength(1)),
  requirements: guideSchema.entries.requirements,
  roles: serviceSchema.entries.roles,
}) satisfies v.GenericSchema<unknown, Letter>;

export const lifeEventSchema: v.GenericSchema<unknown, LifeEvent> = v.object({
  id,
  label: text,
  picture: id,
  services: v.array(id),
  guides: v.exactOptional(v.array(id)),
  letters: v.exactOptional(v.array(id)),
  events: v.exactOptional(v.array(v.lazy(() => lifeEventSchema))),
  notYet: v.array(v.object({ label: text, text })),
});

const named = { code: text, name: text };

export const areasSchema = v.object({
  source: text,
  licence: text,
  attribution: text,
  province: v.object(named),
  regency: v.object(named),
  subdistricts: v.array(
    v.object({ ...named, villages: v.array(v.object({ ...named, type: v.picklist(["desa", "kelurahan"]) })) }),
  ),
}) satisfies v.GenericSchema<unknown, Areas>;

export const regionSchema = v.object({ code: regencyCode, name: text }) satisfies v.GenericSchema<unknown, Region>;

export const codeListSchema = v.object({
  id: listId,
  title: text,
  source: text,
  items: v.pipe(v.array(v.object({ code: text, text })), v.minLength(1)),
}) satisfies v.GenericSchema<unknown, CodeList>;

export const officeSchema = v.object({
  name: text,
  address: text,
  phone: text,
  whatsapp: text,
  workDays: v.array(v.pipe(integer, v.minValue(1), v.maxValue(7))),
  opens: clockTime,
  closes: clockTime,
  complaints: text,
}) satisfies v.GenericSchema<unknown, Office>;

export const switchesSchema = v.object({
  allowMissingDocuments: v.boolean(),
  allowCrossAsSignature: v.boolean(),
  wetInkNeeded: v.boolean(),
}) satisfies v.GenericSchema<unknown, Switches>;

export const textSchema = v.object({
  version: text,
  title: text,
  paragraphs: v.pipe(v.array(text), v.minLength(1)),
}) satisfies v.GenericSchema<unknown, VersionedText>;

export const reasonTemplateSchema = v.object({
  id,
  target: v.picklist(["field", "requirement", "application"]),
  text,
}) satisfies v.GenericSchema<unknown, ReasonTemplate>;

const dictionarySchema = v.object({
  id: v.pipe(integer, v.minValue(1), v.maxValue(0xffff)),
  text: v.string(),
}) satisfies v.GenericSchema<unknown, Dictionary>;

const voice = v.picklist(spokenLanguages);

const speechSchema = v.object({
  voices: v.object({ usual: voice, places: v.record(v.string(), voice) }),
  clips: v.array(v.object({ language: voice, index: v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/)) })),
}) satisfies v.GenericSchema<unknown, Speech>;

export const configurationSchema = v.object({
  version: v.pipe(integer, v.minValue(1)),
  regency: regencyCode,
  regencyName: text,
  office: officeSchema,
  switches: switchesSchema,
  areas: areasSchema,
  regions: v.array(regionSchema),
  codelists: v.array(codeListSchema),
  services: v.array(serviceSchema),
  guides: v.exactOptional(v.array(guideSchema)),
  letters: v.exactOptional(v.array(letterSchema)),
  lifeEvents: v.array(lifeEventSchema),
  texts: v.record(id, textSchema),
  reasonTemplates: v.array(reasonTemplateSchema),
  setAsideTexts: v.exactOptional(v.record(id, text)),
  dictionaries: v.array(dictionarySchema),
  speech: v.exactOptional(speechSchema),
}) satisfies v.GenericSchema<unknown, Configuration>;
