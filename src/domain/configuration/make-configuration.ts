/**
 * Puts the files of `kiosk-config` together into the configuration of one regency. Pure: whoever calls it has read and
 * parsed the files. Stricter than parsing, because a mistyped field of ours must not vanish silently.
 */
import * as v from "valibot";
import type { Result } from "../../base/result.ts";
import { err, ok } from "../../base/result.ts";
import type { Letter } from "../catalogue/letter.ts";
import type { Guide, LifeEvent } from "../catalogue/service.ts";
import { readBlocks } from "./blocks.ts";
import type { CodeList, Configuration, Dictionary } from "./configuration.ts";
import type { DistrictFile } from "./district-file.ts";
import { readDistrictFile } from "./district-file.ts";
import { readDoubts } from "./doubts.ts";
import type { SharedParts } from "./expand-service.ts";
import { expandService } from "./expand-service.ts";
import { parseConfiguration } from "./parse-configuration.ts";
import type { ConfigFiles } from "./read-files.ts";
import { readSuggestions } from "../speech/translations.ts";
import { readVoices } from "../speech/speech-file.ts";
import type { ClipListing } from "../speech/speech.ts";
import { isNamed, pathsIn, readFile, readStrictly } from "./read-files.ts";
import {
  areasSchema,
  codeListSchema,
  lifeEventSchema,
  guideSchema,
  letterSchema,
  reasonTemplateSchema,
  regionSchema,
  sameAnswersSchema,
  serviceSchema,
  textSchema,
} from "./schemas.ts";

const modeSchema = v.looseObject({ mode: v.exactOptional(v.string()) });
const localeSchema = v.object({
  texts: v.record(v.string(), textSchema),
  reasonTemplates: v.array(reasonTemplateSchema),
  setAsideTexts: v.record(v.string(), v.string()),
});
const regionsSchema = v.object({
  source: v.string(),
  licence: v.string(),
  attribution: v.string(),
  regions: v.array(regionSchema),
});

/**
 * The configuration of `regency` ("33.29"). Every `services/*.json` is a service, a guide or a letter, every `blocks/*.json`
 * a block, every `codelists/*.json` holds lists and every `dictionaries/N.txt` is a dictionary: adding one is adding a file.
 * `version` is the publisher's count, `clips` what it has read of the sounds. Failure: `config-invalid` with file and
 * field in its detail.
 */
export function makeConfiguration(
  files: ConfigFiles,
  regency: string,
  version = 1,
  clips: readonly ClipListing[] = [],
): Result<Configuration, "config-invalid"> {
  const district = readDistrictFile(files, regency);
  if (!district.ok) return district;
  const areas = readFile(files, `areas/${regency}.json`, areasSchema);
  if (!areas.ok) return areas;
  const codelists = readCodeLists(files);
  if (!codelists.ok) return codelists;
  const lifeEvents = readFile(files, "life-events.json", v.array(lifeEventSchema));
  if (!lifeEvents.ok) return lifeEvents;
  const sameAnswers = readFile(files, "same-answers.json", sameAnswersSchema);
  if (!sameAnswers.ok) return sameAnswers;
  const locale = readFile(files, "locales/id.json", localeSchema);
  if (!locale.ok) return locale;
  const regions = readFile(files, "areas/regions.json", regionsSchema);
  if (!regions.ok) return regions;
  const voices = readVoices(files);
  if (!voices.ok) return voices;
  const suggestions = readSuggestions(files);
  if (!suggestions.ok) return suggestions;
  const shared = readShared(files, district.value);
  if (!shared.ok) return shared;
  const catalogue = readCatalogue(files, shared.value);
  if (!catalogue.ok) return catalogue;
  const without = district.value.withoutServices ?? [];
  const isOffered = ({ id }: { readonly id: string }): boolean => !without.includes(id);
  return parseConfiguration({
    version,
    regency,
    regencyName: district.value.name,
    office: district.value.office,
    switches: district.value.switches,
    areas: areas.value,
    regions: regions.value.regions,
    codelists: codelists.value,
    services: catalogue.value.services.filter(isOffered),
    guides: catalogue.value.guides.filter(isOffered),
    letters: catalogue.value.letters.filter(isOffered),
    lifeEvents: lifeEvents.value.map((event) => withoutIds(event, without)),
    sameAnswers: sameAnswers.value,
    texts: locale.value.texts,
    reasonTemplates: locale.value.reasonTemplates,
    setAsideTexts: locale.value.setAsideTexts,
    dictionaries: readDictionaries(files),
    speech: { voices: voices.value, clips, suggestions: suggestions.value },
  } satisfies Configuration);
}

