/** The first account of an office, made at the first start and shown once. */
import { makeCode } from "../../base/ids.ts";
import type { Random } from "../../base/random.ts";
import type { Accounts } from "./accounts.ts";

export type FirstAdmin = { readonly email: string; readonly password: string };

const email = "admin@loket.local";
/** 80 random bits in four groups that can be read over the telephone. */
const passwordBytes = 10;
const passwordCharacters = 16;
const groupLetters = 4;

/** Makes the first admin when there is no account at all; undefined when there is one. */
export async function ensureFirstAdmin(accounts: Accounts, random: Random): Promise<FirstAdmin | undefined> {
  if ((await accounts.count()) > 0) return undefined;
  const password = readablePassword(random);
  const made = await accounts.add({ email, password, name: "Admin", role: "admin" });
  // Another server on the same folder may have been faster.
  return made.ok ? { email, password } : undefined;
}

/** "K7QM-2XHD-9RTV-4WZC" */
function readablePassword(random: Random): string {
  const code = makeCode(random.bytes(passwordBytes), passwordCharacters).slice(0, passwordCharacters);
  return code.match(new RegExp(`.{${groupLetters}}`, "g"))?.join("-") ?? code;
}
