/**
 * Staff accounts and sessions: better-auth over a SQLite file of their own, behind a door of five functions. The file is
 * beside the district's database, not in it: a restored backup must not bring back a dismissed account or an ended
 * session. Knows nothing of cases, and of HTTP only cookies.
 */
import type { BetterAuthOptions } from "better-auth";
import { betterAuth } from "better-auth";
import { getMigrations } from "better-auth/db/migration";
import { Kysely, SqliteDialect } from "kysely";
import { assert } from "../../base/assert.ts";
import { toHex } from "../../base/bytes.ts";
import { staffSessionMs, staffSessionRenewMs } from "../../base/limits.ts";
import type { Result } from "../../base/result.ts";
import { err, ok } from "../../base/result.ts";
import { blindIndex } from "../../crypto/column.ts";
import type { Role } from "../../domain/case/allowed-actions.ts";
import { roles } from "../../domain/case/allowed-actions.ts";
import type { StaffMe } from "../../protocol/staff/staff-api.ts";
import type { District } from "../district.ts";
import { asKyselyDatabase, openNodeSqlite } from "../storage/sqlite/node-sqlite.ts";

/** A new account. Passwords are at least {@link passwordLettersMin} letters long. */
export type NewAccount = StaffMe & { readonly password: string };

export type Accounts = {
  /** The cookies of a new session. Failure: `unauthenticated`, whichever of the two was wrong. */
  signIn(email: string, password: string, request: Request): Promise<Result<readonly string[], "unauthenticated">>;
  /** Ends the session of the request; the cookies that forget it. */
  signOut(request: Request): Promise<readonly string[]>;
  /** Who made the request, or undefined. Reads the session from the database: an ended one ends at once. */
  findStaff(request: Request): Promise<StaffMe | undefined>;
  count(): Promise<number>;
  /** Failure: `account-exists`. */
  add(account: NewAccount): Promise<Result<void, "account-exists">>;
  close(): Promise<void>;
};

export const passwordLettersMin = 12;
const passwordLettersMax = 128;
const secondMs = 1000;

/** Opens (and grows) the accounts at `path`; ":memory:" for tests. */
export async function openAccounts(path: string, district: Pick<District, "keys">): Promise<Accounts> {
  const db = new Kysely<unknown>({ dialect: new SqliteDialect({ database: asKyselyDatabase(openNodeSqlite(path)) }) });
  const options = authOptions(db, await sessionSecret(district));
  const { runMigrations } = await getMigrations(options);
  await runMigrations();
  const auth = betterAuth(options);
  const context = await auth.$context;
  return {
    signIn: async (email, password, request) => {
      const body = { email, password };
      const answer = await auth.api.signInEmail({ body, headers: request.headers, asResponse: true });
      return answer.ok ? ok(answer.headers.getSetCookie()) : err("unauthenticated");
    },
    signOut: async (request) => {
      const answer = await auth.api.signOut({ headers: request.headers, asResponse: true });
      return answer.headers.getSetCookie();
    },
    findStaff: async (request) => {
      const session = await auth.api.getSession({ headers: request.headers });
      if (session === null) return undefined;
      const { email, name, role } = session.user;
      return isRole(role) ? { email, name, role } : undefined;
    },
    count: () => context.internalAdapter.countTotalUsers(),
    add: async ({ email, name, role, password }) => {
      assert(password.length >= passwordLettersMin, "a password is long enough");
      if (await context.internalAdapter.findUserByEmail(email)) return err("account-exists");
      const source = { method: "admin" };
      const user = await context.internalAdapter.createUser({ email, name, role, emailVerified: true }, source);
      const hash = await context.password.hash(password);
      const credential = { userId: user.id, accountId: user.id, providerId: "credential", password: hash };
      await context.internalAdapter.linkAccount(credential);
      return ok(undefined);
    },
    close: () => db.destroy(),
  };
}

/** Nobody signs up from outside, nothing is sent anywhere, and a browser script never sees the session. */
function authOptions(db: Kysely<unknown>, secret: string) {
  return {
    appName: "Loket Desa",
    database: { db, type: "sqlite" },
    secret,
    telemetry: { enabled: false },
    // Our own door limits tries by the address of the connection; a header is no address.
    rateLimit: { enabled: false },
    emailAndPassword: {
      enabled: true,
      disableSignUp: true,
      minPasswordLength: passwordLettersMin,
      maxPasswordLength: passwordLettersMax,
    },
    user: { additionalFields: { role: { type: "string", required: true, input: false, defaultValue: "operator" } } },
    session: {
      expiresIn: staffSessionMs / secondMs,
      updateAge: staffSessionRenewMs / secondMs,
      cookieCache: { enabled: false },
    },
    advanced: {
      cookiePrefix: "loket",
      defaultCookieAttributes: { httpOnly: true, sameSite: "strict", path: "/api" },
      ipAddress: { disableIpTracking: true },
    },
    // The door checks where a request comes from before it comes here; the address people use is not known beforehand.
    logger: { disabled: true },
  } as const satisfies BetterAuthOptions;
}

/** Made of a key that lies in the keys folder and nowhere else: a copy of the accounts alone forges no session. */
async function sessionSecret(district: Pick<District, "keys">): Promise<string> {
  return toHex(await blindIndex(district.keys.indexKey, "staff-sessions/1"));
}

function isRole(role: unknown): role is Role {
  return roles.some((each) => each === role);
}
