/**
 * The files of `kiosk-config`, one by one and strictly: a mistyped field of ours must not vanish silently. Knows no file by
 * name, and no folder on a disk: whoever calls it has read and parsed them.
 */
import * as v from "valibot";
import type { Result } from "../../base/result.ts";
import { err, ok } from "../../base/result.ts";

/** Path inside `kiosk-config` ("services/ktp-el-lost.json") → parsed JSON, or the text of a `.txt` file. */
export type ConfigFiles = Readonly<Record<string, unknown>>;

/** The JSON files of a folder, in alphabetical order. */
export function pathsIn(files: ConfigFiles, folder: string): readonly string[] {
  return Object.keys(files)
    .filter((path) => path.startsWith(`${folder}/`) && path.endsWith(".json"))
    .toSorted();
}

/** A file as `schema` says; a field that the schema does not keep is a fault too. */
export function readFile<T>(
  files: ConfigFiles,
  path: string,
  schema: v.GenericSchema<unknown, T>,
): Result<T, "config-invalid"> {
  const file = files[path];
  return file === undefined ? err("config-invalid", `${path}: file missing`) : readStrictly(file, path, schema);
}

/** A file that bears the id of what is in it. */
export function readNamed<T extends { readonly id: string }>(
  files: ConfigFiles,
  path: string,
  schema: v.GenericSchema<unknown, T>,
): Result<T, "config-invalid"> {
  const read = readFile(files, path, schema);
  return !read.ok || isNamed(path, read.value.id) ? read : err("config-invalid", `${path}: id ${read.value.id}`);
}

/** Whether a file bears the id of what is in it. */
export const isNamed = (path: string, id: string): boolean => path.endsWith(`/${id}.json`);

/** What {@link readFile} does with a file that was found. */
export function readStrictly<T>(
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
