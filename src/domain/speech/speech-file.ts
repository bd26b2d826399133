/** Which voice a village hears, out of `kiosk-config/voices.json`. Knows no clip. */
import * as v from "valibot";
import type { Result } from "../../base/result.ts";
import { ok } from "../../base/result.ts";
import type { ConfigFiles } from "../configuration/read-files.ts";
import { readFile } from "../configuration/read-files.ts";
import { spokenLanguages } from "./language.ts";
import type { Voices } from "./speech.ts";

const voice = v.picklist(spokenLanguages);
const voicesFileSchema = v.object({
  usual: voice,
  places: v.array(
    v.object({
      /** Dotted code of a subdistrict or of one village. */
      code: v.pipe(v.string(), v.regex(/^\d\d\.\d\d\.\d\d(?:\.\d{4})?$/)),
      voice,
      confidence: v.picklist(["low", "medium", "high"]),
    }),
  ),
});

/** Failure: `config-invalid` with file and field in its detail. */
export function readVoices(files: ConfigFiles): Result<Voices, "config-invalid"> {
  const read = readFile(files, "voices.json", voicesFileSchema);
  if (!read.ok) return read;
  const { usual, places } = read.value;
  return ok({ usual, places: Object.fromEntries(places.map((each) => [each.code, each.voice])) });
}
