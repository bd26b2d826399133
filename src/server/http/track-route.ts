/** What a citizen's own phone may ask: how far the application of this slip has come. Stage and day, nothing personal. */
import type { HttpBindings } from "@hono/node-server";
import { Hono } from "hono";
import { trackAskRefillMs, trackAsksBurst } from "../../base/limits.ts";
import { parseSlipCode } from "../../domain/slip/slip-code.ts";
import type { TrackAnswer } from "../../protocol/endpoints.ts";
import { endpoints } from "../../protocol/endpoints.ts";
import type { District } from "../district.ts";
import { answerError } from "./errors.ts";
import { limitRate } from "./rate-limit.ts";

export function trackRoute(district: District, trustProxy: boolean): Hono<{ Bindings: HttpBindings }> {
  const routes = new Hono<{ Bindings: HttpBindings }>();
  const limit = { burst: trackAsksBurst, refillMs: trackAskRefillMs };
  routes.get(`${endpoints.track}/:code`, limitRate(limit, district.clock, trustProxy), async (c) => {
    const code = parseSlipCode(c.req.param("code"));
    if (!code.ok) return answerError(c, "code-malformed");
    const found = await district.storage.transaction((tx) => tx.cases.findBySlipCode(code.value));
    if (found === undefined) return answerError(c, "slip-unknown");
    return c.json({ code: found.slipCode, stage: found.stage, at: found.changedAt } satisfies TrackAnswer);
  });
  return routes;
}
