/** What the screen may ask about the village's letters: the door's other leaf, as types. Nothing here ever reaches the district. */
import type { Result } from "../base/result.ts";
import type { WrittenLetter } from "../domain/catalogue/letter.ts";
import type { CivilDate } from "../domain/date/civil-date.ts";

/** A letter as it was issued, word for word. */
export type IssuedLetter = {
  readonly letterId: string;
  /** What people call it. */
  readonly label: string;
  /** Whom it is for. */
  readonly name: string;
  readonly registerCode: string;
  readonly date: CivilDate;
  readonly signer: string;
  readonly written: WrittenLetter;
};

/** A line of the register. Of an erased letter the number alone is left; one under another vault cannot be read. */
export type RegisterLine = {
  readonly id: string;
  readonly at: number;
  readonly year: number;
  readonly count: number;
  readonly tablet: string;
} & (
  | { readonly state: "kept"; readonly number: string; readonly letter: IssuedLetter }
  | { readonly state: "erased" }
  | { readonly state: "unreadable" }
);

/** The register for the village's stick. */
export type LetterBookFile = {
  readonly file: Blob;
  /** "surat-desa-gununglarang-2026-11-24.loket-surat" */
  readonly name: string;
  /** Opens the file on another tablet: written down and locked away, never put on the stick. */
  readonly code: string;
  readonly letters: number;
};

export type LetterBookTaken = {
  readonly added: number;
  /** Were here already. */
  readonly known: number;
  /** Numbers that now stand twice: two tablets went on from one copy. */
  readonly doubled: readonly string[];
};

export interface LetterApi {
  /** Who signs the village's letters, or undefined while nobody has said. */
  letterSigner(): Promise<string | undefined>;
  /** Writes the letter of a complete draft, numbers and keeps it, then drops the draft. Failures: `locked`, `unknown-draft`, `letter-incomplete`, `storage-full`, `store-unavailable`. */
  issueLetter(draftId: string, signer: string): Promise<Result<RegisterLine, string>>;
  /** One line of the register. Failures: `locked`, `unknown-draft`: no letter was made of this draft. */
  issuedLetter(id: string): Promise<Result<RegisterLine, string>>;
  /** Newest first. */
  letterRegister(): Promise<Result<readonly RegisterLine[], string>>;
  /** Takes away what the letter says; its number stays used. */
  eraseLetter(id: string): Promise<Result<true, string>>;
  /** Failures: `locked`, `no-letters`. */
  saveLetterBook(): Promise<Result<LetterBookFile, string>>;
  /** Failures: `locked`, `not-a-letter-book`, `letter-book-other-village`, `letter-code-wrong`, `storage-full`. */
  takeLetterBook(file: Blob, code: string): Promise<Result<LetterBookTaken, string>>;
}
