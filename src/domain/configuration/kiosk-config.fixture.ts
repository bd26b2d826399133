/** The real `kiosk-config` of this repository, for tests. Production code gets its files from the server. */
import { readFileSync, readdirSync } from "node:fs";
import { unwrap } from "../../base/result.ts";
import type { Configuration } from "./configuration.ts";
import type { ConfigFiles } from "./make-configuration.ts";
import { makeConfiguration } from "./make-configuration.ts";

const ROOT = new URL("../../../kiosk-config/", import.meta.url);

/** Every data file, parsed: path inside kiosk-config → JSON, or text of `.txt`. */
export function readKioskConfig(): ConfigFiles {
  const paths = readdirSync(ROOT, { recursive: true, encoding: "utf8" }).map((path) => path.replaceAll("\\", "/"));
  const files = paths.flatMap((path): [string, unknown][] => {
    if (path.endsWith(".json")) return [[path, JSON.parse(readFileSync(new URL(path, ROOT), "utf8"))]];
    return path.endsWith(".txt") ? [[path, readFileSync(new URL(path, ROOT), "utf8")]] : [];
  });
  return Object.fromEntries(files);
}

/** The configuration of Kabupaten Brebes. */
export function brebes(): Configuration {
  return unwrap(makeConfiguration(readKioskConfig(), "33.29", 1));
}
