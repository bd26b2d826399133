/** Builds a peer's page and serves it as a good host does: packed with brotli, kept by the browser, with a worker that precaches it. */
import { once } from "node:events";
import { mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { extname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { brotliCompressSync } from "node:zlib";
import { build } from "vite";

const types: Readonly<Record<string, string>> = {
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript",
  ".css": "text/css",
  ".json": "application/json",
};

export type ServedPeer = AsyncDisposable & { readonly port: number };

/** `name` is a folder of `peers`; `form` is what its page fetches as `form.json`. */
export async function servePeer(name: string, form: unknown): Promise<ServedPeer> {
  const outDir = mkdtempSync(join(tmpdir(), "loket-bench-"));
  await build({
    configFile: false,
    logLevel: "error",
    root: fileURLToPath(new URL(`peers/${name}`, import.meta.url)),
    publicDir: false,
    define: { "process.env.NODE_ENV": JSON.stringify("production") },
    build: { outDir, emptyOutDir: true, target: "es2022" },
  });
  writeFileSync(join(outDir, "form.json"), JSON.stringify(form));
  const names = readdirSync(outDir, { recursive: true, encoding: "utf8" }).filter((each) => extname(each) !== "");
  writeFileSync(join(outDir, "sw.js"), workerOf(names.map((each) => (each === "index.html" ? "./" : each))));
  const files = new Map(
    [...names, "sw.js"].map((each) => [`/${each}`, brotliCompressSync(readFileSync(join(outDir, each)))]),
  );
  const server = createServer((request, response) => {
    const path = new URL(request.url ?? "/", "http://localhost").pathname;
    const asked = path === "/" ? "/index.html" : path;
    const body = files.get(asked);
    if (body === undefined) {
      response.writeHead(404).end();
      return;
    }
    const headers = { "Content-Type": types[extname(asked)] ?? "application/octet-stream", "Content-Encoding": "br" };
    const kept = asked.startsWith("/assets/") ? "max-age=31536000, immutable" : "no-cache";
    response.writeHead(200, { ...headers, "Content-Length": body.byteLength, "Cache-Control": kept }).end(body);
  });
  server.listen(0);
  await once(server, "listening");
  return {
    port: (server.address() as AddressInfo).port,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      server.close();
      await once(server, "close");
      rmSync(outDir, { recursive: true, force: true });
    },
  };
}

/** Precache and cache first, as every guide to offline pages has it. */
function workerOf(names: readonly string[]): string {
  return `const kept = "v1";
addEventListener("install", (event) => event.waitUntil(
  caches.open(kept).then((cache) => cache.addAll(${JSON.stringify(names)})).then(() => skipWaiting())));
addEventListener("activate", (event) => event.waitUntil(clients.claim()));
addEventListener("fetch", (event) => event.respondWith(
  caches.match(event.request, { ignoreSearch: true }).then((found) => found ?? fetch(event.request))));
`;
}
