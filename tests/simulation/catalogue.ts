/**
 * What is filed in the simulated world: the catalogue of Brebes as it was when seeds were first recorded. A seed is a world
 * only together with it; with the living one every new service would make every kept seed another world.
 */
import { readFileSync } from "node:fs";
import { unwrap } from "../../src/base/result.ts";
import type { Configuration } from "../../src/domain/configuration/configuration.ts";
import { parseConfiguration } from "../../src/domain/configuration/parse-configuration.ts";

/** Three services, all villages, both dictionaries. */
export function simulatedCatalogue(): Configuration {
  return unwrap(parseConfiguration(JSON.parse(readFileSync(new URL("catalogue.json", import.meta.url), "utf8"))));
}
