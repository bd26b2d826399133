/** The help texts of the command line, made from what each command says of itself. */
import type { Command, Flag } from "./command.ts";

/** All commands with their sentence. */
export function overviewHelp(commands: readonly Command[]): string {
  const width = Math.max(...commands.map(({ name }) => name.length));
  const lines = commands.map(({ name, summary }) => `  ${name.padEnd(width)}  ${summary}`);
  return [
    "Usage: npm run loket -- COMMAND [flags]",
    "",
    ...lines,
    "",
    "COMMAND --help tells more. Data lies in LOKET_DATA (default ./data), keys in LOKET_KEYS (default LOKET_DATA/keys).",
    "Exit codes: 0 done, 1 not done (try again), 2 wrong command line, 3 refused.",
  ].join("\n");
}

/** Usage, sentence and flags of one command. */
export function commandHelp(command: Command, commonFlags: Readonly<Record<string, Flag>>): string {
  const flags = Object.entries({ ...command.flags, ...commonFlags });
  const names = flags.map(([name, { value }]) => (value === undefined ? `--${name}` : `--${name} ${value}`));
  const width = Math.max(...names.map((name) => name.length));
  const lines = flags.map(([, { help }], at) => `  ${(names[at] ?? "").padEnd(width)}  ${help}`);
  const usage = `${command.name} ${command.usage}`.trim();
  const about = command.details === undefined ? [command.summary] : [command.summary, command.details];
  return [`Usage: npm run loket -- ${usage}`, "", ...about, "", ...lines].join("\n");
}
