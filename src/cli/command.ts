/** What a command is, and what it is given. A command reads flags and prints; the work lies in the rooms below. */
import type { Clock, Timer } from "../base/clock.ts";
import type { Random } from "../base/random.ts";

/** Exit codes: for scripts, so they never change their meaning. */
export const exits = {
  done: 0,
  /** It was tried and did not succeed; saying it again later may help. */
  failed: 1,
  /** The command line itself is wrong. */
  usage: 2,
  /** Refused because of how things stand, such as a server that is running. */
  refused: 3,
} as const;

export type Exit = (typeof exits)[keyof typeof exits];

export type Flag = {
  readonly type: "string" | "boolean";
  readonly multiple?: boolean;
  /** What stands for the value in the help, such as CODE. */
  readonly value?: string;
  readonly help: string;
};

/** What was typed: flags by name, and the words that are no flags. */
export type Typed = {
  readonly text: (flag: string) => string | undefined;
  readonly texts: (flag: string) => readonly string[];
  readonly isSet: (flag: string) => boolean;
  readonly words: readonly string[];
};

/** Everything of the outside world a command may touch. */
export type World = {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly clock: Clock;
  readonly timer: Timer;
  readonly random: Random;
  /** One line for people, on standard error. */
  readonly say: (line: string) => void;
  /** The result, on standard output: `json` with --json, otherwise `text`. */
  readonly print: (result: { readonly json: unknown; readonly text: string }) => void;
  /** Aborts when the process is asked to end. */
  readonly stop: AbortSignal;
};

export type Command = {
  /** Words that call it: "device code". */
  readonly name: string;
  /** What follows the name: flags and files, as in a usage line. */
  readonly usage: string;
  /** One sentence: what it does. */
  readonly summary: string;
  /** What else its own help says. */
  readonly details?: string;
  readonly flags: Readonly<Record<string, Flag>>;
  readonly run: (typed: Typed, world: World) => Promise<Exit>;
};

/** Thrown when what was typed cannot be carried out; the message goes to the person as it is. */
export class UsageError extends Error {
  override readonly name = "UsageError";
}

/** Thrown when things stand so that the command must not run. */
export class RefusedError extends Error {
  override readonly name = "RefusedError";
}

/** The value of a flag that must be there. Throws {@link UsageError}. */
export function needText(typed: Typed, flag: string): string {
  const value = typed.text(flag);
  if (value === undefined || value === "") throw new UsageError(`--${flag} is missing`);
  return value;
}

/** The value of a flag that is a whole number of at least `min`, or undefined when not given. Throws {@link UsageError}. */
export function wholeNumber(typed: Typed, flag: string, min: number): number | undefined {
  const value = typed.text(flag);
  if (value === undefined) return undefined;
  const number = Number(value);
  if (!/^\d+$/.test(value) || !Number.isSafeInteger(number) || number < min) {
    throw new UsageError(`--${flag} must be a whole number of at least ${min}`);
  }
  return number;
}
