/**
 * Makes sure a build of the present sources exists, each in a folder of its own that appears whole: two servers may start
 * from one checkout at the same time. Knows nothing of what is built.
 */
import { spawn } from "node:child_process";
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  renameSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { hashInputs } from "./build/hash-inputs.ts";

const root = fileURLToPath(new URL("../../", import.meta.url));
/** The newest builds stay: a page not reloaded yet may still ask for its chunks. */
const buildsKept = 3;
/** A half-made folder this old belongs to a process that died. */
const abandonedAfterMs = 60 * 60 * 1000;
/** Written last, so a folder that has it is complete. */
const mark = "build.json";

export type Build = {
  /** Absolute path of the folder with `kiosk/`, `district/`, `track/`, `assets/` and `sw.js`. */
  readonly dir: string;
  /** Names the sources the build was made from. */
  readonly hash: string;
  /** False when the build was there already. */
  readonly built: boolean;
};

/**
 * Builds kiosk, district app, track page and service worker unless `dist/<hash of the sources>` is there.
 * `log` gets one line per step. Throws when the bundler fails; then nothing in `dist` has changed.
 */
export async function ensureBuild(options: { readonly log: (line: string) => void }): Promise<Build> {
  const hash = hashInputs(root);
  const dist = join(root, "dist");
  const dir = join(dist, hash);
  if (existsSync(join(dir, mark))) {
    markUsed(dir);
    return { dir, hash, built: false };
  }
  const began = performance.now();
  options.log(`building kiosk, district app, track page and service worker (${hash})`);
  mkdirSync(dist, { recursive: true });
  const draft = mkdtempSync(join(dist, `.tmp-${process.pid}-`));
  try {
    await runVite(draft, hash);
    writeFileSync(join(draft, mark), `${JSON.stringify({ hash })}\n`);
    const built = moveInPlace(draft, dir);
    options.log(`built in ${((performance.now() - began) / 1000).toFixed(1)} s`);
    removeOld(dist, hash);
    return { dir, hash, built };
  } finally {
    rmSync(draft, { recursive: true, force: true });
  }
}

/** In a process of its own; its complaints become the error's text. */
function runVite(outDir: string, hash: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [join(root, "src/cli/build/run-vite.ts"), outDir], {
      cwd: root,
      env: { ...process.env, NODE_ENV: "production", VITE_APP_VERSION: hash },
      stdio: ["ignore", "pipe", "pipe"],
    });
    let said = "";
    child.stdout.on("data", (text: Buffer) => (said += text.toString()));
    child.stderr.on("data", (text: Buffer) => (said += text.toString()));
    child.once("error", reject);
    child.once("close", (code) => (code === 0 ? resolve() : reject(new Error(`the build failed\n${said}`))));
  });
}

/** False when another process was first: its folder has the same content, ours is dropped. */
function moveInPlace(draft: string, dir: string): boolean {
  try {
    renameSync(draft, dir);
    return true;
  } catch (error) {
    if (existsSync(join(dir, mark))) return false;
    throw error;
  }
}

/** The time of last use decides which builds are old. */
function markUsed(dir: string): void {
  const now = new Date();
  utimesSync(dir, now, now);
}

function removeOld(dist: string, hash: string): void {
  const now = Date.now();
  const folders = readdirSync(dist)
    .map((name) => ({ name, usedAt: statSync(join(dist, name), { throwIfNoEntry: false })?.mtimeMs ?? 0 }))
    .toSorted((a, b) => b.usedAt - a.usedAt);
  const builds = folders.filter(({ name }) => /^[0-9a-f]{16}$/.test(name) && name !== hash).slice(buildsKept - 1);
  const abandoned = folders.filter(({ name, usedAt }) => name.startsWith(".tmp-") && now - usedAt > abandonedAfterMs);
  for (const { name } of [...builds, ...abandoned]) rmSync(join(dist, name), { recursive: true, force: true });
}

if (import.meta.main) {
  const build = await ensureBuild({ log: (line) => console.error(line) });
  console.log(build.dir);
}
