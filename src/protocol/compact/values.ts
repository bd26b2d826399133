/**
 * The escape of format 2: any value of a content, whatever it is, and objects of which some fields are known. What no
 * rule fits is written here, so that nothing is ever lost for being new or odd.
 */
import { copyBytes } from "../../base/bytes.ts";
import { Unreadable } from "./arithmetic.ts";
import type { Fields, Value } from "./content-value.ts";
import { elementsOf, isFields } from "./content-value.ts";
import type { Session } from "./session.ts";
import { codeBytes, codeUint } from "./session.ts";
import { codeText } from "./words.ts";

/** Deeper ones are written by format 1. */
export const depthMax = 16;

const kinds = ["text", "uint", "false", "true", "null", "list", "object", "bytes", "negative"] as const;
type ValueKind = (typeof kinds)[number];
const kindWeights = [60, 20, 10, 10, 10, 6, 6, 3, 1] as const;

function kindOf(value: Value | undefined): ValueKind {
  if (value === undefined || value === null) return "null";
  if (typeof value === "string") return "text";
  if (typeof value === "number") return value < 0 ? "negative" : "uint";
  if (typeof value === "boolean") return value ? "true" : "false";
  if (value instanceof Uint8Array) return "bytes";
  return isFields(value) ? "object" : "list";
}

/** Anything. `depth` counts what is around it. */
export function codeValue(session: Session, value: Value | undefined, depth = 0): Value {
  session.spend(1);
  if (depth > depthMax) throw new Unreadable("content-malformed", "depth");
  const kind = kinds[session.coder.choose(kindWeights, kinds.indexOf(kindOf(value)))];
  switch (kind) {
    case "text":
      return codeText(session, "text", typeof value === "string" ? value : undefined);
    case "uint":
      return codeUint(session, typeof value === "number" ? value : undefined);
    case "negative":
      return -1 - codeUint(session, typeof value === "number" ? -1 - value : undefined);
    case "false":
    case "true":
      return kind === "true";
    case "bytes": {
      const bytes = value instanceof Uint8Array ? value : undefined;
      return copyBytes(codeBytes(session, codeLength(session, bytes?.byteLength), bytes));
    }
    case "list":
      return codeList(session, elementsOf(value), (element) => codeValue(session, element, depth + 1));
    case "object":
      return codeRest(session, isFields(value) ? Object.entries(value) : undefined, depth + 1);
    default:
      return null;
  }
}

/** Weights of 0, 1, 2 … 6 elements, and of more. */
const lengthWeights = [8, 8, 8, 6, 4, 3, 2, 1] as const;
const lengthMore = lengthWeights.length - 1;

/** How many follow. */
function codeLength(session: Session, length: number | undefined): number {
  const few = session.coder.choose(lengthWeights, Math.min(length ?? 0, lengthMore));
  const found = few < lengthMore ? few : lengthMore + codeUint(session, length === undefined ? 0 : length - lengthMore);
  session.spend(found);
  return found;
}

export function codeList<T extends Value>(
  session: Session,
  list: readonly T[] | undefined,
  code: (element: T | undefined) => T,
): readonly T[] {
  const length = codeLength(session, list?.length);
  return Array.from({ length }, (_, at) => code(list?.[at]));
}

/** Fields that no rule knows: how many, then each with its name. */
export function codeRest(session: Session, rest: readonly (readonly [string, Value])[] | undefined, depth = 1): Fields {
  const length = codeLength(session, rest?.length);
  const fields: [string, Value][] = [];
  for (let at = 0; at < length; at += 1) {
    const key = codeText(session, "id", rest?.[at]?.[0]);
    fields.push([key, codeValue(session, rest?.[at]?.[1], depth)]);
  }
  return makeFields(fields);
}

/** An object of own fields, whatever they are called. Throws {@link Unreadable} when a name stands twice. */
export function makeFields(fields: readonly (readonly [string, Value])[]): Fields {
  const made = Object.fromEntries(fields);
  if (Object.keys(made).length !== fields.length) throw new Unreadable("content-malformed", "field twice");
  return made;
}

/** How one known field is written. */
export type Rule = {
  /** Whether this rule can write the value; it then comes back exactly. */
  readonly fits: (value: Value) => boolean;
  readonly code: (session: Session, value: Value | undefined) => Value;
};

/** A known field of an object: its name, its rule, and the weights of [absent, as the rule says, anything else]. */
export type Slot = { readonly key: string; readonly rule: Rule; readonly weights: readonly [number, number, number] };

/** Weights of fields that every content has, most have, few have. */
export const always = [1, 600, 1] as const;
export const often = [1, 12, 1] as const;
export const seldom = [40, 2, 1] as const;

/** Any whole number that is not negative. */
export const uintRule: Rule = {
  fits: (value) => typeof value === "number" && value >= 0,
  code: (session, value) => codeUint(session, typeof value === "number" ? value : undefined),
};

const absent = 0;
const byRule = 1;
const anything = 2;

/** An object whose fields are known: each in its turn, then what else there is. */
export function codeObject(session: Session, slots: readonly Slot[], given: Fields | undefined): Fields {
  const found: [string, Value][] = [];
  for (const { key, rule, weights } of slots) {
    const value = given !== undefined && Object.hasOwn(given, key) ? given[key] : undefined;
    const state = value === undefined ? absent : rule.fits(value) ? byRule : anything;
    const picked = session.coder.choose(weights, state);
    if (picked === byRule) found.push([key, rule.code(session, value)]);
    if (picked === anything) found.push([key, codeValue(session, value, 1)]);
  }
  const known = new Set(slots.map(({ key }) => key));
  const rest = given === undefined ? undefined : Object.entries(given).filter(([key]) => !known.has(key));
  if (session.coder.choose([250, 1], rest === undefined || rest.length === 0 ? 0 : 1) === 1)
    found.push(...Object.entries(codeRest(session, rest)));
  return makeFields(found);
}
