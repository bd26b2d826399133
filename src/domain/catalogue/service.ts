/** A service, its requirements and the life-event cards that lead to it: data of the configuration. Knows no screen. */
import type { Condition } from "../form/condition.ts";
import type { FixedFormValue, FormReference, Task } from "../form/question.ts";

export type RequirementLevel = "wajib" | "kondisional" | "opsional";

/** A document to bring, or a form that the answers fill. */
export type Requirement = {
  readonly id: string;
  readonly name: string;
  readonly level: RequirementLevel;
  /** photo = of the original; answers = filled by this very form. */
  readonly capture: "photo" | "answers";
  /** Needed only while this holds; a `kondisional` requirement has one. */
  readonly when?: Condition;
  /** How to photograph it, or who issues it: one sentence. */
  readonly hint?: string;
  /** Photos asked for (KK 1, buku nikah 2). Absent = 1. More are allowed up to `documentPhotosMax`. */
  readonly pages?: number;
  /** May be filed as "berkas kurang" and follow later. */
  readonly mayFollow?: boolean;
  /** The tick it makes on the official form; `when`: one photo serves several documents, and this form belongs to one of them. */
  readonly tick?: {
    readonly official: FormReference;
    readonly list: string;
    readonly code: string;
    readonly when?: Condition;
  };
};

/**
 * What happens after filing: nothing more (`file`), a visit in person with the paper or the card (`file-visit`), or a date
 * that the office gives (`appointment`).
 */
export type FilingMode = "file" | "file-visit" | "appointment";

/** A service that is filed on the tablet. */
export type Service = {
  /** Id of the service catalogue, file name of its file. */
  readonly id: string;
  readonly mode: FilingMode;
  readonly officialName: string;
  /** What people call it. */
  readonly label: string;
  /** One sentence under the card. */
  readonly summary: string;
  readonly forms: readonly string[];
  readonly legalBasis: readonly string[];
  readonly whoMayApply: string;
  /** What the citizen gets in the end. */
  readonly output: string;
  /** How long it takes, honestly; shown on the slip. */
  readonly serviceTime: string;
  /** What happens after filing, in order, one sentence each. */
  readonly afterFiling: readonly string[];
  readonly tasks: readonly Task[];
  readonly requirements: readonly Requirement[];
  readonly fixedValues: readonly FixedFormValue[];
  /** Which questions hold what lists and slips show. */
  readonly roles: {
    readonly applicantName: string;
    readonly applicantNik: string;
    readonly subjectName?: string;
    readonly phone?: string;
  };
  /** Keys of `Configuration.texts` read and signed at the end and read before the first question. */
  readonly statement: string;
  readonly privacyNotice: string;
};

/** A service that is not filed here: the tablet says what to bring and where to go. */
export type Guide = Pick<
  Service,
  "id" | "officialName" | "label" | "summary" | "legalBasis" | "whoMayApply" | "output" | "serviceTime"
> & {
  readonly mode: "visit" | "info";
  /** What to do, in order, one sentence each. */
  readonly steps: readonly string[];
  /** Nobody answers questions here: when a `kondisional` one is needed stands in its hint. */
  readonly requirements: readonly Pick<Requirement, "id" | "name" | "level" | "hint">[];
};

/** One of the six cards of the first screen, or of the cards behind one. */
export type LifeEvent = {
  readonly id: string;
  readonly label: string;
  /** Name of the drawing. */
  readonly picture: string;
  readonly services: readonly string[];
  /** Services that are not filed here. */
  readonly guides?: readonly string[];
  /** Letters of the village. */
  readonly letters?: readonly string[];
  /** Cards behind this card, where it has more than one screen holds. */
  readonly events?: readonly LifeEvent[];
  /** What belongs here and cannot be filed on the tablet yet, said honestly. */
  readonly notYet: readonly { readonly label: string; readonly text: string }[];
};
