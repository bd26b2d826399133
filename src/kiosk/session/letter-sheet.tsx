/** A letter in its words, put on the village's sheet: before it is issued, and as it was issued. */
import type { JSX } from "preact";
import type { WrittenLetter } from "../../domain/catalogue/letter.ts";
import { findVillage } from "../../domain/areas/areas.ts";
import type { Configuration } from "../../domain/configuration/configuration.ts";
import type { CivilDate } from "../../domain/date/civil-date.ts";
import { dateText } from "../../domain/date/date-words.ts";
import { LetterSheet } from "../../ui/paper/letter-sheet.tsx";
import { ownVillage } from "./tablet.ts";

export type VillageLetterProps = {
  readonly written: WrittenLetter;
  readonly config: Configuration;
  readonly date: CivilDate;
  readonly signer: string;
  readonly number?: string;
};

export function VillageLetter({ written, config, date, signer, number }: VillageLetterProps): JSX.Element {
  const place = findVillage(config.areas, ownVillage()?.code ?? "");
  const office = [
    `Pemerintah ${config.regencyName}`,
    ...(place ? [`Kecamatan ${place.subdistrict.name}`] : []),
    ...(place ? [`${place.village.type === "desa" ? "Desa" : "Kelurahan"} ${place.village.name}`] : []),
  ];
  return (
    <LetterSheet
      office={office}
      title={written.title}
      number={number}
      parts={written.parts}
      alsoSign={written.alsoSign ?? []}
      placeAndDate={`${written.place}, ${dateText(date)}`}
      signerTitle={written.signerTitle}
      signer={signer}
    />
  );
}
