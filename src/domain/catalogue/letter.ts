/**
 * A letter of the village: asked like a service, written and numbered on this tablet, never sent to the district, which has
 * no right to it (the village is its own controller here). It stands beside the services and is none of them.
 */
import { definite } from "../../base/assert.ts";
import { findVillage } from "../areas/areas.ts";
import type { Configuration } from "../configuration/configuration.ts";
import type { CivilDate } from "../date/civil-date.ts";
import type { Answers } from "../form/answer.ts";
import { answerText, openAnswerText } from "../form/answer-text.ts";
import type { Condition } from "../form/condition.ts";
import { holds } from "../form/condition.ts";
import { visibleAnswers, visibleQuestions } from "../form/visible-questions.ts";
import type { Guide, Service } from "./service.ts";

/** A paragraph with `[question.id]` holes, or answers one under the other. */
export type LetterPart = { readonly when?: Condition } & (
  | { readonly text: string }
  | { readonly rows: readonly string[] }
);

export type Letter = Pick<
  Service,
  | "id"
  | "officialName"
  | "label"
  | "summary"
  | "legalBasis"
  | "whoMayApply"
  | "output"
  | "serviceTime"
  | "tasks"
  | "roles"
> & {
  readonly mode: "village-local";
  /** How the village files it; stands first in the number. A custom, not a rule. */
  readonly registerCode: string;
  readonly title: string;
  readonly body: readonly LetterPart[];
  /** Questions that hold the names of others who sign. */
  readonly signedBy?: readonly string[];
  /** Shown to the officer, never photographed. */
  readonly requirements: Guide["requirements"];
};

/** A letter in words, ready for paper. */
export type WrittenLetter = {
  readonly title: string;
  readonly parts: readonly (
    | { readonly text: string }
    | { readonly rows: readonly { readonly label: string; readonly value: string }[] }
  )[];
  /** Others who sign: who they are, and their names. */
  readonly alsoSign?: readonly { readonly label: string; readonly value: string }[];
  readonly signerTitle: string;
  readonly place: string;
};

/** What is filled in with a pen: an answer that is open. */
const dotted = "…………………………";
const hole = /\[([a-z0-9.-]+)\]/g;

/** What the question screens need of a letter: it asks the same and has nothing to photograph. Never part of the services. */
export function askedLike(letter: Letter): Service {
  return {
    ...letter,
    mode: "file",
    forms: [letter.title],
    afterFiling: [],
    requirements: letter.requirements.map((each) => ({ ...each, level: "opsional", capture: "answers" })),
    fixedValues: [],
    statement: "",
    privacyNotice: "",
  };
}

/** Writes the letter of these answers for a village (dotted code); what is not answered is left out of rows and dotted in sentences. */
export function writeLetter(
  letter: Letter,
  given: Answers,
  { config, today, village }: { readonly config: Configuration; readonly today: CivilDate; readonly village: string },
): WrittenLetter {
  const service = askedLike(letter);
  const answers = visibleAnswers(service, given, today);
  const words = new Map<string, { readonly label: string; readonly value: string }>();
  for (const question of visibleQuestions(service, given, today)) {
    const value = answerText(question, answers[question.id], config);
    if (value !== openAnswerText) words.set(question.id, { label: question.label, value });
  }
  const place = placeWords(config, village);
  const fill = (text: string): string =>
    text.replaceAll(hole, (_whole, id: string) => place.get(id) ?? words.get(id)?.value ?? dotted);
  return {
    title: letter.title,
    parts: letter.body
      .filter((part) => holds(part.when, answers, today))
      .map((part) =>
        "text" in part ? { text: fill(part.text) } : { rows: part.rows.flatMap((id) => words.get(id) ?? []) },
      )
      .filter((part) => !("rows" in part) || part.rows.length > 0),
    alsoSign: (letter.signedBy ?? []).flatMap((id) => words.get(id) ?? []),
    signerTitle: place.get("head") ?? "",
    place: findVillage(config.areas, village)?.village.name ?? "",
  };
}

/** "470/012/T7/XI/2026": code, count of the year, tablet, month, year. The tablet's mark keeps two tablets of a village apart. */
export function letterNumber(code: string, { count, tablet, date }: LetterPlace): string {
  const [year = "", month = ""] = date.split("-");
  const roman = definite(romanMonths[Number(month) - 1], "a month of a date");
  return [code, String(count).padStart(3, "0"), tablet, roman, year].join("/");
}

/** Where a letter stands in the register. */
export type LetterPlace = { readonly count: number; readonly tablet: string; readonly date: CivilDate };

const romanMonths = ["I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII"] as const;

/** Holes that are no question. */
const placeHoles: ReadonlySet<string> = new Set(["head", "subdistrict", "regency"]);

/** A desa has a kepala, a kelurahan a lurah (UU 6/2014 ps 26). */
function placeWords(config: Configuration, code: string): ReadonlyMap<string, string> {
  const place = findVillage(config.areas, code);
  const name = place?.village.name ?? "";
  return new Map([
    ["head", place?.village.type === "kelurahan" ? `Lurah ${name}` : `Kepala Desa ${name}`],
    ["subdistrict", place?.subdistrict.name ?? ""],
    ["regency", config.regencyName],
  ]);
}

/** Ids of questions that stand in the body, in holes or rows. */
export function idsInBody(body: Letter["body"]): readonly string[] {
  return body.flatMap((part) =>
    "rows" in part
      ? part.rows
      : [...part.text.matchAll(hole)].map(([, id = ""]) => id).filter((id) => !placeHoles.has(id)),
  );
}
