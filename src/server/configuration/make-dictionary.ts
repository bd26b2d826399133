/**
 * Makes the next dictionary from the catalogue, the areas and the public word lists: what a tablet and the district need
 * to say an application in few bytes. Never from anybody's data. Pure; releasing it is a file and a review.
 */
import { utf8 } from "../../base/bytes.ts";
import { dictionaryBytesMax } from "../../base/limits.ts";
import type { Result } from "../../base/result.ts";
import { err, ok } from "../../base/result.ts";
import type { Areas } from "../../domain/areas/areas.ts";
import type { Service } from "../../domain/catalogue/service.ts";
import type { Configuration } from "../../domain/configuration/configuration.ts";
import { findService } from "../../domain/configuration/configuration.ts";
import type { ConfigFiles } from "../../domain/configuration/read-files.ts";
import type { Condition } from "../../domain/form/condition.ts";
import type { PrefillRule, Question } from "../../domain/form/question.ts";
import { allQuestions } from "../../domain/form/visible-questions.ts";
import type { Expectation, Field, Guess, ServiceTable, TablesDocument } from "../../protocol/compact/tables.ts";
import { readTables, tablesForm } from "../../protocol/compact/tables.ts";

/** What photos are encoded as; the first is what tablets make. */
const mimes = "image/webp image/jpeg image/png";

/** Lower-case words, the commonest first, one a line. */
const namesPath = "words/names.txt";
const wordsPath = "words/other.txt";
/** The services whose fields it knows, one a line: there are more services than a dictionary has room for. */
const servicesPath = "words/services.txt";

/**
 * The text of a dictionary for `config`, with the words of `files`. Failure: `dictionary-invalid`: a word list is missing,
 * or the text is longer than a dictionary may be (old tablets deflate with it).
 */
export function makeDictionary(config: Configuration, files: ConfigFiles): Result<string, "dictionary-invalid"> {
  const [names, words, listed] = [files[namesPath], files[wordsPath], files[servicesPath]];
  if (typeof names !== "string" || typeof words !== "string" || typeof listed !== "string")
    return err("dictionary-invalid", "words");
  const services = linesOf(listed).flatMap((id) => findService(config, id) ?? []);
  const areaNames = [config.areas.regency, ...config.areas.subdistricts, ...villagesOf(config.areas)];
  const document: TablesDocument = {
    form: tablesForm,
    regency: config.regency,
    villages: config.areas.subdistricts.flatMap((subdistrict) =>
      rangesOf(subdistrict.villages.map(({ code }) => Number(code.slice(-4)))).map(
        ([first, last]): [string, number, number] => [subdistrict.code, first, last],
      ),
    ),
    lists: Object.fromEntries(
      usedLists(services, config).map(({ id, items }) => [id, items.map(({ code }) => code).join(" ")]),
    ),
    statements: [...new Set(services.map((service) => config.texts[service.statement]?.version ?? ""))].join(" "),
    mimes,
    services: services.map((service) => tableOf(service, config.regencyName)),
    places: placesOf(config),
    otherWords: [
      ...new Set([
        ...linesOf(words),
        ...examplesOf(services),
        ...areaNames.flatMap(({ name }) => name.toLowerCase().split(" ")),
      ]),
    ].join(" "),
    nameWords: [...new Set(linesOf(names))].join(" "),
  };
  const text = `${JSON.stringify(document)}\n`;
  const { byteLength } = utf8(text);
  if (byteLength > dictionaryBytesMax)
    return err("dictionary-invalid", `${byteLength} bytes of ${dictionaryBytesMax}: shorten the word lists`);
  const read = readTables(text);
  return read.ok ? ok(text) : err("dictionary-invalid", read.detail);
}

const linesOf = (text: string): readonly string[] => text.split("\n").filter((line) => line !== "");
const villagesOf = (areas: Areas) => areas.subdistricts.flatMap(({ villages }) => villages);

