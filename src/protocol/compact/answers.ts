/**
 * The answers of a filing in the order of its service, and the changed answers of a correction. A filing's fields are
 * expected or not by the answers before them, and often guessed by them; what is guessed right costs next to nothing.
 */
import type { Session } from "./session.ts";
import { codeRank } from "./session.ts";
import type { Expectation, Field, Guess, ServiceTable } from "./tables.ts";
import { asText, birthDateOf, ruleOf, sexOf } from "./kinds.ts";
import type { Fields, Value } from "./content-value.ts";
import { isFields } from "./content-value.ts";
import { codeList, codeRest, codeValue, makeFields } from "./values.ts";
import { Unreadable } from "./arithmetic.ts";

/** How a field is written. After these the guesses of the field, in their order. */
const states = { absent: 0, byRule: 1, unknown: 2, anything: 3, again: 4 } as const;
const firstGuess = 5;

/** Kinds whose answer may be the same as that of an earlier field of the kind, and how likely that is. */
const againWeights: Readonly<Partial<Record<Field["kind"], number>>> = {
  name: 6,
  nik: 4,
  "kk-number": 30,
  place: 20,
  address: 4,
  phone: 2,
};

/** Answers found so far, by field; for the reader only what it has read. */
type Found = Map<string, Value>;

function isUnknown(value: Value | undefined): boolean {
  return isFields(value) && Object.keys(value).length === 1 && value["unknown"] === true;
}

function isExpected(condition: Expectation | undefined, found: Found): boolean {
  switch (condition?.op) {
    case "equals":
      return found.get(condition.field) === condition.value;
    case "in":
      return condition.values.some((value) => value === found.get(condition.field));
    case "answered":
      return found.has(condition.field);
    case "unknown":
      return isUnknown(found.get(condition.field));
    case "all":
      return condition.of.every((part) => isExpected(part, found));
    case "any":
      return condition.of.some((part) => isExpected(part, found));
    case "not":
      return !isExpected(condition.of, found);
    default:
      return true;
  }
}

function guessed(session: Session, guess: Guess, found: Found): Value | undefined {
  if (guess.from === "value") return guess.value;
  if (guess.from === "own-village") return session.entry.village;
  const answer = found.get(guess.field);
  if (guess.from === "field") return answer;
  const nik = asText(answer);
  if (nik === undefined || !/^\d{16}$/.test(nik)) return undefined;
  return guess.from === "nik-sex" ? sexOf(nik) : birthDateOf(session, nik);
}

/** All answers of a filing. Without a service none is known. */
export function codeAnswers(session: Session, given: Fields | undefined): Fields {
  const found: Found = new Map();
  const fields = session.service?.fields ?? [];
  for (const field of fields) {
    const value = given !== undefined && Object.hasOwn(given, field.id) ? given[field.id] : undefined;
    const answer = codeField(session, fields, field, found, value);
    if (answer !== undefined) found.set(field.id, answer);
  }
  return makeFields([...found, ...Object.entries(codeOthers(session, fields, given))]);
}

/** Answers to questions the tables do not have. */
function codeOthers(session: Session, fields: readonly Field[], given: Fields | undefined): Fields {
  const known = new Set(fields.map(({ id }) => id));
  const rest = given === undefined ? undefined : Object.entries(given).filter(([key]) => !known.has(key));
  const isSome = session.coder.choose([250, 1], rest === undefined || rest.length === 0 ? 0 : 1) === 1;
  return isSome ? codeRest(session, rest) : {};
}

