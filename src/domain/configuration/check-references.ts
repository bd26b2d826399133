/** Everything in a configuration that points to something else points to something that is there. */
import { dictionaryBytesMax } from "../../base/limits.ts";
import { utf8 } from "../../base/bytes.ts";
import { withEventsBehind } from "../catalogue/requirements.ts";
import type { Letter } from "../catalogue/letter.ts";
import { idsInBody } from "../catalogue/letter.ts";
import type { Guide, Requirement, Service } from "../catalogue/service.ts";
import { fieldsOf } from "../form/condition.ts";
import type { Check, DateQuestion, FixedFormValue, PrefillRule, Question } from "../form/question.ts";
import { allQuestions } from "../form/visible-questions.ts";
import type { Configuration } from "./configuration.ts";
import { findCodeList, findCodeText, findGuide, findLetter, findService } from "./configuration.ts";

/** The first broken reference as "place: what is wrong", or undefined when all is well. */
export function findBrokenReference(config: Configuration): string | undefined {
  return [
    ...config.services.flatMap((service) => serviceFaults(service, config)),
    ...(config.guides ?? []).flatMap(guideFaults),
    ...(config.letters ?? []).flatMap((letter) => letterFaults(letter, config)),
    ...lifeEventFaults(config),
    ...duplicates(
      [...config.services, ...(config.guides ?? []), ...(config.letters ?? [])].map(({ id }) => id),
      "services",
    ),
    ...duplicates(
      config.codelists.map((list) => list.id),
      "codelists",
    ),
    ...duplicates(
      config.reasonTemplates.map((template) => template.id),
      "reasonTemplates",
    ),
    ...duplicates(
      config.dictionaries.map((dictionary) => String(dictionary.id)),
      "dictionaries",
    ),
    ...config.codelists.flatMap((list) =>
      duplicates(
        list.items.map((item) => item.code),
        `codelists/${list.id}`,
      ),
    ),
    ...areaFaults(config),
    ...dictionaryFaults(config),
  ][0];
}

function serviceFaults(service: Service, config: Configuration): readonly string[] {
  const at = `services/${service.id}`;
  const questions = allQuestions(service);
  const ids = questions.map((question) => question.id);
  const unknownField = (field: string, place: string) =>
    ids.includes(field) ? [] : [`${place}: unknown field ${field}`];
  return [
    ...duplicates(ids, at),
    ...duplicates(
      service.requirements.map((requirement) => requirement.id),
      `${at}/requirements`,
    ),
    ...questions.flatMap((question, index) => questionFaults(question, ids.slice(0, index), config, at)),
    ...service.requirements.flatMap((requirement) => requirementFaults(requirement, ids, config, at)),
    ...service.fixedValues.flatMap((value) => fixedValueFaults(value, ids, config, at)),
    ...Object.entries(service.roles).flatMap(([role, field]) => unknownField(field, `${at}/roles/${role}`)),
    ...[service.statement, service.privacyNotice]
      .filter((key) => config.texts[key] === undefined)
      .map((key) => `${at}: unknown text ${key}`),
  ];
}

/** Conditions, prefills and checks may look at earlier questions only: later ones have no answer yet when this is asked. */
function questionFaults(
  question: Question,
  earlier: readonly string[],
  config: Configuration,
  service: string,
): readonly string[] {
  const at = `${service}/${question.id}`;
  const fields = [
    ...fieldsOf(question.when),
    ...(question.prefill ?? []).flatMap(prefillFields),
    ...(question.checks ?? []).flatMap(checkFields),
  ];
  const lists = question.kind === "code" || question.kind === "codes" ? [question.list] : [];
  return [
    ...fields.filter((field) => !earlier.includes(field)).map((field) => `${at}: unknown or later field ${field}`),
    ...lists
      .filter((list) => findCodeList(config, list) === undefined)
      .map((list) => `${at}: unknown code list ${list}`),
    ...(question.kind === "integer" && question.min > question.max ? [`${at}: min above max`] : []),
    ...(question.kind === "digits" && question.digitsMin > question.digitsMax
      ? [`${at}: digitsMin above digitsMax`]
      : []),
    ...(question.kind === "date" ? dateFaults(question, at) : []),
  ];
}

function dateFaults({ mayBeFuture, yearsBackMax, yearsBackUsual, yearsAheadMax }: DateQuestion, at: string) {
  const isUsualRefused = (yearsBackUsual ?? 0) > (yearsBackMax ?? Infinity);
  const isAheadClosed = yearsAheadMax !== undefined && mayBeFuture !== true;
  return [
    ...(isUsualRefused ? [`${at}: yearsBackUsual above yearsBackMax`] : []),
    ...(isAheadClosed ? [`${at}: yearsAheadMax without mayBeFuture`] : []),
  ];
}

