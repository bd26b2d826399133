/** What the configuration says of voices: who hears which, and where the clips of each language are listed. */
import type { SpokenLanguage } from "./language.ts";

export type Voices = {
  /** Where no place says otherwise. */
  readonly usual: SpokenLanguage;
  /** By dotted code of a subdistrict or a village. */
  readonly places: Readonly<Record<string, SpokenLanguage>>;
};

/** Where a tablet finds the clips of a language: SHA-256 of the index in hex, which is its address too. */
export type ClipListing = { readonly language: SpokenLanguage; readonly index: string };

export type Speech = {
  readonly voices: Voices;
  readonly clips: readonly ClipListing[];
  /** How a sentence might be said, for whoever records it: by language and Indonesian sentence. */
  readonly suggestions?: Readonly<Record<string, Readonly<Record<string, string>>>>;
};
