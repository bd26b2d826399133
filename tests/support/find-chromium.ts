/**
 * Finds a Chromium to test with and installs nothing on the system: what the environment names, what is installed, what
 * Playwright keeps, and at last the headless one that ships as an npm package (without Background Sync).
 */
import { execFile } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readdirSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { homedir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";

export type Chromium = {
  readonly executablePath: string;
  /** What every start of it needs. */
  readonly args: readonly string[];
  readonly env: Readonly<Record<string, string>>;
  /** False for the packaged one: journeys then drive the page's own engine, and say so. */
  readonly hasBackgroundSync: boolean;
};

const usualPlaces = [
  "/usr/bin/chromium",
  "/usr/bin/chromium-browser",
  "/usr/bin/google-chrome",
  "/usr/bin/google-chrome-stable",
  "/snap/bin/chromium",
  "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
  "/Applications/Chromium.app/Contents/MacOS/Chromium",
] as const;

/** Nothing but the page under test may reach the network or draw on a screen. */
const commonArgs = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--disable-dev-shm-usage",
  "--no-first-run",
  "--no-default-browser-check",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
  "--use-fake-device-for-media-stream",
  "--use-fake-ui-for-media-stream",
] as const;

const packageRoot = fileURLToPath(new URL("../../node_modules/@sparticuz/chromium", import.meta.url));
const unpackedRoot = fileURLToPath(new URL("../../.cache/packaged-chromium", import.meta.url));

/** The Chromium of this machine. Throws when there is none at all, naming what was tried. */
export async function findChromium(): Promise<Chromium> {
  const installed = findInstalled();
  if (installed !== undefined) {
    return { executablePath: installed, args: commonArgs, env: ownEnvironment(), hasBackgroundSync: true };
  }
  if (existsSync(packageRoot)) return unpackPackaged();
  throw new Error("no Chromium: set CHROMIUM_PATH, install one, or run npm ci for the packaged one");
}

function findInstalled(): string | undefined {
  const named = process.env["CHROMIUM_PATH"];
  if (named === "packaged") return undefined;
  if (named !== undefined && named !== "") {
    if (!existsSync(named)) throw new Error(`CHROMIUM_PATH names no file: ${named}`);
    return named;
  }
  return [...usualPlaces, ...listPlaywrightBrowsers()].find((path) => existsSync(path));
}

/** Full Chromiums Playwright has downloaded at some time, newest first. Its headless shell has no Background Sync. */
function listPlaywrightBrowsers(): readonly string[] {
  const cache = process.env["PLAYWRIGHT_BROWSERS_PATH"] ?? join(homedir(), ".cache/ms-playwright");
  if (!existsSync(cache)) return [];
  return readdirSync(cache)
    .filter((name) => /^chromium-\d+$/.test(name))
    .toSorted()
    .toReversed()
    .flatMap((name) => ["chrome-linux/chrome", "chrome-linux64/chrome"].map((file) => join(cache, name, file)));
}

/** Unpacks the packaged Chromium and the system libraries it brings, once, in a folder that appears whole. */
async function unpackPackaged(): Promise<Chromium> {
  const executablePath = join(unpackedRoot, "chromium");
  if (!existsSync(executablePath)) await unpackWhole(unpackedRoot);
  const libraries = [join(unpackedRoot, "al2023/lib"), unpackedRoot, process.env["LD_LIBRARY_PATH"]];
  return {
    executablePath,
    args: [...commonArgs, "--headless"],
    env: {
      ...ownEnvironment(),
      LD_LIBRARY_PATH: libraries.filter((path) => path !== undefined && path !== "").join(":"),
      FONTCONFIG_PATH: join(unpackedRoot, "fonts"),
    },
    hasBackgroundSync: false,
  };
}

/** The package's own names folders of the cloud it is made for; a Chromium that finds no font at all ends with the first page that draws text. */
const fontsConf = `<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
  <dir prefix="relative">fonts</dir>
  <cachedir prefix="relative">cache</cachedir>
</fontconfig>
`;

/** In a process of its own: the package unpacks into the temporary folder of its process, and nowhere else. */
async function unpackWhole(folder: string): Promise<void> {
  mkdirSync(dirname(folder), { recursive: true });
  const draft = mkdtempSync(`${folder}-`);
  const script = `
    import { inflate } from "@sparticuz/chromium";
    for (const part of ["chromium.br", "fonts.tar.br", "swiftshader.tar.br", "al2023.tar.br"]) {
      await inflate(${JSON.stringify(join(packageRoot, "bin"))} + "/" + part);
    }`;
  const run = promisify(execFile);
  await run(process.execPath, ["--input-type=module", "--eval", script], {
    cwd: fileURLToPath(new URL("../..", import.meta.url)),
    env: { ...process.env, TMPDIR: draft },
  });
  writeFileSync(join(draft, "fonts/fonts.conf"), fontsConf);
  try {
    renameSync(draft, folder);
  } catch (error) {
    rmSync(draft, { recursive: true, force: true });
    // Another process was first; what it unpacked is the same.
    if (!existsSync(join(folder, "chromium"))) throw error;
  }
}

function ownEnvironment(): Record<string, string> {
  return Object.fromEntries(
    Object.entries(process.env).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])),
  );
}
