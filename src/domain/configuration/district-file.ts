/** The one file in which a regency says what is its own. Knows not what follows from it. */
import * as v from "valibot";
import type { Result } from "../../base/result.ts";
import type { ConfigFiles } from "./read-files.ts";
import { readFile } from "./read-files.ts";
import { officeSchema, switchesSchema } from "./schemas.ts";

const districtSchema = v.object({
  code: v.string(),
  name: v.string(),
  office: officeSchema,
  switches: switchesSchema,
  /** Services this regency does not offer. */
  withoutServices: v.exactOptional(v.array(v.string())),
  /** What it has decided about the doubts of `doubts/`, by id. */
  decisions: v.exactOptional(v.record(v.string(), v.boolean())),
});

export type DistrictFile = v.InferOutput<typeof districtSchema>;

/** What `regency` ("33.29") says. Failure: `config-invalid` with the field in its detail. */
export function readDistrictFile(files: ConfigFiles, regency: string): Result<DistrictFile, "config-invalid"> {
  return readFile(files, `districts/${regency}.json`, districtSchema);
}
