/** What staff call a village. */
import { findVillage, villageText } from "../domain/areas/areas.ts";
import { configuration } from "./platform/session.ts";

/** "Desa Gununglarang, Kec. Salem" of a dotted code; the code itself where the configuration does not know it. */
export function placeText(village: string): string {
  const place = configuration.value && findVillage(configuration.value.areas, village);
  return place ? villageText(place) : village;
}
