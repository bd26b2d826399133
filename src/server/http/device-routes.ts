/** What a tablet asks the district: enrolment, exchange, configuration. Passes bytes on; what they mean is for inbox and enrolment. */
import { gzipSync } from "node:zlib";
import type { HttpBindings } from "@hono/node-server";
import { Hono } from "hono";
import type { ContentfulStatusCode } from "hono/utils/http-status";
import type { Bytes } from "../../base/bytes.ts";
import { concatBytes } from "../../base/bytes.ts";
import { bundleBytesMax, enrolTriesBurst, enrolTryRefillMs } from "../../base/limits.ts";
import { contentTypes, endpoints } from "../../protocol/endpoints.ts";
import { enrolmentRequestBytesMax } from "../../protocol/enrolment.ts";
import { findConfiguration } from "../configuration/publish.ts";
import type { District } from "../district.ts";
import { enrol } from "../enrolment/enrol.ts";
import { receiveBundle } from "../inbox/receive.ts";
import { capBody, readBody } from "./body.ts";
import { answerError } from "./errors.ts";
import { addressOf, limitRate } from "./rate-limit.ts";

export type DeviceRouteOptions = {
  /** Believe the last address of X-Forwarded-For: only behind a proxy of ours. */
  readonly trustProxy: boolean;
  /** Called after every exchange: it may have brought something, and opening need not wait for a timer. */
  readonly afterExchange: () => void;
};

/** Signature and framing of an enrolment request around its body. */
const ENROLMENT_FRAME_BYTES = 256;

export function deviceRoutes(district: District, options: DeviceRouteOptions): Hono<{ Bindings: HttpBindings }> {
  const routes = new Hono<{ Bindings: HttpBindings }>();
  const enrolLimit = { burst: enrolTriesBurst, refillMs: enrolTryRefillMs };

  routes.post(endpoints.enrol, limitRate(enrolLimit, district.clock, options.trustProxy), async (c) => {
    const body = await readBody(c.env.incoming, enrolmentRequestBytesMax + ENROLMENT_FRAME_BYTES);
    if (body === undefined) return answerError(c, "item-too-large");
    const answer = await enrol(district, body);
    return answer.ok ? c.body(answer.value, 200, { "Content-Type": contentTypes.cbor }) : answerError(c, answer.code);
  });

  routes.post(endpoints.exchange, async (c) => {
    const body = capBody(c.env.incoming, bundleBytesMax);
    if (body.isTooLarge()) return answerError(c, "bundle-too-large");
    const reply = await receiveBundle(district, body.chunks, {
      road: c.req.query("carried") === "1" ? "courier" : "network",
      address: addressOf(c, options.trustProxy),
    });
    options.afterExchange();
    if (body.isTooLarge()) return answerError(c, "bundle-too-large");
    const type = reply.status === 200 ? contentTypes.reply : "application/json";
    return c.body(concatBytes(...reply.body), reply.status as ContentfulStatusCode, { "Content-Type": type });
  });

  const zipped = new Map<number, Bytes>();
  routes.get(endpoints.configuration, async (c) => {
    const version = askedVersion(c.req.query("version"), district.configuration.version);
    const signed = version === undefined ? undefined : await findConfiguration(district, version);
    if (version === undefined || signed === undefined) return answerError(c, "not-found");
    const headers = { "Content-Type": contentTypes.cbor, Vary: "Accept-Encoding" };
    if (!/\bgzip\b/.test(c.req.header("accept-encoding") ?? "")) return c.body(signed, 200, headers);
    const bytes = zipped.get(version) ?? new Uint8Array(gzipSync(signed, { level: 9 }));
    if (version === district.configuration.version) zipped.set(version, bytes);
    return c.body(bytes, 200, { ...headers, "Content-Encoding": "gzip" });
  });

  for (const path of [endpoints.enrol, endpoints.exchange, endpoints.configuration]) {
    routes.all(path, (c) => answerError(c, "method-not-allowed"));
  }
  return routes;
}

/** The newest when none is named; undefined when what is named is no version. */
function askedVersion(asked: string | undefined, newest: number): number | undefined {
  if (asked === undefined) return newest;
  return /^[1-9]\d{0,9}$/.test(asked) ? Number(asked) : undefined;
}
