/**
 * How words that no list knows are spelled: letter after letter, each likelier the more often a dictionary's words
 * have it after the same letters (PPM, method D, with exclusion, orders 2 to 0). The counts are the dictionary's and never
 * change while an entry is coded.
 */
import type { Coder } from "./arithmetic.ts";
import { Unreadable } from "./arithmetic.ts";

const orderMax = 2;
/** Ends a word; letters are bytes 0–255. */
const END = 256;
const symbolCount = 257;
/** Stands for the letters before a word's first: no word holds a space. */
const BEFORE = 32;
/** A context with more is halved, so that its weights stay below what the coder takes. */
const countsMax = 2 ** 13;

type Followers = { readonly symbols: number[]; readonly counts: number[] };

/** What follows what in the words of a dictionary. */
export type LetterModel = ReadonlyMap<number, Followers>;

/** Counts every word once, its end included. */
export function countLetters(words: readonly Uint8Array[]): LetterModel {
  const model = new Map<number, Followers>();
  for (const word of words) {
    let history = startHistory;
    for (const letter of [...word, END]) {
      for (let order = 0; order <= orderMax; order += 1) count(model, contextKey(history, order), letter);
      history = moveOn(history, letter);
    }
  }
  return model;
}

function count(model: Map<number, Followers>, key: number, letter: number): void {
  let followers = model.get(key);
  if (followers === undefined) model.set(key, (followers = { symbols: [], counts: [] }));
  const at = followers.symbols.indexOf(letter);
  if (at >= 0) followers.counts[at] = (followers.counts[at] ?? 0) + 1;
  else {
    followers.symbols.push(letter);
    followers.counts.push(1);
  }
  const sum = followers.counts.reduce((total, each) => total + each, 0);
  if (sum > countsMax) followers.counts.forEach((each, index) => (followers.counts[index] = Math.ceil(each / 2)));
}

/** The last two letters as one number. */
const startHistory = (BEFORE << 8) | BEFORE;
const moveOn = (history: number, letter: number): number => ((history << 8) | (letter & 255)) & 0xffff;

/** The last `order` letters, told apart from the same letters at another order. */
function contextKey(history: number, order: number): number {
  return order * 2 ** 16 + (history & (2 ** (8 * order) - 1));
}

/** One word without spaces, letter by letter. `spend` is called for each, so that a hostile stream ends somewhere. */
export function codeLetters(
  coder: Coder,
  model: LetterModel,
  word: Uint8Array | undefined,
  spend: (units: number) => void,
): Uint8Array {
  const letters: number[] = [];
  let history = startHistory;
  for (let at = 0; ; at += 1) {
    spend(1);
    const letter = codeLetter(coder, model, history, word?.[at] ?? END);
    if (letter === END) return Uint8Array.from(letters);
    letters.push(letter);
    history = moveOn(history, letter);
  }
}

function codeLetter(coder: Coder, model: LetterModel, history: number, given: number): number {
  const excluded = new Set<number>();
  for (let order = orderMax; order >= 0; order -= 1) {
    const followers = model.get(contextKey(history, order));
    if (followers === undefined) continue;
    const symbols: number[] = [];
    const weights: number[] = [];
    followers.symbols.forEach((symbol, index) => {
      if (excluded.has(symbol)) return;
      symbols.push(symbol);
      weights.push(2 * (followers.counts[index] ?? 0) - 1);
    });
    if (symbols.length === 0) continue;
    const at = symbols.indexOf(given);
    const picked = coder.choose([...weights, symbols.length], at < 0 ? symbols.length : at);
    const found = symbols[picked];
    if (found !== undefined) return found;
    for (const symbol of symbols) excluded.add(symbol);
  }
  const rest = Array.from({ length: symbolCount }, (_, symbol) => symbol).filter((symbol) => !excluded.has(symbol));
  const found = rest[coder.below(rest.length, Math.max(0, rest.indexOf(given)))];
  if (found === undefined) throw new Unreadable("content-malformed", "letter");
  return found;
}
