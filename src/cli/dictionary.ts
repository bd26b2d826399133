/** `dictionary`: writes the next dictionary beside the released ones, when the catalogue has outgrown the newest. */
import { existsSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { utf8 } from "../base/bytes.ts";
import { makeConfiguration } from "../domain/configuration/make-configuration.ts";
import { readConfigFiles } from "../server/configuration/config-files.ts";
import { makeDictionary } from "../server/configuration/make-dictionary.ts";
import type { Command } from "./command.ts";
import { RefusedError, exits } from "./command.ts";
import { quietPlaceOf } from "./data.ts";

export const dictionary: Command = {
  name: "dictionary",
  usage: "[--json]",
  summary: "Writes the next dictionary into kiosk-config, made from its services, areas and word lists.",
  details:
    "Applications of services that no dictionary knows are filed all the same; they only cost more bytes. A released dictionary is never changed or removed.",
  flags: {},
  run: async (_typed, world) => {
    const { configDir, regency } = quietPlaceOf(world);
    const files = readConfigFiles(configDir);
    const config = files.ok ? makeConfiguration(files.value, regency) : files;
    if (!files.ok || !config.ok)
      throw new RefusedError(`The configuration cannot be read: ${config.ok ? "" : (config.detail ?? "")}`);
    const made = makeDictionary(config.value, files.value);
    if (!made.ok) throw new RefusedError(`No dictionary can be made: ${made.detail ?? ""}`);
    const newest = config.value.dictionaries.at(-1);
    const bytes = utf8(made.value).byteLength;
    if (newest?.text === made.value) {
      world.print({ json: { id: newest.id, bytes, isNew: false }, text: `dictionary ${newest.id} is up to date` });
      return exits.done;
    }
    const id = (newest?.id ?? 0) + 1;
    const path = join(configDir, "dictionaries", `${id}.txt`);
    if (existsSync(path)) throw new RefusedError(`${path} is there already; nothing was changed.`);
    writeFileSync(path, made.value);
    world.print({
      json: { id, bytes, isNew: true, path },
      text: `wrote ${path}, ${bytes} bytes; pin its hash and start the server`,
    });
    return exits.done;
  },
};
