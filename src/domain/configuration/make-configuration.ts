/**
 * Puts the files of `kiosk-config` together into the configuration of one regency. Pure: whoever calls it has read and
 * parsed the files. Stricter than parsing, because a mistyped field of ours must not vanish silently.
 */
import * as v from "valibot";
import type { Result } from "../../base/result.ts";
import { err, ok } from "../../base/result.ts";
import type { Guide, LifeEvent } from "../catalogue/service.ts";
import type { CodeList, Configuration, Dictionary } from "./configuration.ts";
import type { SharedParts } from "./expand-service.ts";
import { expandService } from "./expand-service.ts";
import { parseConfiguration } from "./parse-configuration.ts";
import {
  areasSchema,
  codeListSchema,
  lifeEventSchema,
  guideSchema,
  officeSchema,
  reasonTemplateSchema,
  regionSchema,
  serviceSchema,
  switchesSchema,
  textSchema,
} from "./schemas.ts";

/** Path inside `kiosk-config` ("services/ktp-el-lost.json") → parsed JSON, or the text of a `.txt` file. */
export type ConfigFiles = Readonly<Record<string, unknown>>;

const districtSchema = v.object({
  code: v.string(),
  name: v.string(),
  office: officeSchema,
  switches: switchesSchema,
  /** Services this regency does not offer. */
  withoutServices: v.exactOptional(v.array(v.string())),
  /** What it has decided about the doubts of `doubts.json`, by id. */
  decisions: v.exactOptional(v.record(v.string(), v.boolean())),
});
/** A question of the rules whose sources disagree or were not verified; its default is served until the regency decides. */
const doubtSchema = v.object({
  id: v.string(),
  question: v.string(),
  doubt: v.string(),
  sources: v.array(v.string()),
  default: v.boolean(),
});
const blockSchema = v.object({ id: v.string(), questions: v.array(v.record(v.string(), v.unknown())) });
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
 * The configuration of `regency` ("33.29"). Every `services/*.json` is a service or a guide, every `blocks/*.json` a block,
 * every `codelists/*.json` holds lists and every `dictionaries/N.txt` is a dictionary: adding one is adding a file. `version` is the publisher's count. Failure: `config-invalid` with file and
 * field in its detail.
 */
export function makeConfiguration(
  files: ConfigFiles,
  regency: string,
  version = 1,
): Result<Configuration, "config-invalid"> {
  const district = readFile(files, `districts/${regency}.json`, districtSchema);
  if (!district.ok) return district;
  const areas = readFile(files, `areas/${regency}.json`, areasSchema);
  if (!areas.ok) return areas;
  const codelists = readCodeLists(files);
  if (!codelists.ok) return codelists;
  const lifeEvents = readFile(files, "life-events.json", v.array(lifeEventSchema));
  if (!lifeEvents.ok) return lifeEvents;
  const locale = readFile(files, "locales/id.json", localeSchema);
  if (!locale.ok) return locale;
  const regions = readFile(files, "areas/regions.json", regionsSchema);
  if (!regions.ok) return regions;
  const shared = readShared(files, district.value.decisions ?? {});
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
    lifeEvents: lifeEvents.value.map((event) => withoutIds(event, without)),
    texts: locale.value.texts,
    reasonTemplates: locale.value.reasonTemplates,
    setAsideTexts: locale.value.setAsideTexts,
    dictionaries: readDictionaries(files),
  } satisfies Configuration);
}

function withoutIds(event: LifeEvent, without: readonly string[]): LifeEvent {
  const { services, guides, events } = event;
  const isOffered = (id: string): boolean => !without.includes(id);
  return {
    ...event,
    services: services.filter(isOffered),
    ...(guides === undefined ? {} : { guides: guides.filter(isOffered) }),
    ...(events === undefined ? {} : { events: events.map((each) => withoutIds(each, without)) }),
  };
}

