/**
 * What a team would pick instead, each a server in a process of its own and a page built for the browser. Their settings
 * stand in the files under `peers`; here only how they are started and what they report.
 */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import * as v from "valibot";
import { buildScript } from "./build-script.ts";
import type { Contestant, Opened } from "./contestant.ts";
import { photoFolder } from "./photos.ts";

const here = (path: string): string => fileURLToPath(new URL(path, import.meta.url));

/** What a peer's server says on its standard output, a line each. */
const saidSchema = v.union([
  v.object({ port: v.number() }),
  /** An application is held, its photos included. */
  v.object({ held: v.string() }),
  /** Something was stored that is there already. */
  v.object({ doubled: v.string() }),
]);

export const peers: readonly Contestant[] = [
  peer("gzip-post"),
  peer("workbox", { workers: ["worker"] }),
  peer("pouchdb"),
  // As documented they send plain JSON; a team that counts bytes can put gzip into a hook of each.
  peer("pouchdb", { variant: "gzip" }),
  peer("tus"),
  peer("rxdb"),
  peer("rxdb", { variant: "gzip" }),
];

type PeerOptions = {
  /** Service workers beside the page. */
  readonly workers?: readonly string[];
  /** What the page finds in its address. */
  readonly variant?: string;
};

/** `peers/NAME/server.ts`, `peers/NAME/page.ts`, and its service worker where it has one. */
function peer(name: string, { workers = [], variant }: PeerOptions = {}): Contestant {
  const query = variant === undefined ? "" : `?${variant}`;
  return {
    name: variant === undefined ? name : `${name}-${variant}`,
    async open(work, folder) {
      if (!existsSync(here("node_modules"))) throw new Error("first: npm ci --prefix tests/bench/sync");
      const pages = join(folder, "pages");
      mkdirSync(pages);
      writeFileSync(
        join(pages, "index.html"),
        `<!doctype html><title>${name}</title><link rel="icon" href="data:,"><script src="/page.js"></script>`,
      );
      for (const script of ["page", ...workers]) {
        writeFileSync(join(pages, `${script}.js`), await buildScript(here(`peers/${name}/${script}.ts`)));
      }
      const server = spawn(process.execPath, [here(`peers/${name}/server.ts`), folder, pages, photoFolder], {
        stdio: ["ignore", "pipe", "inherit"],
      });
      const held = new Set<string>();
      let doubled = 0;
      const port = await new Promise<number>((resolve, reject) => {
        server.once("exit", (code) => reject(new Error(`${name}'s server ended with ${code}`)));
        createInterface(server.stdout).on("line", (line) => {
          const said = v.parse(saidSchema, JSON.parse(line));
          if ("port" in said) resolve(said.port);
          else if ("held" in said) held.add(said.held);
          else doubled += 1;
        });
      });
      const opened: Opened = {
        port,
        async enter(page, url) {
          await page.goto(url + query);
          await page.evaluate((count) => globalThis.bench?.prepare?.(count), work.photoCount);
        },
        async resume(page, url) {
          await page.goto(`${url}${query}#resume`);
        },
        held: () => held,
        doubled: () => Promise.resolve(doubled),
        async [Symbol.asyncDispose]() {
          const ended = once(server, "exit");
          server.kill("SIGKILL");
          await ended;
        },
      };
      return opened;
    },
  };
}
