/** The command line: finds the command, reads its flags, gives it the world, turns what it throws into an exit code. */
import { randomBytes } from "node:crypto";
import { parseArgs } from "node:util";
import { copyBytes } from "../base/bytes.ts";
import type { Timer } from "../base/clock.ts";
import type { Command, Exit, Flag, Typed, World } from "./command.ts";
import { exits, RefusedError, UsageError } from "./command.ts";
import { commands } from "./commands.ts";
import { commandHelp, overviewHelp } from "./help.ts";

const COMMON_FLAGS: Readonly<Record<string, Flag>> = {
  json: { type: "boolean", help: "print one JSON object on standard output and nothing else" },
  help: { type: "boolean", help: "print this help" },
};

/** What a command line touches of its process. */
export type Outside = {
  readonly env: World["env"];
  /** Standard output and standard error, a line each time. */
  readonly out: (line: string) => void;
  readonly err: (line: string) => void;
  /** Aborts when the process is asked to end. */
  readonly stop: AbortSignal;
};

/** Runs what was typed after the program's name; gives the exit code. Never rejects for what a command threw. */
export async function run(args: readonly string[], outside: Outside): Promise<Exit> {
  const command = commands.find(({ name }) => name.split(" ").every((word, at) => args[at] === word));
  if (command === undefined) return explain(args, outside);
  const rest = args.slice(command.name.split(" ").length);
  try {
    const typed = readArguments(command, rest);
    if (typed.isSet("help")) {
      outside.out(commandHelp(command, COMMON_FLAGS));
      return exits.done;
    }
    return await command.run(typed, makeWorld(outside, typed.isSet("json")));
  } catch (error) {
    return report(command, error, outside);
  }
}

/** Nothing to run: the overview, and whether asking for it was the mistake. */
function explain(args: readonly string[], outside: Outside): Exit {
  const isAsked = args.length === 0 || args.includes("--help") || args[0] === "help";
  if (isAsked) outside.out(overviewHelp(commands));
  else outside.err(`unknown command\n\n${overviewHelp(commands)}`);
  return isAsked ? exits.done : exits.usage;
}

function readArguments(command: Command, args: readonly string[]): Typed {
  const flags = { ...command.flags, ...COMMON_FLAGS };
  const options = Object.fromEntries(
    Object.entries(flags).map(([name, { type, multiple = false }]) => [name, { type, multiple }]),
  );
  const { values, positionals } = parseArguments(args, options);
  const all = (flag: string) => [values[flag] ?? []].flat();
  return {
    text: (flag) => all(flag).find((value) => typeof value === "string"),
    texts: (flag) => all(flag).filter((value) => typeof value === "string"),
    isSet: (flag) => values[flag] === true,
    words: positionals,
  };
}

function parseArguments(
  args: readonly string[],
  options: Record<string, { type: "string" | "boolean"; multiple: boolean }>,
) {
  try {
    return parseArgs({ args: [...args], options, allowPositionals: true, strict: true });
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : "unreadable arguments");
  }
}

/** What a command threw: a sentence for the two expected kinds, the whole error for anything else. */
function report(command: Command, error: unknown, outside: Outside): Exit {
  if (error instanceof UsageError) {
    outside.err(`${error.message}\n\n${commandHelp(command, COMMON_FLAGS)}`);
    return exits.usage;
  }
  if (error instanceof RefusedError) {
    outside.err(error.message);
    return exits.refused;
  }
  outside.err(error instanceof Error ? (error.stack ?? error.message) : String(error));
  return exits.failed;
}

const TIMER: Timer = {
  sleep: (ms, signal) =>
    new Promise((wake) => {
      const end = (): void => {
        clearTimeout(timer);
        wake();
      };
      const timer = setTimeout(end, ms);
      signal?.addEventListener("abort", end, { once: true });
    }),
};

function makeWorld({ env, out, err, stop }: Outside, asJson: boolean): World {
  return {
    env,
    clock: { now: () => Date.now(), monotonicMs: () => performance.now() },
    timer: TIMER,
    random: { bytes: (length) => copyBytes(randomBytes(length)), fraction: () => Math.random() },
    say: err,
    print: ({ json, text }) => out(asJson ? JSON.stringify(json) : text),
    stop,
  };
}
