/** What stands before every staff route, in this order: who is it, may they, and does our own page ask. */
import type { HttpBindings } from "@hono/node-server";
import type { Context, MiddlewareHandler } from "hono";
import type { Role } from "../../domain/case/allowed-actions.ts";
import type { StaffMe } from "../../protocol/staff/staff-api.ts";
import { answerError } from "../http/errors.ts";
import type { Accounts } from "./accounts.ts";

export type StaffEnv = { Bindings: HttpBindings; Variables: { staff: StaffMe } };
export type StaffContext = Context<StaffEnv>;

/** Answers 401 to strangers before anything of the request is looked at, unknown addresses included. */
export function requireStaff(accounts: Accounts): MiddlewareHandler<StaffEnv> {
  return async (c, next) => {
    const staff = await accounts.findStaff(c.req.raw);
    if (!staff) return answerError(c, "unauthenticated");
    c.set("staff", staff);
    return next();
  };
}

export function requireRole(allowed: readonly Role[]): MiddlewareHandler<StaffEnv> {
  return async (c, next) => (allowed.includes(c.get("staff").role) ? next() : answerError(c, "forbidden"));
}

/**
 * Lets only our own page change something: a form or script of another site cannot set the header `x-loket`, and its
 * browser says where it comes from. Programs without a browser send neither word and have no cookie to steal.
 */
export const requireOwnPage: MiddlewareHandler = async (c, next) => {
  if (c.req.header("x-loket") !== "1" || !isSameOrigin(c.req.raw.headers)) return answerError(c, "forbidden");
  return next();
};

/** What the browser itself says counts; plain http on a local network has no `Sec-Fetch-Site`, so then the origin's host. */
export function isSameOrigin(headers: Headers): boolean {
  const site = headers.get("sec-fetch-site");
  if (site !== null) return site === "same-origin";
  const origin = headers.get("origin");
  return origin === null || (URL.parse(origin)?.host ?? "") === headers.get("host");
}
