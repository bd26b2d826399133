/** The built pages and their files: kiosk at the root, district app and track page under their own addresses. Knows no data. */
import { existsSync, readdirSync } from "node:fs";
import { dirname, join } from "node:path";
import { serveStatic } from "@hono/node-server/serve-static";
import type { Context } from "hono";
import { Hono } from "hono";
import { compress } from "hono/compress";

/** Names with a content hash never change; everything else is asked for again, so that a new version is noticed. */
const IMMUTABLE = "public, max-age=31536000, immutable";
const REVALIDATE = "no-cache";

/** Serves the build in `dir` (absolute): `kiosk/`, `district/`, `track/`, `assets/`, `sw.js`, manifest and icons. */
export function pageRoutes(dir: string): Hono {
  const pages = new Hono();
  pages.use(compress());
  const page = (name: string) =>
    serveStatic({ root: dir, rewriteRequestPath: () => `/${name}/index.html`, onFound: cacheAs(REVALIDATE) });
  pages.get("/", page("kiosk"));
  pages.get("/district", (c) => c.redirect("/district/", 308));
  pages.get("/district/*", serveStatic({ root: dir, onFound: cacheByName }), page("district"));
  pages.get("/t/:code", page("track"));
  pages.get("/t", page("track"));
  pages.get("/assets/*", serveStatic({ root: dir, onFound: cacheByName }), olderAssets(dir));
  pages.get("/*", serveStatic({ root: dir, onFound: cacheByName }));
  return pages;
}

/** A page that was not reloaded since the last build may still ask for a chunk of it. */
function olderAssets(dir: string): ReturnType<typeof serveStatic> {
  return async (c, next) => {
    for (const older of siblingBuilds(dir)) {
      const found = await serveStatic({ root: older, onFound: cacheByName })(c, async () => {});
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

function cacheByName(path: string, c: Context): void {
  cacheAs(/\/assets\/[^/]+-[\w-]{8}\.\w+(\.br|\.gz)?$/.test(path) ? IMMUTABLE : REVALIDATE)(path, c);
}

function cacheAs(value: string): (path: string, c: Context) => void {
  return (_path, c) => c.header("Cache-Control", value);
}
