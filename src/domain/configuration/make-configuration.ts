/**
 * Puts the files of `kiosk-config` together into the configuration of one regency. Pure: whoever calls it has read and
 * parsed the files. Stricter than parsing, because a mistyped field of ours must not vanish silently.
 */
import * as v from "valibot";
import type { Result } from "../../base/result.ts";
import { err, ok } from "../../base/result.ts";
import type { Configuration, Dictionary } from "./configuration.ts";
import { parseConfiguration } from "./parse-configuration.ts";
import {
  areasSchema,
  codeListSchema,
  lifeEventSchema,
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
});
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
 * The configuration of `regency` ("33.29"). Every `services/*.json` is a service and every `dictionaries/N.txt` a
 * dictionary: adding one is adding a file. `version` is the publisher's count. Failure: `config-invalid` with file and
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
  const codelists = readFile(files, "codelists.json", v.array(codeListSchema));
  if (!codelists.ok) return codelists;
  const lifeEvents = readFile(files, "life-events.json", v.array(lifeEventSchema));
  if (!lifeEvents.ok) return lifeEvents;
  const locale = readFile(files, "locales/id.json", localeSchema);
  if (!locale.ok) return locale;
  const regions = readFile(files, "areas/regions.json", regionsSchema);
  if (!regions.ok) return regions;
  const services = readServices(files, district.value.withoutServices ?? []);
  if (!services.ok) return services;
  const offered = new Set(services.value.map((service) => service.id));
  const without = district.value.withoutServices ?? [];
  return parseConfiguration({
    version,
    regency,
    regencyName: district.value.name,
    office: district.value.office,
    switches: district.value.switches,
    areas: areas.value,
    regions: regions.value.regions,
    codelists: codelists.value,
    services: services.value,
    lifeEvents: lifeEvents.value.map((event) => ({
      ...event,
      services: event.services.filter((id) => offered.has(id) || !without.includes(id)),
    })),
    texts: locale.value.texts,
    reasonTemplates: locale.value.reasonTemplates,
    setAsideTexts: locale.value.setAsideTexts,
    dictionaries: readDictionaries(files),
  } satisfies Configuration);
}

function readServices(
  files: ConfigFiles,
  without: readonly string[],
): Result<readonly v.InferOutput<typeof serviceSchema>[], "config-invalid"> {
  const services: v.InferOutput<typeof serviceSchema>[] = [];
  const paths = Object.keys(files).filter((path) => /^services\/[^/]+\.json$/.test(path));
  for (const path of paths.toSorted()) {
    const service = readFile(files, path, serviceSchema);
    if (!service.ok) return service;
    if (path !== `services/${service.value.id}.json`) return err("config-invalid", `${path}: id ${service.value.id}`);
    if (!without.includes(service.value.id)) services.push(service.value);
  }
  return ok(services);
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
  if (file === undefined) return err("config-invalid", `${path}: file missing`);
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
