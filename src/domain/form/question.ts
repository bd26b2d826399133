/** What a question is: data of the configuration, one plain sentence each. Knows no screen and no answer. */
import type { Sex } from "../ids/nik.ts";
import type { AnswerValue } from "./answer.ts";
import type { Condition } from "./condition.ts";

/** Where an answer stands on the official form, so that the district page can say "F-2.01 Data anak 3". */
export type FormReference = { readonly form: string; readonly section?: string; readonly item?: string };

/** Where a first suggestion comes from. The first rule that yields a value wins; the person still confirms it. */
export type PrefillRule =
  | { readonly from: "field"; readonly field: string; readonly when?: Condition }
  | { readonly from: "value"; readonly value: string | number | boolean; readonly when?: Condition }
  /** Birth date or sex as a NIK tells them; nothing where the NIK leaves two years open. */
  | { readonly from: "nik-birth-date"; readonly field: string; readonly when?: Condition }
  | { readonly from: "nik-sex"; readonly field: string; readonly when?: Condition }
  /** The village this tablet belongs to. */
  | { readonly from: "own-village"; readonly when?: Condition };

/** Rules between two answers, checked when the question that carries them is answered. */
export type Check =
  /** Error: this NIK is that person's too (a witness is neither reporter nor subject). */
  | { readonly check: "different"; readonly field: string; readonly who: string }
  /** Warning: this number is the same as that one (a KK number is nobody's NIK). */
  | { readonly check: "not-same-number"; readonly field: string }
  /** Warning: birth date or sex say otherwise than the NIK. */
  | { readonly check: "agrees-with-nik"; readonly field: string }
  /** Warning: this NIK is of the other sex (the father's number in the mother's place). */
  | { readonly check: "nik-sex"; readonly sex: Sex }
  /** Warning: the person of `field` (a birth date) is not this many years older than the one born on this date. */
  | {
      readonly check: "older";
      readonly field: string;
      readonly who: string;
      readonly yearsMin: number;
      readonly yearsMax: number;
    }
  /** Error: this date lies before the one in `field`. */
  | { readonly check: "not-before"; readonly field: string; readonly what: string }
  /** Warning: the event lies more than `days` back; late, never refused. */
  | { readonly check: "reported-within"; readonly days: number }
  /** Warning: the person born on this date, or with this NIK, is younger. */
  | { readonly check: "age-at-least"; readonly years: number };

type QuestionBase = {
  /** Stable for ever: answers are stored under it. Lower-case words with dots and dashes. */
  readonly id: string;
  /** One plain sentence to Bapak/Ibu. */
  readonly ask: string;
  /** Short name for lists and the check screen. */
  readonly label: string;
  readonly help?: string;
  /** Shown after "contoh:". */
  readonly example?: string;
  readonly official?: FormReference;
  readonly when?: Condition;
  /** May be left open ("Lewati"). Questions are required unless they say so. */
  readonly optional?: boolean;
  /** Text of a button that answers "unknown" ("Belum punya NIK"). Absent = not offered. */
  readonly unknown?: string;
  readonly prefill?: readonly PrefillRule[];
  readonly checks?: readonly Check[];
};

export type NameQuestion = QuestionBase & { readonly kind: "name"; readonly rule: "existing" | "new" };
export type TextQuestion = QuestionBase & { readonly kind: "text"; readonly lettersMax?: number };
export type NikQuestion = QuestionBase & { readonly kind: "nik" };
export type KkNumberQuestion = QuestionBase & { readonly kind: "kk-number" };
/** Answer: the code as text ("1"). Lists longer than a screen are searched. */
export type CodeQuestion = QuestionBase & { readonly kind: "code"; readonly list: string };
/** Answer: one or more codes as texts, in the order of the list. */
export type CodesQuestion = QuestionBase & { readonly kind: "codes"; readonly list: string };
/** A number that is written down, not counted with (postcode, number of a certificate's register). Answer: its digits. */
export type DigitsQuestion = QuestionBase & {
  readonly kind: "digits";
  readonly digitsMin: number;
  readonly digitsMax: number;
};
/** Answer: "2026-11-24"; with `precision` month or year also "2026-11" or "2026". */
export type DateQuestion = QuestionBase & {
  readonly kind: "date";
  readonly precision: "day" | "month" | "year";
  /** Dates to come are an error unless this is set. */
  readonly mayBeFuture?: boolean;
  /** A date more whole years before today is an error. Only where a rule of the office says so. */
  readonly yearsBackMax?: number;
  /** Years back that are offered first; earlier ones are one touch away and never refused. */
  readonly yearsBackUsual?: number;
  /** With `mayBeFuture`: a date more whole years after today is an error. */
  readonly yearsAheadMax?: number;
};
/** Answer: "08:12", 24 hours, WIB. */
export type TimeQuestion = QuestionBase & { readonly kind: "time" };
/** Outside [min, max] is an error, outside [usualMin, usualMax] a question back. */
export type IntegerQuestion = QuestionBase & {
  readonly kind: "integer";
  readonly unit: string;
  readonly min: number;
  readonly max: number;
  readonly usualMin?: number;
  readonly usualMax?: number;
};
/** `mustBe: true` = a declaration: "no" is an error. `refusal`: what is said then, where it is a fact and no declaration. */
export type YesNoQuestion = QuestionBase & {
  readonly kind: "yes-no";
  readonly mustBe?: true;
  readonly refusal?: string;
};
/** Answer: dotted code "33.29.09.1002". Shown with its subdistrict always: six village names occur twice. */
export type VillageQuestion = QuestionBase & { readonly kind: "village" };
/** Answer: name of a regency or city in any spelling, suggestions from the configuration. */
export type PlaceQuestion = QuestionBase & { readonly kind: "place" };
/** Answer: E.164, "+628123456789". */
export type PhoneQuestion = QuestionBase & { readonly kind: "phone" };
/** Street or hamlet; RT and RW are questions of their own. */
export type AddressQuestion = QuestionBase & { readonly kind: "address" };
/** RT or RW. Answer: three digits, "003". */
export type RtRwQuestion = QuestionBase & { readonly kind: "rt-rw" };

export type Question =
  | NameQuestion
  | TextQuestion
  | NikQuestion
  | KkNumberQuestion
  | CodeQuestion
  | CodesQuestion
  | DigitsQuestion
  | DateQuestion
  | TimeQuestion
  | IntegerQuestion
  | YesNoQuestion
  | VillageQuestion
  | PlaceQuestion
  | PhoneQuestion
  | AddressQuestion
  | RtRwQuestion;

export type QuestionKind = Question["kind"];

/** Questions that belong together: one entry of the task list. */
export type Task = { readonly id: string; readonly title: string; readonly questions: readonly Question[] };

/** A value of the official form that nobody is asked because the service or another answer decides it. */
export type FixedFormValue = {
  readonly official: FormReference;
  readonly label: string;
  readonly list?: string;
  readonly value: AnswerValue;
  readonly when?: Condition;
};
