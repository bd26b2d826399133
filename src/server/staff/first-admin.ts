/**
 * The first account of an office, made at the first start. Its password is written down before the account exists, so
 * that a start that fails in between, or two servers starting at once, never leave an account nobody can open.
 */
import { readFileSync, writeFileSync } from "node:fs";
import { makeCode } from "../../base/ids.ts";
import type { Random } from "../../base/random.ts";
import type { Accounts } from "./accounts.ts";

export type FirstAdmin = { readonly email: string; readonly password: string };

const email = "admin@loket.local";
/** 80 random bits in four groups that can be read over the telephone. */
const passwordBytes = 10;
const passwordCharacters = 16;
const groupLetters = 4;

/**
 * Makes the first admin when there is no account at all; undefined when there is one. `path` is the file, mode 0600,
 * that keeps e-mail and password, one a line, until somebody removes it.
 */
export async function ensureFirstAdmin(
  accounts: Accounts,
  path: string,
  random: Random,
): Promise<FirstAdmin | undefined> {
  if ((await accounts.count()) > 0) return undefined;
  const password = writtenPassword(path, readablePassword(random));
  const made = await accounts.add({ email, password, name: "Admin", role: "admin" });
  return made.ok ? { email, password } : undefined;
}

/** The password of the file, which is `fresh` unless somebody wrote one before. */
function writtenPassword(path: string, fresh: string): string {
  try {
    writeFileSync(path, `${email}\n${fresh}\n`, { mode: 0o600, flag: "wx" });
    return fresh;
  } catch (error) {
    if (!(error instanceof Error && "code" in error && error.code === "EEXIST")) throw error;
    return readFileSync(path, "utf8").split("\n")[1] ?? fresh;
  }
}

/** "K7QM-2XHD-9RTV-4WZC" */
function readablePassword(random: Random): string {
  const code = makeCode(random.bytes(passwordBytes), passwordCharacters).slice(0, passwordCharacters);
  return code.match(new RegExp(`.{${groupLetters}}`, "g"))?.join("-") ?? code;
}
