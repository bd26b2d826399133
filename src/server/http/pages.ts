/** The built pages and their files: kiosk at the root, district app and track page under their own addresses. Knows no data. */
import { existsSync, readdirSync } from "node:fs";
import { dirname, join } from "node:path";
import { serveStatic } from "@hono/node-server/serve-static";
import type { MiddlewareHandler } from "hono";
import { Hono } from "hono";
import { compress } from "hono/compress";
import { etag } from "hono/etag";

/** Names with a content hash never change; everything else is asked for again, so that a new version is noticed. */
const IMMUTABLE = "public, max-age=31536000, immutable";
const REVALIDATE = "no-cache";

const hashedName = /\/assets\/[^/]+-[\w-]{8}\.\w+$/;
const failedFrom = 400;

/** Set when the answer stands: what a file's own handler sets beside its body gets lost. */
const cacheByName: MiddlewareHandler = async (c, answer) => {
  await answer();
  if (c.res.status < failedFrom) c.header("Cache-Control", hashedName.test(c.req.path) ? IMMUTABLE : REVALIDATE);
};

/** Serves the build in `dir` (absolute): `kiosk/`, `district/`, `track/`, `assets/`, `sw.js`, manifest and icons. */
export function pageRoutes(dir: string): Hono {
  const pages = new Hono();
  pages.use(compress());
  pages.use(cacheByName);
  // A browser asks for the service worker at every start: what it has already costs no second download on a village's link.
  pages.use(etag());
  const page = (name: string) => serveStatic({ root: dir, rewriteRequestPath: () => `/${name}/index.html` });
  pages.get("/", page("kiosk"));
  pages.get("/district", (c) => c.redirect("/district/", 308));
  pages.get("/district/*", serveStatic({ root: dir }), page("district"));
  pages.get("/t/:code", page("track"));
  pages.get("/t", page("track"));
  pages.get("/assets/*", serveStatic({ root: dir }), olderAssets(dir));
  pages.get("/*", serveStatic({ root: dir }));
  return pages;
}

/** A page that was not reloaded since the last build may still ask for a chunk of it. */
function olderAssets(dir: string): ReturnType<typeof serveStatic> {
  return async (c, next) => {
    for (const older of siblingBuilds(dir)) {
      const found = await serveStatic({ root: older })(c, async () => {});
      if (found) return found;
    }
    return next();
  };
}

function siblingBuilds(dir: string): readonly string[] {
  const parent = dirname(dir);
  return readdirSync(parent)
    .map((name) => join(parent, name))
    .filter((sibling) => sibling !== dir && existsSync(join(sibling, "build.json")));
}
