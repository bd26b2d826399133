/**
 * What a tablet has to load, read from a build folder: the first page's closure, the worker, the service worker, the font;
 * gzip, as it travels. Knows no bound.
 */
import { readFileSync, readdirSync } from "node:fs";
import { basename, join } from "node:path";
import { gzipSync } from "node:zlib";

/** One file that is loaded, and what it costs. A font is compressed already: it travels as it is. */
export type LoadedFile = { readonly file: string; readonly gzipBytes: number };

export type BuildSizes = {
  /** JS and CSS that the kiosk's page asks for by itself. */
  readonly firstLoad: readonly LoadedFile[];
  /** The same of the page for a citizen's own phone. */
  readonly track: readonly LoadedFile[];
  /** The worker's entry and what it cannot start without. */
  readonly worker: readonly LoadedFile[];
  readonly serviceWorker: readonly LoadedFile[];
  readonly font: readonly LoadedFile[];
};

/** Scripts, styles and preloads a page names. */
const namedInPage = /(?:src|href)="\/assets\/([^"]+\.(?:js|css))"/g;
/** `import … from"./x.js"`, `export … from"./x.js"`, `import"./x.js"`; an `import(…)` is loaded later. */
const staticImport = /(?:\bfrom|\bimport)\s*["'`]\.\/([^"'`]+\.js)["'`]/g;

/** Measures the build in the folder `dir` (absolute). Throws when it holds no worker or no font. */
export function measureBuild(dir: string): BuildSizes {
  const assets = readdirSync(join(dir, "assets"));
  const read = (file: string): string => readFileSync(join(dir, "assets", file), "utf8");
  const cost = (file: string): LoadedFile => costOf(join(dir, "assets", file));
  const loadOf = (page: string): readonly LoadedFile[] => {
    const named = [...readFileSync(join(dir, page), "utf8").matchAll(namedInPage)].map(([, file = ""]) => file);
    return findClosure(named, read).map(cost);
  };
  return {
    firstLoad: loadOf("kiosk/index.html"),
    track: loadOf("track/index.html"),
    worker: findClosure([only(assets, /^worker-[\w-]{8}\.js$/)], read).map(cost),
    serviceWorker: [costOf(join(dir, "sw.js"))],
    font: [cost(only(assets, /\.woff2$/))],
  };
}

/** The files that are loaded before the first line of `entries` runs, they among them. */
export function findClosure(entries: readonly string[], read: (file: string) => string): readonly string[] {
  const found = new Set(entries);
  for (const file of found) {
    if (!file.endsWith(".js")) continue;
    for (const [, imported = ""] of read(file).matchAll(staticImport)) found.add(imported);
  }
  return [...found];
}

export function sumOf(files: readonly LoadedFile[]): number {
  return files.reduce((sum, { gzipBytes }) => sum + gzipBytes, 0);
}

function costOf(path: string): LoadedFile {
  const bytes = readFileSync(path);
  const gzipBytes = path.endsWith(".woff2") ? bytes.byteLength : gzipSync(bytes, { level: 9 }).byteLength;
  return { file: basename(path), gzipBytes };
}

function only(files: readonly string[], pattern: RegExp): string {
  const [first, ...others] = files.filter((file) => pattern.test(file));
  if (first === undefined || others.length > 0) throw new Error(`one file must be like ${pattern.source}`);
  return first;
}
