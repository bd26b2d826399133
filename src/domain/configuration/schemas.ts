/** The shape of a configuration, as foreign data is held against it. What refers to what is checked in check-references.ts. */
import * as v from "valibot";
import type { Areas, Region } from "../areas/areas.ts";
import type { Letter, LetterPart } from "../catalogue/letter.ts";
import type { Guide, LifeEvent, Requirement, Service } from "../catalogue/service.ts";
import { spokenLanguages } from "../speech/language.ts";
import type { Speech } from "../speech/speech.ts";
import type { FixedFormValue } from "../form/question.ts";
import type {
  CodeList,
  Configuration,
  Dictionary,
  Office,
  ReasonTemplate,
  SameAnswers,
  Switches,
  VersionedText,
} from "./configuration.ts";
import { text, id, listId, scalar, when, formReference, integer, task } from "./form-schemas.ts";

const regencyCode = v.pipe(v.string(), v.regex(/^\d\d\.\d\d$/));
const clockTime = v.pipe(v.string(), v.regex(/^([01]\d|2[0-3]):[0-5]\d$/));

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

/** What people are told of anything in the catalogue. */
const description = {
  id,
  officialName: text,
  label: text,
  summary: text,
  legalBasis: v.array(text),
  whoMayApply: text,
  output: text,
  serviceTime: text,
};

export const serviceSchema = v.object({
  ...description,
  /** A configuration of before modes has only services that are filed. */
  mode: v.exactOptional(v.picklist(["file", "file-visit", "appointment"]), "file"),
  forms: v.pipe(v.array(text), v.minLength(1)),
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
  ...description,
  mode: v.picklist(["visit", "info"]),
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
  ...description,
  mode: v.literal("village-local"),
  registerCode: v.pipe(v.string(), v.regex(/^\d{3}(?:\.\d)?$/)),
  title: text,
  tasks: v.pipe(v.array(task), v.minLength(1)),
  body: v.pipe(v.array(letterPart), v.minLength(1)),
  signedBy: v.exactOptional(v.array(id)),
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

export const sameAnswersSchema = v.object({
  comer: v.array(v.array(id)),
  subject: v.array(v.array(id)),
  papers: v.array(id),
}) satisfies v.GenericSchema<unknown, SameAnswers>;

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
  suggestions: v.exactOptional(v.record(voice, v.record(v.string(), v.string()))),
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
  sameAnswers: v.exactOptional(sameAnswersSchema),
  texts: v.record(id, textSchema),
  reasonTemplates: v.array(reasonTemplateSchema),
  setAsideTexts: v.exactOptional(v.record(id, text)),
  dictionaries: v.array(dictionarySchema),
  speech: v.exactOptional(speechSchema),
}) satisfies v.GenericSchema<unknown, Configuration>;
