/**
 * The village's letters: a database of its own that nothing which sends ever opens. Numbers are given here, without gaps,
 * in the transaction that keeps the letter. What a letter says lies under the vault; this room sees bytes.
 */
import type { Bytes } from "../base/bytes.ts";
import type { UnixMs } from "../base/clock.ts";

export type LetterRow = {
  /** Id of the draft it was made from: made twice, it is kept once. Hex. */
  readonly id: string;
  readonly year: number;
  readonly count: number;
  /** Mark of the tablet that gave the number, "T7": two tablets of a village give none twice. */
  readonly tablet: string;
  readonly at: UnixMs;
  /** Undefined once the letter was thrown away: its number stays used. */
  readonly sealed: Bytes | undefined;
};

/** What belongs to the register and to no letter. */
export type LetterSettings = {
  /** Who signs, printed under every letter. */
  readonly signer?: string;
  /** The code of the book on the stick, under the vault. */
  readonly code?: Bytes;
};

/** Every call may throw `StoreFailure`; writes are on the disk when they resolve. */
export interface LetterStore {
  all(): Promise<readonly LetterRow[]>;
  get(id: string): Promise<LetterRow | undefined>;
  /** Keeps the letter under the next number of its year and tablet. One that is kept already is answered as it is. */
  add(letter: Omit<LetterRow, "count">): Promise<LetterRow>;
  /** Puts these rows as they are: from the stick, or without what they said. */
  put(rows: readonly LetterRow[]): Promise<void>;
  settings(): Promise<LetterSettings>;
  keepSettings(settings: LetterSettings): Promise<void>;
}

/** The number after the highest of this year and tablet. */
export function nextCount(rows: readonly LetterRow[], { year, tablet }: Pick<LetterRow, "year" | "tablet">): number {
  const given = rows.filter((row) => row.year === year && row.tablet === tablet).map(({ count }) => count);
  return Math.max(0, ...given) + 1;
}

/** Letters that live as long as the object. */
export class MemoryLetters implements LetterStore {
  readonly #rows = new Map<string, LetterRow>();
  #settings: LetterSettings = {};

  all(): Promise<readonly LetterRow[]> {
    return Promise.resolve([...this.#rows.values()]);
  }

  get(id: string): Promise<LetterRow | undefined> {
    return Promise.resolve(this.#rows.get(id));
  }

  add(letter: Omit<LetterRow, "count">): Promise<LetterRow> {
    const row = this.#rows.get(letter.id) ?? { ...letter, count: nextCount([...this.#rows.values()], letter) };
    this.#rows.set(row.id, row);
    return Promise.resolve(row);
  }

  put(rows: readonly LetterRow[]): Promise<void> {
    for (const row of rows) this.#rows.set(row.id, row);
    return Promise.resolve();
  }

  settings(): Promise<LetterSettings> {
    return Promise.resolve(this.#settings);
  }

  keepSettings(settings: LetterSettings): Promise<void> {
    this.#settings = settings;
    return Promise.resolve();
  }
}