/** Shared blocks, and for every doubt what the regency decided or else its default. */
function readShared(
  files: ConfigFiles,
  decided: Readonly<Record<string, boolean>>,
): Result<SharedParts, "config-invalid"> {
  const decisions = new Map<string, boolean>();
  for (const path of pathsIn(files, "doubts")) {
    const doubt = readNamed(files, path, doubtSchema);
    if (!doubt.ok) return doubt;
    decisions.set(doubt.value.id, decided[doubt.value.id] ?? doubt.value.default);
  }
  const unknown = Object.keys(decided).find((id) => !decisions.has(id));
  if (unknown !== undefined) return err("config-invalid", `doubts: no doubt ${unknown} to decide`);
  const blocks = new Map<string, v.InferOutput<typeof blockSchema>["questions"]>();
  for (const path of pathsIn(files, "blocks")) {
    const block = readNamed(files, path, blockSchema);
    if (!block.ok) return block;
    blocks.set(block.value.id, block.value.questions);
  }
  return ok({ blocks, decisions });
}

type Catalogue = { readonly services: v.InferOutput<typeof serviceSchema>[]; readonly guides: Guide[] };

function readCatalogue(files: ConfigFiles, shared: SharedParts): Result<Catalogue, "config-invalid"> {
  const catalogue: Catalogue = { services: [], guides: [] };
  for (const path of pathsIn(files, "services")) {
    const file = expandService(files[path], shared);
    if (!file.ok) return err("config-invalid", `${path}: ${file.detail}`);
    const { mode } = v.is(modeSchema, file.value) ? file.value : {};
    const isGuide = mode === "visit" || mode === "info";
    const read = isGuide ? readStrictly(file.value, path, guideSchema) : readStrictly(file.value, path, serviceSchema);
    if (!read.ok) return read;
    if (!isNamed(path, read.value.id)) return err("config-invalid", `${path}: id ${read.value.id}`);
    if ("steps" in read.value) catalogue.guides.push(read.value);
    else catalogue.services.push(read.value);
  }
  return ok(catalogue);
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

/** The JSON files of a folder, in alphabetical order. */
function pathsIn(files: ConfigFiles, folder: string): readonly string[] {
  return Object.keys(files)
    .filter((path) => path.startsWith(`${folder}/`) && path.endsWith(".json"))
    .toSorted();
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

function readFile<T>(
  files: ConfigFiles,
  path: string,
  schema: v.GenericSchema<unknown, T>,
): Result<T, "config-invalid"> {
  const file = files[path];
  return file === undefined ? err("config-invalid", `${path}: file missing`) : readStrictly(file, path, schema);
}

/** A file that bears the id of what is in it. */
function readNamed<T extends { readonly id: string }>(
  files: ConfigFiles,
  path: string,
  schema: v.GenericSchema<unknown, T>,
): Result<T, "config-invalid"> {
  const read = readFile(files, path, schema);
  return !read.ok || isNamed(path, read.value.id) ? read : err("config-invalid", `${path}: id ${read.value.id}`);
}

const isNamed = (path: string, id: string): boolean => path.endsWith(`/${id}.json`);

function readStrictly<T>(
  file: unknown,
  path: string,
  schema: v.GenericSchema<unknown, T>,
): Result<T, "config-invalid"> {
  const parsed = v.safeParse(schema, file, { abortEarly: true });
  if (!parsed.success) {
    const [issue] = parsed.issues;
    return err("config-invalid", `${path}: ${v.getDotPath(issue) ?? "file"}: ${issue.message}`);
  }
  const dropped = findDroppedField(file, parsed.output, "");
  return dropped === undefined ? ok(parsed.output) : err("config-invalid", `${path}: ${dropped}: unknown field`);
}

/** The first field of `input` that parsing did not keep; keys that begin with "_" are comments. */
function findDroppedField(input: unknown, output: unknown, at: string): string | undefined {
  if (typeof input !== "object" || input === null || typeof output !== "object" || output === null) return undefined;
  const kept = new Map(Object.entries(output));
  for (const [key, value] of Object.entries(input)) {
    const place = at === "" ? key : `${at}.${key}`;
    if (key.startsWith("_")) continue;
    if (!kept.has(key)) return place;
    const inside = findDroppedField(value, kept.get(key), place);
    if (inside !== undefined) return inside;
  }
  return undefined;
}
