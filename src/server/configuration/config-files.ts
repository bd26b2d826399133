/** Reads the folder `kiosk-config` into one value. Knows paths and JSON, not what the files mean. */
import { parseJson } from "../../base/json.ts";
import { readdirSync, readFileSync } from "node:fs";
import { join, relative, sep } from "node:path";
import type { Result } from "../../base/result.ts";
import { err, ok } from "../../base/result.ts";
import type { ConfigFiles } from "../../domain/configuration/read-files.ts";

/**
 * Every `.json` (parsed) and `.txt` (as text) below `dir`, by its path with slashes. Files whose name begins with a dot
 * are none of ours. Failure: `config-invalid` with the file that is not JSON, or that the folder cannot be read.
 */
export function readConfigFiles(dir: string): Result<ConfigFiles, "config-invalid"> {
  const files: Record<string, unknown> = {};
  for (const path of listFiles(dir)) {
    const name = relative(dir, path).split(sep).join("/");
    if (name.endsWith(".txt")) files[name] = readFileSync(path, "utf8");
    if (!name.endsWith(".json")) continue;
    const parsed = parseJson(readFileSync(path, "utf8"));
    if (parsed === undefined) return err("config-invalid", `${name}: not JSON`);
    files[name] = parsed;
  }
  return Object.keys(files).length === 0
    ? err("config-invalid", "the folder kiosk-config is empty or missing")
    : ok(files);
}

function listFiles(dir: string): readonly string[] {
  try {
    return readdirSync(dir, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile() && !entry.name.startsWith("."))
      .map((entry) => join(entry.parentPath, entry.name))
      .toSorted();
  } catch {
    return [];
  }
}
