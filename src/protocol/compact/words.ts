/**
 * Texts of format 2: split at spaces, each word named by its place in a list, by its place among the words before it, or
 * spelled. How it is written (Titled, CAPITALS, lower) is said once for a whole text.
 */
import { fromUtf8, utf8 } from "../../base/bytes.ts";
import { Unreadable } from "./arithmetic.ts";
import { codeLetters } from "./letters.ts";
import type { Session } from "./session.ts";
import type { Ranks } from "./tables.ts";

/** What a text is: it decides which words are likely, and how many. */
export type Topic = "name" | "text" | "id";

/** After a word that no list has, the next is so much likelier to be another one. */
const strangeAgain = 8;

type Habits = {
  /** Weights of: a word of names, another listed word, a word already said, a spelled word. */
  readonly sources: readonly [number, number, number, number];
  /** Weights of [no further word, a further word] after the first, the second, and later ones. */
  readonly more: readonly (readonly [number, number])[];
};

const habits: Readonly<Record<Topic, Habits>> = {
  name: {
    sources: [150, 2, 25, 30],
    more: [
      [10, 90],
      [60, 40],
      [80, 20],
    ],
  },
  text: { sources: [8, 120, 12, 30], more: [[30, 70]] },
  id: { sources: [1, 20, 8, 40], more: [[250, 1]] },
};

const sourceNames = 0;
const sourceOther = 1;
const sourceSaid = 2;
const sourceSpelled = 3;

const lower = (word: string): string => word.replaceAll(/[A-Z]/g, (letter) => letter.toLowerCase());
const upper = (word: string): string => word.replaceAll(/[a-z]/g, (letter) => letter.toUpperCase());
/** From the lower-case word to how it stands in the text. Only A–Z change, so that nothing depends on a language. */
const cases: readonly ((word: string) => string)[] = [
  (word) => upper(word.slice(0, 1)) + word.slice(1),
  upper,
  (word) => word,
];
const caseAsIs = 3;
const caseWeights = [4, 4, 2, 1] as const;
const caseWeightAgain = 60;

/** Any text without lone surrogates, back exactly. */
export function codeText(session: Session, topic: Topic, text: string | undefined): string {
  const written = text?.split(" ");
  const wayOfWriting = codeCase(session, written);
  const { more } = habits[topic];
  const words: string[] = [];
  for (let at = 0; ; at += 1) {
    const given = written?.[at];
    const word = codeWord(session, topic, given === undefined || wayOfWriting === caseAsIs ? given : lower(given));
    words.push(cases[wayOfWriting]?.(word) ?? word);
    const weights = more[Math.min(at, more.length - 1)] ?? [1, 1];
    if (session.coder.choose(weights, written !== undefined && at + 1 < written.length ? 1 : 0) === 0)
      return words.join(" ");
  }
}

function codeCase(session: Session, words: readonly string[] | undefined): number {
  const fits = (way: number): boolean => {
    const write = cases[way];
    return write === undefined || words === undefined || words.every((word) => write(lower(word)) === word);
  };
  const ways = [session.lastCase ?? 0, 0, 1, 2, caseAsIs];
  const weights = caseWeights.map((weight, way) => (way === session.lastCase ? caseWeightAgain : weight));
  const found = session.coder.choose(weights, ways.find(fits) ?? caseAsIs);
  session.lastCase = found;
  return found;
}

/** Listed and spelled words hold no digits: 0 stands for any of them, and the digits follow. */
const shapeOf = (word: string): string => word.replaceAll(/[1-9]/g, "0");

function codeWordDigits({ coder }: Session, shape: string, given: string | undefined): string {
  return shape.replaceAll("0", (_, at: number) => String(coder.below(10, Number(given?.[at] ?? 0))));
}

function codeWord(session: Session, topic: Topic, given: string | undefined): string {
  const { coder, tables, words: said } = session;
  const { name, other } = tables.words;
  const [names, others, again, spelled] = habits[topic].sources;
  const weights = [
    name.items.length === 0 ? 0 : names,
    other.items.length === 0 ? 0 : others,
    said.length === 0 ? 0 : again,
    session.wasSpelled ? spelled * strangeAgain : spelled,
  ];
  const source = coder.choose(weights, given === undefined ? 0 : sourceOf(session, topic, given));
  if (source === sourceSaid) {
    const at =
      said.length - 1 - coder.below(said.length, given === undefined ? 0 : said.length - 1 - said.indexOf(given));
    const word = said[at] ?? "";
    session.spend(1 + word.length);
    return word;
  }
  session.wasSpelled = source === sourceSpelled;
  const givenShape = given === undefined ? undefined : shapeOf(given);
  const shape =
    source === sourceSpelled
      ? spell(session, givenShape)
      : codeListed(session, source === sourceNames ? name : other, givenShape);
  const word = codeWordDigits(session, shape, given);
  session.spend(1 + word.length);
  if (!said.includes(word)) said.push(word);
  return word;
}

function sourceOf({ tables, words }: Session, topic: Topic, word: string): number {
  if (words.includes(word)) return sourceSaid;
  const inNames = tables.words.name.rankOf.has(shapeOf(word));
  const inOther = tables.words.other.rankOf.has(shapeOf(word));
  if (topic === "name" ? inNames : inNames && !inOther) return sourceNames;
  return inOther ? sourceOther : sourceSpelled;
}

function spell({ coder, tables, spend }: Session, given: string | undefined): string {
  const word = fromUtf8(codeLetters(coder, tables.letters, given === undefined ? undefined : utf8(given), spend));
  if (word === undefined) throw new Unreadable("content-malformed", "UTF-8");
  return word;
}

/** Common words stand first in their list: first which of five classes, then the place within it. */
const classEnds = [16, 64, 256, 1024, Infinity] as const;
const classWeights = [5, 5, 5, 4, 2] as const;

function codeListed({ coder }: Session, { items, rankOf }: Ranks, given: string | undefined): string {
  const rank = given === undefined ? 0 : (rankOf.get(given) ?? 0);
  const starts = classEnds.map((_, at) => classEnds[at - 1] ?? 0);
  const weights = classWeights.map((weight, at) => ((starts[at] ?? 0) < items.length ? weight : 0));
  const found = coder.choose(
    weights,
    classEnds.findIndex((end) => rank < end),
  );
  const start = starts[found] ?? 0;
  const length = Math.min(classEnds[found] ?? Infinity, items.length) - start;
  return items[start + coder.below(length, Math.max(0, rank - start))] ?? "";
}
