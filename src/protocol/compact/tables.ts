/**
 * What a released dictionary knows beside its words: the catalogue as it was at its release, in fixed order. Entries of
 * format 2 are read by these tables alone, never by the configuration of today. Enters as text, leaves as tables.
 */
import * as v from "valibot";
import { utf8 } from "../../base/bytes.ts";
import type { Result } from "../../base/result.ts";
import { err, ok } from "../../base/result.ts";
import type { LetterModel } from "./letters.ts";
import { countLetters } from "./letters.ts";

/** The name a document of tables begins with; another kind of tables gets another name. */
export const tablesForm = "loket-tables/1";

const scalar = v.union([v.string(), v.pipe(v.number(), v.safeInteger()), v.boolean()]);

/** When a field is expected. Kept as the catalogue wrote it; an `op` the coder does not know counts as true. */
export type Expectation =
  | { readonly op: "equals"; readonly field: string; readonly value: string | number | boolean }
  | { readonly op: "in"; readonly field: string; readonly values: readonly (string | number | boolean)[] }
  | { readonly op: "answered" | "unknown"; readonly field: string }
  | { readonly op: "all" | "any"; readonly of: readonly Expectation[] }
  | { readonly op: "not"; readonly of: Expectation }
  | { readonly op: "other" };

const expectation: v.GenericSchema<unknown, Expectation> = v.lazy(() =>
  v.variant("op", [
    v.object({ op: v.literal("equals"), field: v.string(), value: scalar }),
    v.object({ op: v.literal("in"), field: v.string(), values: v.array(scalar) }),
    v.object({ op: v.picklist(["answered", "unknown"]), field: v.string() }),
    v.object({ op: v.picklist(["all", "any"]), of: v.array(expectation) }),
    v.object({ op: v.literal("not"), of: expectation }),
    v.object({ op: v.literal("other") }),
  ]),
);
const when = v.exactOptional(expectation);

const guess = v.variant("from", [
  v.object({ from: v.picklist(["field", "nik-birth-date", "nik-sex"]), field: v.string(), when }),
  v.object({ from: v.literal("value"), value: scalar, when }),
  v.object({ from: v.literal("own-village"), when }),
]);
export type Guess = v.InferOutput<typeof guess>;

export const fieldKinds = [
  "name",
  "text",
  "place",
  "address",
  "nik",
  "kk-number",
  "code",
  "date",
  "time",
  "integer",
  "yes-no",
  "village",
  "phone",
  "rt-rw",
] as const;

const field = v.object({
  id: v.string(),
  kind: v.picklist(fieldKinds),
  /** May be left open. */
  open: v.exactOptional(v.literal(true)),
  /** "Tidak tahu" is offered. */
  unknown: v.exactOptional(v.literal(true)),
  list: v.exactOptional(v.string()),
  /** Of a number: what is usual. */
  usual: v.exactOptional(v.tuple([v.pipe(v.number(), v.safeInteger()), v.pipe(v.number(), v.safeInteger())])),
  /** Of a NIK: whose it is. Of yes or no: "yes" where only that is good. */
  likely: v.exactOptional(v.picklist(["female", "male", "yes"])),
  when,
  guesses: v.exactOptional(v.array(guess)),
});
export type Field = v.InferOutput<typeof field>;

const service = v.object({
  id: v.string(),
  /** Documents, in the order of the catalogue. */
  documents: v.array(v.string()),
  /** The field whose answer is the filing's phone. */
  phone: v.exactOptional(v.string()),
  fields: v.array(field),
});
export type ServiceTable = v.InferOutput<typeof service>;

/** Lists of texts are one text each, joined by a character none of them holds. */
const joined = (separator: string) =>
  v.pipe(
    v.string(),
    v.transform((text) => (text === "" ? [] : text.split(separator))),
  );

const tablesSchema = v.object({
  form: v.literal(tablesForm),
  /** "33.29" */
  regency: v.string(),
  /** [subdistrict, first, last]: villages with consecutive numbers. */
  villages: v.array(v.tuple([v.string(), v.number(), v.number()])),
  lists: v.record(v.string(), joined(" ")),
  statements: joined(" "),
  mimes: joined(" "),
  services: v.array(service),
  /** Names by what all of them begin with. */
  places: v.record(v.string(), joined("|")),
  /** Lower case, the commonest first. */
  otherWords: joined(" "),
  nameWords: joined(" "),
});
/** A document of tables as it is written: see `joined`. */
export type TablesDocument = v.InferInput<typeof tablesSchema>;

/** A list that is looked up both ways. */
export type Ranks = { readonly items: readonly string[]; readonly rankOf: ReadonlyMap<string, number> };

export type Tables = {
  readonly regency: string;
  readonly villages: Ranks;
  readonly lists: ReadonlyMap<string, Ranks>;
  readonly statements: Ranks;
  readonly mimes: Ranks;
  readonly services: readonly ServiceTable[];
  /** Documents of all services, and what a signature is called among them. */
  readonly documents: Ranks;
  readonly places: Ranks;
  readonly words: { readonly name: Ranks; readonly other: Ranks };
  readonly letters: LetterModel;
};

const signatureDocument = "signature";
const villagesPerSubdistrictMax = 999;

function ranksOf(items: readonly string[]): Ranks {
  return { items, rankOf: new Map(items.map((item, rank) => [item, rank])) };
}

/** Failure: `no-tables`: the dictionary is one of words alone, or its tables are of a form this code does not know. */
export function readTables(text: string): Result<Tables, "no-tables"> {
  if (!text.startsWith("{")) return err("no-tables");
  const parsed = v.safeParse(tablesSchema, parseJson(text));
  if (!parsed.success) return err("no-tables", v.getDotPath(parsed.issues[0]) ?? "form");
  const { regency, villages, lists, statements, mimes, services, places, nameWords, otherWords } = parsed.output;
  const placeNames = Object.entries(places).flatMap(([start, names]) => names.map((name) => start + name));
  const placeWords = new Set(placeNames.flatMap((name) => name.toLowerCase().split(" ")));
  return ok({
    regency,
    villages: ranksOf(villages.flatMap(villagesOf)),
    lists: new Map(Object.entries(lists).map(([id, codes]) => [id, ranksOf(codes)])),
    statements: ranksOf(statements),
    mimes: ranksOf(mimes),
    services,
    documents: ranksOf([...new Set([...services.flatMap((each) => each.documents), signatureDocument])]),
    places: ranksOf(placeNames),
    words: { name: ranksOf(nameWords), other: ranksOf(otherWords) },
    letters: countLetters([...nameWords, ...otherWords, ...placeWords].map((word) => utf8(word))),
  });
}

function villagesOf([subdistrict, first, last]: readonly [string, number, number]): readonly string[] {
  const length = Math.min(villagesPerSubdistrictMax, Math.max(0, last - first + 1));
  return Array.from({ length }, (_, at) => `${subdistrict}.${first + at}`);
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
