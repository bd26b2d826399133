/** The HTTP of a peer's server: its pages and photos from the disk, everything else for its own handler. */
import { readFile } from "node:fs/promises";
import { createServer } from "node:http";
import type { IncomingMessage, ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { basename, extname, join } from "node:path";
import { buffer } from "node:stream/consumers";
import { promisify } from "node:util";
import { gunzip } from "node:zlib";
import { say } from "./shelf.ts";

export type Handler = (request: IncomingMessage, response: ServerResponse) => void | Promise<void>;

/** Of the command line: where to keep things, where the pages and photos lie. */
const [, , folder = "", pages = "", photos = ""] = process.argv;
export { folder };

const types: Readonly<Record<string, string>> = {
  ".html": "text/html",
  ".js": "text/javascript",
  ".webp": "image/webp",
};

/** Serves until the process ends, and says on which port. */
export function serve(handler: Handler): void {
  const server = createServer((request, response) => {
    void answer(handler, request, response).catch(() => response.writeHead(500).end());
  });
  // Node gives up a request after five minutes, and a connection five seconds after its last one: both too soon for a slow link.
  server.requestTimeout = 0;
  server.keepAliveTimeout = 60_000;
  server.listen(0, () => say({ port: (server.address() as AddressInfo).port }));
}

async function answer(handler: Handler, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const path = new URL(request.url ?? "/", "http://localhost").pathname;
  const isPhoto = path.startsWith("/photos/");
  const name = path === "/" ? "index.html" : basename(path);
  const isFile = isPhoto || path === `/${name}` || path === "/";
  if (request.method !== "GET" || !isFile || types[extname(name)] === undefined) return handler(request, response);
  const bytes = await readFile(join(isPhoto ? photos : pages, name));
  response.writeHead(200, { "Content-Type": types[extname(name)], "Cache-Control": "max-age=3600" }).end(bytes);
}

/** The body, gunzipped where the request says that it is gzip. Rejects where the connection breaks before its end. */
export async function readBody(request: IncomingMessage): Promise<Buffer> {
  const body = await buffer(request);
  return request.headers["content-encoding"] === "gzip" ? promisify(gunzip)(new Uint8Array(body)) : body;
}