function requirementFaults(
  requirement: Requirement,
  ids: readonly string[],
  config: Configuration,
  service: string,
): readonly string[] {
  const at = `${service}/requirements/${requirement.id}`;
  const { tick, level, when } = requirement;
  return [
    ...unknownFields([...fieldsOf(when), ...fieldsOf(tick?.when)], ids, at),
    ...(level === "kondisional" && when === undefined ? [`${at}: a kondisional requirement needs a condition`] : []),
    ...(tick !== undefined && findCodeText(config, tick.list, tick.code) === undefined ? [`${at}: unknown tick`] : []),
  ];
}

function fixedValueFaults(
  { official, list, value, when }: FixedFormValue,
  ids: readonly string[],
  config: Configuration,
  service: string,
): readonly string[] {
  const at = `${service}/fixedValues/${official.form}`;
  const isUnknown = list !== undefined && findCodeText(config, list, String(value)) === undefined;
  return [...unknownFields(fieldsOf(when), ids, at), ...(isUnknown ? [`${at}: unknown code ${String(value)}`] : [])];
}

/** Every question of a letter stands in it: what is not needed is not asked (data minimisation, UU 27/2022 ps 16). */
function letterFaults(letter: Letter, config: Configuration): readonly string[] {
  const at = `letters/${letter.id}`;
  const questions = letter.tasks.flatMap((task) => task.questions);
  const ids = questions.map(({ id }) => id);
  const used = [
    ...idsInBody(letter.body),
    ...letter.body.flatMap((part) => fieldsOf(part.when)),
    ...questions.flatMap((question) => fieldsOf(question.when)),
  ];
  const unused = questions.filter(({ id, kind }) => kind !== "yes-no" && !used.includes(id));
  return [
    ...duplicates(ids, at),
    ...questions.flatMap((question, index) => questionFaults(question, ids.slice(0, index), config, at)),
    ...unknownFields([...used, ...Object.values(letter.roles), ...(letter.signedBy ?? [])], ids, at),
    ...unused.map(({ id }) => `${at}: ${id} stands nowhere in the letter`),
    ...guideFaults(letter),
  ];
}

function guideFaults({ id, requirements }: Pick<Guide, "id" | "requirements">): readonly string[] {
  const at = `guides/${id}/requirements`;
  return [
    ...duplicates(
      requirements.map((requirement) => requirement.id),
      at,
    ),
    ...requirements
      .filter(({ level, hint }) => level === "kondisional" && hint === undefined)
      .map((requirement) => `${at}/${requirement.id}: a kondisional requirement says when in its hint`),
  ];
}

function lifeEventFaults(config: Configuration): readonly string[] {
  const events = config.lifeEvents.flatMap(withEventsBehind);
  return [
    ...duplicates(
      events.map((event) => event.id),
      "lifeEvents",
    ),
    ...events.flatMap(({ id: event, services, guides = [], letters = [] }) => [
      ...services
        .filter((id) => findService(config, id) === undefined)
        .map((id) => `lifeEvents/${event}: unknown service ${id}`),
      ...guides
        .filter((id) => findGuide(config, id) === undefined)
        .map((id) => `lifeEvents/${event}: unknown guide ${id}`),
      ...letters
        .filter((id) => findLetter(config, id) === undefined)
        .map((id) => `lifeEvents/${event}: unknown letter ${id}`),
    ]),
  ];
}

function areaFaults(config: Configuration): readonly string[] {
  const { regency, subdistricts } = config.areas;
  const codes = [...subdistricts, ...subdistricts.flatMap((subdistrict) => subdistrict.villages)].map(
    (area) => area.code,
  );
  const misplaced = subdistricts.flatMap((subdistrict) =>
    subdistrict.villages
      .filter((village) => !village.code.startsWith(`${subdistrict.code}.`))
      .map((village) => `areas: ${village.code} is not in ${subdistrict.code}`),
  );
  return [
    ...(regency.code === config.regency ? [] : [`areas: regency ${regency.code} is not ${config.regency}`]),
    ...duplicates(codes, "areas"),
    ...misplaced,
  ];
}

function dictionaryFaults(config: Configuration): readonly string[] {
  return config.dictionaries
    .filter((dictionary) => utf8(dictionary.text).byteLength > dictionaryBytesMax)
    .map((dictionary) => `dictionaries/${dictionary.id}: longer than ${dictionaryBytesMax} bytes`);
}

function prefillFields(rule: PrefillRule): readonly string[] {
  return [...("field" in rule ? [rule.field] : []), ...fieldsOf(rule.when)];
}

function checkFields(check: Check): readonly string[] {
  return "field" in check ? [check.field] : [];
}

function unknownFields(fields: readonly string[], ids: readonly string[], at: string): readonly string[] {
  return fields.filter((field) => !ids.includes(field)).map((field) => `${at}: unknown field ${field}`);
}

function duplicates(ids: readonly string[], at: string): readonly string[] {
  return ids.filter((id, index) => ids.indexOf(id) !== index).map((id) => `${at}: ${id} twice`);
}
