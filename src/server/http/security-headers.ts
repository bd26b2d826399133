/** What every answer carries, so that a page of ours runs only what we built and shows nothing to other sites. Knows no route. */
import type { MiddlewareHandler } from "hono";
import { endpoints } from "../../protocol/endpoints.ts";

/** Tried in a real browser with everything the pages use: workers, camera, WebAssembly of the QR reader, blob pictures. */
const CONTENT_SECURITY_POLICY = [
  "default-src 'none'",
  "script-src 'self' 'wasm-unsafe-eval'",
  "style-src 'self'",
  "img-src 'self' blob: data:",
  "media-src 'self' blob:",
  "connect-src 'self'",
  "worker-src 'self'",
  "manifest-src 'self'",
  "font-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
  "require-trusted-types-for 'script'",
  "trusted-types loket",
].join("; ");

const HEADERS: readonly (readonly [string, string])[] = [
  ["Content-Security-Policy", CONTENT_SECURITY_POLICY],
  ["X-Content-Type-Options", "nosniff"],
  ["Referrer-Policy", "no-referrer"],
  ["Permissions-Policy", "camera=(self), microphone=(self), geolocation=(), payment=(), usb=(self), serial=(self)"],
  ["Cross-Origin-Opener-Policy", "same-origin"],
  ["Cross-Origin-Resource-Policy", "same-origin"],
];

/** What tablets are answered is no page and opens as none: half a kilobyte less on the slowest link there is. */
const WIRE_HEADERS: readonly (readonly [string, string])[] = [
  ["Content-Security-Policy", "default-src 'none'"],
  ["X-Content-Type-Options", "nosniff"],
  ["Cross-Origin-Resource-Policy", "same-origin"],
];
const wirePaths: readonly string[] = [endpoints.exchange, endpoints.enrol, endpoints.configuration];

/** Sets the headers on every answer, errors included; a route may say something stricter. Nobody keeps answers under /api. */
export const securityHeaders: MiddlewareHandler = async (c, next) => {
  await next();
  const headers = wirePaths.includes(c.req.path) ? WIRE_HEADERS : HEADERS;
  for (const [name, value] of headers) if (!c.res.headers.has(name)) c.res.headers.set(name, value);
  if (c.req.path.startsWith("/api/")) c.res.headers.set("Cache-Control", "no-store");
};
