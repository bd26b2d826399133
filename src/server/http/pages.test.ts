import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, it } from "vitest";
import { definite } from "../../base/assert.ts";
import { pageRoutes } from "./pages.ts";

const dir = mkdtempSync(join(tmpdir(), "loket-pages-"));
mkdirSync(join(dir, "kiosk"));
writeFileSync(join(dir, "kiosk", "index.html"), "<p>first</p>");
mkdirSync(join(dir, "assets"));
writeFileSync(join(dir, "assets", "app-Ab3_9-xZ.js"), "// never changes");
writeFileSync(join(dir, "sw.js"), `// ${"service worker ".repeat(500)}`);
const pages = pageRoutes(dir);
afterAll(() => rmSync(dir, { recursive: true }));

it.each(["/sw.js", "/"])("%s is sent once and asked about after that, as long as it is the same", async (path) => {
  const headers = { "Accept-Encoding": "gzip" };
  const first = await pages.request(path, { headers });
  expect(first.status).toBe(200);
  expect(first.headers.get("Cache-Control")).toBe("no-cache");
  const known = { ...headers, "If-None-Match": definite(first.headers.get("ETag"), "a validator") };
  const again = await pages.request(path, { headers: known });
  expect(again.status).toBe(304);
  expect(again.headers.get("Cache-Control")).toBe("no-cache");
  expect((await again.arrayBuffer()).byteLength).toBe(0);
  writeFileSync(join(dir, path === "/" ? "kiosk/index.html" : "sw.js"), `// the next version ${"of it ".repeat(500)}`);
  expect((await pages.request(path, { headers: known })).status).toBe(200);
});

it("a file named after its content is never asked for again; one that is not there is not remembered", async () => {
  const known = await pages.request("/assets/app-Ab3_9-xZ.js");
  expect(known.headers.get("Cache-Control")).toBe("public, max-age=31536000, immutable");
  const missing = await pages.request("/assets/app-00000000.js");
  expect(missing.status).toBe(404);
  expect(missing.headers.get("Cache-Control")).toBe(null);
});