/** "Kabupaten " and "Kota " once, not five hundred times. */
function placesOf({ regions }: Configuration): Record<string, string> {
  const places: Record<string, string> = {};
  for (const { name } of regions) {
    const [start = ""] = /^\S+ /.exec(name) ?? [];
    const rest = name.slice(start.length);
    places[start] = places[start] === undefined ? rest : `${places[start]}|${rest}`;
  }
  return places;
}

/** Words of the examples people are shown; a 0 stands for any digit. */
function examplesOf(services: readonly Service[]): readonly string[] {
  const texts = services.flatMap(allQuestions).filter(({ kind }) => kind === "text");
  return texts.flatMap(({ example = "" }) => example.toLowerCase().replaceAll(/\d/g, "0").split(" ")).filter(isWord);
}

const isWord = (word: string): boolean => /^[!-~]+$/.test(word);

/** Runs of consecutive numbers. */
function rangesOf(numbers: readonly number[]): readonly (readonly [number, number])[] {
  const ranges: [number, number][] = [];
  for (const number of numbers) {
    const last = ranges.at(-1);
    if (last !== undefined && last[1] === number - 1) last[1] = number;
    else ranges.push([number, number]);
  }
  return ranges;
}

function usedLists(services: readonly Service[], { codelists }: Configuration) {
  const used = new Set(
    services.flatMap((service) =>
      allQuestions(service).map((question) => (question.kind === "code" ? question.list : "")),
    ),
  );
  return codelists.filter(({ id }) => used.has(id));
}

function tableOf(service: Service, regencyName: string): ServiceTable {
  const { phone } = service.roles;
  return {
    id: service.id,
    documents: service.requirements.filter(({ capture }) => capture === "photo").map(({ id }) => id),
    ...(phone === undefined ? {} : { phone }),
    fields: allQuestions(service).map((question) => fieldOf(question, regencyName)),
  };
}

/** What the tables have no kind for is written as a text, or as whatever it is. */
const kindOf = ({ kind }: Question): Field["kind"] => (kind === "codes" || kind === "digits" ? "text" : kind);

function fieldOf(question: Question, regencyName: string): Field {
  const guesses = [
    ...(question.prefill ?? []).map(guessOf),
    ...(question.kind === "place" ? [{ from: "value", value: regencyName } as const] : []),
  ];
  return {
    id: question.id,
    kind: kindOf(question),
    ...(question.optional === true ? { open: true as const } : {}),
    ...(question.unknown === undefined ? {} : { unknown: true as const }),
    ...(question.kind === "code" ? { list: question.list } : {}),
    ...(question.kind === "integer" ? { usual: usualOf(question) } : {}),
    ...likelyOf(question),
    ...(question.when === undefined ? {} : { when: expectationOf(question.when) }),
    ...(guesses.length === 0 ? {} : { guesses }),
  };
}

function usualOf({ min, max, usualMin, usualMax }: Extract<Question, { kind: "integer" }>): [number, number] {
  return [usualMin ?? min, usualMax ?? max];
}

function likelyOf(question: Question): Pick<Field, "likely"> | Record<never, never> {
  if (question.kind === "yes-no" && question.mustBe === true) return { likely: "yes" };
  if (question.kind !== "nik") return {};
  const check = question.checks?.find((each) => each.check === "nik-sex");
  return check === undefined ? {} : { likely: check.sex };
}

function guessOf(rule: PrefillRule): Guess {
  const { when, ...rest } = rule;
  return when === undefined ? rest : { ...rest, when: expectationOf(when) };
}

/** Ages need a calendar that may change: the coder expects such a field always. */
function expectationOf(condition: Condition): Expectation {
  switch (condition.op) {
    case "age":
    case "includes":
      return { op: "other" };
    case "all":
    case "any":
      return { op: condition.op, of: condition.of.map(expectationOf) };
    case "not":
      return condition.of.op === "age" || condition.of.op === "includes"
        ? { op: "other" }
        : { op: "not", of: expectationOf(condition.of) };
    case "in":
      return { op: "in", field: condition.field, values: [...condition.values] };
    default:
      return condition;
  }
}
