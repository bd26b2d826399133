/**
 * Sentences of the screens by key, with typed holes. Indonesian, Javanese and Sundanese have no
 * plural forms, so filling holes is all there is. Knows neither languages nor files: an app brings its dictionaries.
 */
import { definite } from "../../base/assert.ts";

export type Dictionary = Readonly<Record<string, string>>;

type Hole<S extends string> = S extends `${string}{${infer Name}}${infer Rest}` ? Name | Hole<Rest> : never;
type Values = Readonly<Record<string, string | number>>;
/** The arguments after the key: nothing, or one value for each `{hole}` of the sentence. */
export type Fillings<S extends string> = [Hole<S>] extends [never]
  ? []
  : [values: { readonly [Name in Hole<S>]: string | number }];

export interface Phrasebook<D extends Dictionary> {
  /** The sentence for `key` in the chosen language, else in the base language. */
  t<K extends keyof D & string>(key: K, ...fillings: Fillings<D[K]>): string;
}

export type PhrasebookOptions<D extends Dictionary> = {
  /** Sentences of another language; what is missing falls back to the base dictionary. */
  readonly translation?: { readonly [K in keyof D]?: string };
};

/** Joins a base dictionary with a translation. */
export function makePhrasebook<const D extends Dictionary>(base: D, options: PhrasebookOptions<D> = {}): Phrasebook<D> {
  const t = (key: keyof D & string, ...fillings: readonly Values[]): string =>
    fill(definite<string>(options.translation?.[key] ?? base[key], `a sentence for ${key}`), fillings[0]);
  return { t };
}

/** Puts `values` into the `{holes}` of `sentence`. A hole without a value is a programmer error and throws. */
export function fill(sentence: string, values: Values = {}): string {
  return sentence.replaceAll(/\{(\w+)\}/g, (_whole, name: string) =>
    String(definite(values[name], `a value for the hole ${name}`)),
  );
}
