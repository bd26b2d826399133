/** Everything a tablet must know about its regency: data, served signed, never bundled. Knows no file and no network. */
import type { Areas, Region } from "../areas/areas.ts";
import type { Letter } from "../catalogue/letter.ts";
import type { Guide, LifeEvent, Service } from "../catalogue/service.ts";
import type { Speech } from "../speech/speech.ts";

/** An official list. Order is the order on the form. */
export type CodeList = {
  readonly id: string;
  readonly title: string;
  /** Who made it: an official form, or this product where the form has no list. */
  readonly source: string;
  readonly items: readonly { readonly code: string; readonly text: string }[];
};

export type Office = {
  readonly name: string;
  readonly address: string;
  readonly phone: string;
  readonly whatsapp: string;
  /** ISO weekdays, 1 = Monday. */
  readonly workDays: readonly number[];
  /** WIB, "08:00". */
  readonly opens: string;
  readonly closes: string;
  /** Where to complain when somebody asks for money. */
  readonly complaints: string;
};

/** What a regency turns on or off without code. */
export type Switches = {
  /** May an application be filed with documents to follow ("berkas kurang")? */
  readonly allowMissingDocuments: boolean;
  /** Is a cross with an officer as witness accepted instead of a signature? */
  readonly allowCrossAsSignature: boolean;
  /** Does the dinas still ask for wet ink? Then the slip says so. */
  readonly wetInkNeeded: boolean;
};

/** A text that is read to people and whose version is recorded with their signature. */
export type VersionedText = {
  readonly version: string;
  readonly title: string;
  readonly paragraphs: readonly string[];
};

/** Why an application comes back: the code travels in clear, the sentence is found here. */
export type ReasonTemplate = {
  readonly id: string;
  readonly target: "field" | "requirement" | "application";
  readonly text: string;
};

/** A shared deflate dictionary under its release number; frozen once released. */
export type Dictionary = { readonly id: number; readonly text: string };

/** Which questions and papers of different services mean the same. Ids of questions; a list is one meaning. */
export type SameAnswers = {
  /** About who came and where the family lives. */
  readonly comer: readonly (readonly string[])[];
  /** About whom the matter is about. */
  readonly subject: readonly (readonly string[])[];
  /** Ids of requirements. */
  readonly papers: readonly string[];
};

export type Configuration = {
  /** Grows with every publication. Every draft and entry names it. */
  readonly version: number;
  /** Dotted code, "33.29". */
  readonly regency: string;
  readonly regencyName: string;
  readonly office: Office;
  readonly switches: Switches;
  readonly areas: Areas;
  /** The whole country's regencies and cities; empty where a regency does without. */
  readonly regions: readonly Region[];
  readonly codelists: readonly CodeList[];
  readonly services: readonly Service[];
  /** What the tablet explains and does not file. Absent in a configuration of before guides. */
  readonly guides?: readonly Guide[];
  /** What the village writes itself. Absent in a configuration of before letters. */
  readonly letters?: readonly Letter[];
  readonly lifeEvents: readonly LifeEvent[];
  /** Absent in a configuration of before families were offered their answers again. */
  readonly sameAnswers?: SameAnswers;
  readonly texts: Readonly<Record<string, VersionedText>>;
  readonly reasonTemplates: readonly ReasonTemplate[];
  /** What an officer is told when the district has set an entry aside, by its reason; "other" for one that is not here. */
  readonly setAsideTexts?: Readonly<Record<string, string>>;
  readonly dictionaries: readonly Dictionary[];
  /** Voices and clips. Absent in a configuration of before voices: then nothing is spoken. */
  readonly speech?: Speech;
};

/** The service of an id, or undefined. */
export function findService(config: Configuration, serviceId: string): Service | undefined {
  return config.services.find((service) => service.id === serviceId);
}

/** The guide of an id, or undefined. */
export function findGuide(config: Configuration, guideId: string): Guide | undefined {
  return config.guides?.find((guide) => guide.id === guideId);
}

/** The letter of an id, or undefined. */
export function findLetter(config: Configuration, letterId: string): Letter | undefined {
  return config.letters?.find((letter) => letter.id === letterId);
}

/** The list of an id, or undefined. */
export function findCodeList(config: Configuration, listId: string): CodeList | undefined {
  return config.codelists.find((list) => list.id === listId);
}

/** Why something may be needed at once; asked of every application. */
export const urgentNeedsList = "kebutuhan_mendesak";

/** The words of a code, or undefined when the list does not have it. */
export function findCodeText(config: Configuration, listId: string, code: string): string | undefined {
  return findCodeList(config, listId)?.items.find((item) => item.code === code)?.text;
}

/** The dictionary of a release number, or undefined. */
export function findDictionary(config: Configuration, id: number): Dictionary | undefined {
  return config.dictionaries.find((dictionary) => dictionary.id === id);
}

/** The template of an id, or undefined: a newer district may name one this configuration does not have. */
export function findReasonTemplate(config: Configuration, id: string): ReasonTemplate | undefined {
  return config.reasonTemplates.find((template) => template.id === id);
}

/** The sentence for a reason of setting aside; undefined in a configuration of before these texts. */
export function findSetAsideText(config: Configuration, reason: string | undefined): string | undefined {
  const texts = new Map(Object.entries(config.setAsideTexts ?? {}));
  return (reason === undefined ? undefined : texts.get(reason)) ?? texts.get("other");
}

/** The templates that fit what is sent back: a field, a document, or the whole application (rejection). */
export function reasonTemplatesFor(config: Configuration, target: ReasonTemplate["target"]): readonly ReasonTemplate[] {
  return config.reasonTemplates.filter((template) => template.target === target);
}
