/**
 * How this tablet is set up for its room and its people: nobody's data, kept in a small store of its own (idb-keyval). What
 * cannot be read or makes no sense is as if it had never been set. To add one: a line in `checks`.
 */
import { signal } from "@preact/signals";
import { createStore, entries, set } from "idb-keyval";
import type { UseStore } from "idb-keyval";
import { pxPerMmMax, pxPerMmMin } from "../../base/screen-limits.ts";
import { spokenLanguages } from "../../domain/speech/language.ts";

/** The value to go by for whatever the store gave back. */
type Check<T> = (kept: unknown) => T;

const checks = {
  /** What lies in the printer: slips are made for it. */
  paper: oneOf("58mm", "80mm", "a5"),
  /** The language the tablet reads aloud in; undefined while nobody has chosen. */
  voice: (kept: unknown) => spokenLanguages.find((language) => language === kept),
  text: oneOf("normal", "large"),
  contrast: oneOf("normal", "high"),
  /** The hand that writes: going on lies on its side. */
  hand: oneOf("right", "left"),
  /** CSS px per millimetre as measured with a card; undefined while nobody has measured. */
  pxPerMm: within(pxPerMmMin, pxPerMmMax),
} satisfies Record<string, Check<unknown>>;

type Checks = typeof checks;
export type PreferenceName = keyof Checks;
export type Preferences = { readonly [K in PreferenceName]: ReturnType<Checks[K]> };

/** What the screens follow. Holds the defaults until `loadPreferences` has resolved. */
export const preferences = signal<Preferences>(checked({}));

let store: UseStore | undefined;
const opened = (): UseStore => (store ??= createStore("loket-preferences", "preferences"));

/** Reads what is kept; never fails, because a tablet must start without it too. */
export async function loadPreferences(): Promise<void> {
  preferences.value = checked(await entries(opened()).then(Object.fromEntries, () => ({})));
}

/** Holds at once, and for as long as the page lives where the disk takes nothing. */
export async function setPreference<K extends PreferenceName>(name: K, value: Preferences[K]): Promise<void> {
  preferences.value = { ...preferences.peek(), [name]: value };
  await set(name, value, opened()).catch(() => undefined);
}

function checked(kept: Readonly<Record<string, unknown>>): Preferences {
  return {
    paper: checks.paper(kept["paper"]),
    voice: checks.voice(kept["voice"]),
    text: checks.text(kept["text"]),
    contrast: checks.contrast(kept["contrast"]),
    hand: checks.hand(kept["hand"]),
    pxPerMm: checks.pxPerMm(kept["pxPerMm"]),
  };
}

/** The first word is the default. */
function oneOf<T extends string>(usual: T, ...others: readonly T[]): Check<T> {
  return (kept) => others.find((word) => word === kept) ?? usual;
}

function within(least: number, most: number): Check<number | undefined> {
  return (kept) => (typeof kept === "number" && kept >= least && kept <= most ? kept : undefined);
}
