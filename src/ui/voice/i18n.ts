/**
 * Sentences of the screens by key, with typed holes, and the recorded clip that says them. Indonesian, Javanese and Sundanese have no
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

/** One thing to say: the words, and the recording when there is one. A sentence with holes filled in has no recording. */
export type SpokenLine = { readonly text: string; readonly clip?: string };

export interface Phrasebook<D extends Dictionary> {
  /** The sentence for `key` in the chosen language, else in the base language. */
  t<K extends keyof D & string>(key: K, ...fillings: Fillings<D[K]>): string;
  /** The same, to be spoken. Carries a clip only when one was recorded for the sentence and it has no holes. */
  line<K extends keyof D & string>(key: K, ...fillings: Fillings<D[K]>): SpokenLine;
}

export type PhrasebookOptions<D extends Dictionary> = {
  /** Sentences of another language; what is missing falls back to the base dictionary. */
  readonly translation?: { readonly [K in keyof D]?: string };
  /** Clip id per key, in the language that will be heard. */
  readonly clips?: { readonly [K in keyof D]?: string };
};

/** Joins a base dictionary with a translation and the list of recorded clips. */
export function makePhrasebook<const D extends Dictionary>(base: D, options: PhrasebookOptions<D> = {}): Phrasebook<D> {
  const t = (key: keyof D & string, ...fillings: readonly Values[]): string =>
    fill(definite<string>(options.translation?.[key] ?? base[key], `a sentence for ${key}`), fillings[0]);
  return {
    t,
    line: (key, ...fillings: readonly Values[]) => {
      const clip = fillings.length === 0 ? options.clips?.[key] : undefined;
      return clip === undefined ? { text: t(key, ...fillings) } : { text: t(key), clip };
    },
  };
}

/** Puts `values` into the `{holes}` of `sentence`. A hole without a value is a programmer error and throws. */
export function fill(sentence: string, values: Values = {}): string {
  return sentence.replaceAll(/\{(\w+)\}/g, (_whole, name: string) =>
    String(definite(values[name], `a value for the hole ${name}`)),
  );
}