function codeField(
  session: Session,
  fields: readonly Field[],
  field: Field,
  found: Found,
  given: Value | undefined,
): Value | undefined {
  const earlier = againWeights[field.kind] === undefined ? [] : earlierOf(fields, field, found);
  const guesses = (field.guesses ?? []).map((guess) => guessed(session, guess, found));
  const rule = ruleOf(session.tables, field);
  const guessAt = given === undefined ? -1 : guesses.indexOf(given);
  const state = (): number => {
    if (given === undefined) return states.absent;
    if (guessAt >= 0) return firstGuess + guessAt;
    if (earlier.includes(given)) return states.again;
    if (isUnknown(given)) return states.unknown;
    return rule.fits(given) ? states.byRule : states.anything;
  };
  const weights = weightsOf(field, found, earlier.length, guesses);
  const picked = session.coder.choose(weights, state());
  switch (picked) {
    case states.absent:
      return undefined;
    case states.byRule:
      return rule.code(session, given);
    case states.unknown:
      return { unknown: true };
    case states.anything:
      return codeValue(session, given, 1);
    case states.again:
      return earlier[session.coder.below(earlier.length, given === undefined ? 0 : earlier.indexOf(given))];
    default:
      return guesses[picked - firstGuess];
  }
}

/** Different answers of the same kind, the latest first. */
function earlierOf(fields: readonly Field[], { id, kind }: Field, found: Found): readonly Value[] {
  const answers = fields
    .slice(
      0,
      fields.findIndex((field) => field.id === id),
    )
    .filter((field) => field.kind === kind)
    .map((field) => found.get(field.id));
  return [...new Set(answers)].filter((answer) => typeof answer === "string").toReversed();
}

function weightsOf(
  field: Field,
  found: Found,
  earlier: number,
  guesses: readonly (Value | undefined)[],
): readonly number[] {
  const isAsked = isExpected(field.when, found);
  let isFirst = true;
  const guessWeights = guesses.map((value, at) => {
    if (value === undefined) return 0;
    const isLikely = isAsked && isFirst && isExpected(field.guesses?.[at]?.when, found);
    if (isLikely) isFirst = false;
    return isLikely ? 600 : 1;
  });
  const again = earlier === 0 ? 0 : (againWeights[field.kind] ?? 0);
  if (!isAsked) return [1000, 2, 1, 1, Math.min(again, 1), ...guessWeights];
  const absent = field.open === true ? 100 : 2;
  const unknown = field.unknown === true ? 12 : 1;
  return [absent, 100, unknown, 1, again, ...guessWeights];
}

/** Changed answers by field, in any order; `null` removes. The service is the one that knows most of them. */
export function codeChanges(session: Session, given: Fields | undefined): Fields {
  const fields = chooseFields(session, session.tables.services, given);
  const ranks = { items: fields.map(({ id }) => id), rankOf: new Map(fields.map(({ id }, at) => [id, at])) };
  const known = given === undefined ? undefined : Object.keys(given).filter((id) => ranks.rankOf.has(id));
  const changes: [string, Value][] = [];
  const code = (id: string | undefined): string => {
    const found = codeRank(session, ranks, id);
    const field = fields[ranks.rankOf.get(found) ?? 0];
    if (field === undefined) throw new Unreadable("content-malformed", "field");
    changes.push([found, codeChange(session, field, id === undefined ? undefined : given?.[id])]);
    return found;
  };
  if (fields.length > 0) codeList(session, known, code);
  return makeFields([...changes, ...Object.entries(codeOthers(session, fields, given))]);
}

function chooseFields(
  session: Session,
  services: readonly ServiceTable[],
  given: Fields | undefined,
): readonly Field[] {
  if (services.length === 0) return [];
  const known = services.map(({ fields }) =>
    fields.filter(({ id }) => given !== undefined && Object.hasOwn(given, id)),
  );
  const most = Math.max(...known.map(({ length }) => length));
  const at = known.findIndex(({ length }) => length === most);
  return services[session.coder.below(services.length, at)]?.fields ?? [];
}

function codeChange(session: Session, field: Field, given: Value | undefined): Value {
  const rule = ruleOf(session.tables, field);
  const state = given === null ? 0 : isUnknown(given) ? 1 : given !== undefined && rule.fits(given) ? 2 : 3;
  switch (session.coder.choose([4, 2, 40, 1], state)) {
    case 0:
      return null;
    case 1:
      return { unknown: true };
    case 2:
      return rule.code(session, given);
    default:
      return codeValue(session, given, 1);
  }
}
