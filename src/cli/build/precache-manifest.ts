/**
 * Writes into the service worker which files a tablet keeps for the day without signal: everything the kiosk page
 * reaches and nothing that only the district or the track page needs.
 */
import { createHash } from "node:crypto";
import { readFileSync, readdirSync } from "node:fs";
import { basename, extname, join } from "node:path";
import type { Plugin } from "vite";

/** Where the list goes in `sw/sw.ts`. */
export const placeholder = "self.__WB_MANIFEST";
/** The kiosk page is kept under the address people open, never under its file name. */
const kioskPage = "kiosk/index.html";
const kioskAddress = "/";
/** Files that can name other files. */
const textFiles: ReadonlySet<string> = new Set([".html", ".js", ".css", ".webmanifest", ".svg"]);

export type PrecacheEntry = { readonly url: string; readonly revision: string | null };

/**
 * The files of the build folder `dir` the kiosk reaches, with what Workbox wants to know of each. A file is reached when
 * a reached file names it: that follows static and dynamic imports, workers and their chunks, fonts and icons alike.
 */
export function listPrecache(dir: string): readonly PrecacheEntry[] {
  const files = readdirSync(dir, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(dir.length + 1));
  const reached = findReached(files, (file) => readFileSync(join(dir, file), "utf8"));
  return reached.map((file) => describe(file, readFileSync(join(dir, file))));
}

/** The files reachable from the kiosk page, in a fixed order. `read` is asked for text files only. */
export function findReached(files: readonly string[], read: (file: string) => string): readonly string[] {
  const reached = new Set([kioskPage]);
  for (const file of reached) {
    if (!textFiles.has(extname(file))) continue;
    const text = read(file);
    for (const other of files) if (!isPage(other) && text.includes(nameInText(other))) reached.add(other);
  }
  return [...reached].toSorted();
}

const isHashed = (file: string): boolean => file.startsWith("assets/");
const isPage = (file: string): boolean => file.endsWith(".html");
/** A hashed name is like no other word; a name of `public/` counts only as a whole address. */
const nameInText = (file: string): string => (isHashed(file) ? basename(file) : `/${file}`);

function describe(file: string, bytes: Uint8Array): PrecacheEntry {
  const url = file === kioskPage ? kioskAddress : `/${file}`;
  const revision = isHashed(file) ? null : createHash("sha256").update(bytes).digest("hex").slice(0, 16);
  return { url, revision };
}

/** Puts the list in place of the one placeholder; a worker without it, or with two, would keep nothing and say nothing. */
export function insertPrecache(code: string, entries: readonly PrecacheEntry[]): string {
  const parts = code.split(placeholder);
  if (parts.length !== 2) throw new Error(`sw.js must hold ${placeholder} exactly once, found ${parts.length - 1}`);
  return parts.join(JSON.stringify(entries));
}

export function precacheManifest(): Plugin {
  let dir = "";
  return {
    name: "loket-precache",
    apply: "build",
    configResolved(config) {
      dir = config.build.outDir;
    },
    generateBundle(_options, bundle) {
      for (const chunk of Object.values(bundle)) {
        if (chunk.type === "chunk" && chunk.isEntry) chunk.code = insertPrecache(chunk.code, listPrecache(dir));
      }
    },
  };
}
