/** Signing in and out. Only these two of all that the accounts library could answer are open to the world. */
import { Hono } from "hono";
import { bodyLimit } from "hono/body-limit";
import {
  accountTriesBurst,
  accountTryRefillMs,
  signInTriesBurst,
  signInTryRefillMs,
  staffBodyBytesMax,
} from "../../base/limits.ts";
import type { District } from "../district.ts";
import { answerError } from "../http/errors.ts";
import { limitRate, RateLimiter } from "../http/rate-limit.ts";
import type { Accounts } from "./accounts.ts";
import { readJson, signIn } from "./bodies.ts";
import type { StaffContext, StaffEnv } from "./guard.ts";
import { requireOwnPage } from "./guard.ts";

export const authPaths = { signIn: "/api/auth/sign-in/email", signOut: "/api/auth/sign-out" } as const;

/** `trustProxy`: believe what a proxy of ours says of address and scheme. */
export function authRoutes(district: Pick<District, "clock">, accounts: Accounts, trustProxy: boolean): Hono<StaffEnv> {
  const routes = new Hono<StaffEnv>();
  const byAddress = { burst: signInTriesBurst, refillMs: signInTryRefillMs };
  // A list of passwords tried from many addresses meets this one.
  const byAccount = new RateLimiter({ burst: accountTriesBurst, refillMs: accountTryRefillMs }, district.clock);
  const small = bodyLimit({ maxSize: staffBodyBytesMax, onError: (c) => answerError(c, "item-too-large") });

  routes.post(authPaths.signIn, requireOwnPage, limitRate(byAddress, district.clock, trustProxy), small, async (c) => {
    const body = await readJson(c, signIn);
    if (!body) return answerError(c, "malformed");
    if (byAccount.take(body.email.toLowerCase()) > 0) return answerError(c, "too-many-requests");
    const cookies = await accounts.signIn(body.email, body.password, c.req.raw);
    if (!cookies.ok) return answerError(c, cookies.code);
    setCookies(c, cookies.value, trustProxy);
    return c.json({});
  });

  routes.post(authPaths.signOut, requireOwnPage, async (c) => {
    setCookies(c, await accounts.signOut(c.req.raw), trustProxy);
    return c.json({});
  });

  return routes;
}

/** Behind https a cookie must never travel without it; on a plain local address it has to. */
function setCookies(c: StaffContext, cookies: readonly string[], trustProxy: boolean): void {
  const isHttps = c.req.url.startsWith("https:") || (trustProxy && c.req.header("x-forwarded-proto") === "https");
  for (const cookie of cookies) c.header("Set-Cookie", isHttps ? `${cookie}; Secure` : cookie, { append: true });
}
