/** The languages a tablet can speak, and which one a village hears unless somebody chooses another. Knows no sound. */
import type { Configuration } from "../configuration/configuration.ts";

export const spokenLanguages = ["id", "jv", "su"] as const;
/** Indonesian, Javanese of Brebes, Sundanese of Brebes. */
export type SpokenLanguage = (typeof spokenLanguages)[number];

/** What every clip falls back to: the only language a machine may speak here. */
export const fallbackLanguage: SpokenLanguage = "id";

/** As people call them. */
export const languageNames: Readonly<Record<SpokenLanguage, string>> = {
  id: "Indonesia",
  jv: "Jawa (Brebes)",
  su: "Sunda (Brebes)",
};

/** The voice of a village (dotted code): its own, else its subdistrict's, else the regency's usual one. */
export function voiceOfVillage({ speech }: Pick<Configuration, "speech">, village: string): SpokenLanguage {
  if (speech === undefined) return fallbackLanguage;
  const places = new Map(Object.entries(speech.voices.places));
  return places.get(village) ?? places.get(village.slice(0, "33.29.01".length)) ?? speech.voices.usual;
}