function withoutIds(event: LifeEvent, without: readonly string[]): LifeEvent {
  const { services, guides, letters, events } = event;
  const isOffered = (id: string): boolean => !without.includes(id);
  return {
    ...event,
    services: services.filter(isOffered),
    ...(guides === undefined ? {} : { guides: guides.filter(isOffered) }),
    ...(letters === undefined ? {} : { letters: letters.filter(isOffered) }),
    ...(events === undefined ? {} : { events: events.map((each) => withoutIds(each, without)) }),
  };
}

/** Shared blocks, and for every doubt what the regency decided or else its default. */
function readShared(files: ConfigFiles, district: DistrictFile): Result<SharedParts, "config-invalid"> {
  const doubts = readDoubts(files, district);
  if (!doubts.ok) return doubts;
  const blocks = readBlocks(files);
  if (!blocks.ok) return blocks;
  return ok({ blocks: blocks.value, decisions: new Map(doubts.value.map(({ id, answer }) => [id, answer])) });
}

type Catalogue = {
  readonly services: v.InferOutput<typeof serviceSchema>[];
  readonly guides: Guide[];
  readonly letters: Letter[];
};

function readCatalogue(files: ConfigFiles, shared: SharedParts): Result<Catalogue, "config-invalid"> {
  const catalogue: Catalogue = { services: [], guides: [], letters: [] };
  for (const path of pathsIn(files, "services")) {
    const file = expandService(files[path], shared);
    if (!file.ok) return err("config-invalid", `${path}: ${file.detail}`);
    const { mode } = v.is(modeSchema, file.value) ? file.value : {};
    const read = readByMode(file.value, path, mode);
    if (!read.ok) return read;
    if (!isNamed(path, read.value.id)) return err("config-invalid", `${path}: id ${read.value.id}`);
    if ("steps" in read.value) catalogue.guides.push(read.value);
    else if ("body" in read.value) catalogue.letters.push(read.value);
    else catalogue.services.push(read.value);
  }
  return ok(catalogue);
}

function readByMode(
  file: unknown,
  path: string,
  mode: string | undefined,
): Result<Guide | Letter | v.InferOutput<typeof serviceSchema>, "config-invalid"> {
  if (mode === "visit" || mode === "info") return readStrictly(file, path, guideSchema);
  return mode === "village-local" ? readStrictly(file, path, letterSchema) : readStrictly(file, path, serviceSchema);
}

function readCodeLists(files: ConfigFiles): Result<readonly CodeList[], "config-invalid"> {
  const all: CodeList[] = [];
  for (const path of pathsIn(files, "codelists")) {
    const lists = readFile(files, path, v.array(codeListSchema));
    if (!lists.ok) return lists;
    all.push(...lists.value);
  }
  return ok(all);
}

/** In number order; the newest is the last. */
function readDictionaries(files: ConfigFiles): readonly Dictionary[] {
  return Object.entries(files)
    .flatMap(([path, text]) => {
      const match = /^dictionaries\/(\d+)\.txt$/.exec(path);
      return match === null || typeof text !== "string" ? [] : [{ id: Number(match[1]), text }];
    })
    .toSorted((a, b) => a.id - b.id);
}
