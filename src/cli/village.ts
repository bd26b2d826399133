/** Villages as the command line names them: by dotted code, checked against the regency's areas. */
import { definite } from "../base/assert.ts";
import type { Areas, VillageInPlace } from "../domain/areas/areas.ts";
import { allVillages, findVillage } from "../domain/areas/areas.ts";
import { UsageError } from "./command.ts";

/** The village of a dotted code. Throws {@link UsageError} when the regency has none of that code. */
export function needVillage(areas: Areas, code: string): VillageInPlace {
  const place = findVillage(areas, code);
  if (place === undefined)
    throw new UsageError(`no village ${code} in ${areas.regency.name}; a code looks like 33.29.09.1002`);
  return place;
}

/** The village of `code`, or the first one of a regency that has no such village. */
export function chooseVillage(areas: Areas, code: string): VillageInPlace {
  return findVillage(areas, code) ?? definite(allVillages(areas)[0], "a regency has a village");
}
