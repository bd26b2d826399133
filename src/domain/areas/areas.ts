/** Villages and subdistricts of a regency by their dotted official code. A village is never named without its subdistrict. */

export type VillageType = "desa" | "kelurahan";
export type Village = { readonly code: string; readonly name: string; readonly type: VillageType };
export type Subdistrict = { readonly code: string; readonly name: string; readonly villages: readonly Village[] };

/** The area file of one regency, with the attribution its licence asks for. */
export type Areas = {
  readonly source: string;
  readonly licence: string;
  readonly attribution: string;
  readonly province: { readonly code: string; readonly name: string };
  readonly regency: { readonly code: string; readonly name: string };
  readonly subdistricts: readonly Subdistrict[];
};

/** A village with the subdistrict it must be shown with. */
export type VillageInPlace = { readonly village: Village; readonly subdistrict: Subdistrict };

/** Regencies and cities of the country: suggestions for places, and the names behind the first four digits of a NIK. */
export type Region = { readonly code: string; readonly name: string };

/** The village of a dotted code "33.29.09.1002", or undefined. */
export function findVillage(areas: Areas, code: string): VillageInPlace | undefined {
  const subdistrict = findSubdistrict(areas, code.slice(0, 8));
  const village = subdistrict?.villages.find((candidate) => candidate.code === code);
  return subdistrict === undefined || village === undefined ? undefined : { village, subdistrict };
}

/** The subdistrict of a dotted code "33.29.09", or undefined. */
export function findSubdistrict(areas: Areas, code: string): Subdistrict | undefined {
  return areas.subdistricts.find((candidate) => candidate.code === code);
}

/** "Desa Banjaran, Kec. Salem" */
export function villageText({ village, subdistrict }: VillageInPlace): string {
  const type = village.type === "desa" ? "Desa" : "Kelurahan";
  return `${type} ${village.name}, Kec. ${subdistrict.name}`;
}

/** Dotted code → the ten digits of the wire (33.29.09.1002 → 3329091002). Undefined when it is no village code. */
export function villageNumber(code: string): number | undefined {
  return /^\d\d\.\d\d\.\d\d\.\d{4}$/.test(code) ? Number(code.replaceAll(".", "")) : undefined;
}

/** The ten digits of the wire → dotted code. Undefined when out of range. */
export function villageCode(number: number): string | undefined {
  if (!Number.isSafeInteger(number) || number < 0 || number > 9_999_999_999) return undefined;
  const digits = String(number).padStart(10, "0");
  return `${digits.slice(0, 2)}.${digits.slice(2, 4)}.${digits.slice(4, 6)}.${digits.slice(6)}`;
}

/**
 * Villages whose name, or subdistrict's name, has words that begin with the words of `query`; best first: a village
 * name that begins with the query before others, then by name. At most `limit`.
 */
export function searchVillages(areas: Areas, query: string, limit: number): readonly VillageInPlace[] {
  const words = fold(query)
    .split(" ")
    .filter((word) => word !== "");
  if (words.length === 0) return [];
  const whole = words.join(" ");
  return allVillages(areas)
    .filter((place) => matches(`${fold(place.village.name)} ${fold(place.subdistrict.name)}`, words))
    .map((place) => ({ place, rank: fold(place.village.name).startsWith(whole) ? 0 : 1 }))
    .toSorted((a, b) => a.rank - b.rank || compare(villageText(a.place), villageText(b.place)))
    .slice(0, limit)
    .map(({ place }) => place);
}

/** Regencies and cities whose name has words that begin with the words of `query`, in code order. At most `limit`. */
export function searchRegions(regions: readonly Region[], query: string, limit: number): readonly Region[] {
  const words = fold(query)
    .split(" ")
    .filter((word) => word !== "");
  if (words.length === 0) return [];
  return regions.filter((region) => matches(fold(region.name), words)).slice(0, limit);
}

/** Every village with its subdistrict, in code order. */
export function allVillages(areas: Areas): readonly VillageInPlace[] {
  return areas.subdistricts.flatMap((subdistrict) => subdistrict.villages.map((village) => ({ village, subdistrict })));
}

/** Letters only, lower case: "Kalijurang " → "kalijurang". */
function fold(text: string): string {
  return text
    .normalize("NFC")
    .toLowerCase()
    .replaceAll(/[^a-z]+/g, " ")
    .trim();
}

function matches(name: string, words: readonly string[]): boolean {
  const parts = name.split(" ");
  const joined = name.replaceAll(" ", "");
  return words.every((word) => joined.startsWith(word) || parts.some((part) => part.startsWith(word)));
}

function compare(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}
