/** One short name for everything a build is made from: equal names, equal builds. */
import { createHash } from "node:crypto";
import { readFileSync, readdirSync, statSync } from "node:fs";
import { join } from "node:path";

/** Rooms that run in a browser, and what else shapes the bundle. */
const inputs = [
  "src/base",
  "src/domain",
  "src/protocol",
  "src/crypto",
  "src/sync",
  "src/store",
  "src/worker",
  "src/ui",
  "src/kiosk",
  "src/district",
  "src/track",
  "src/cli/build",
  "src/tsconfig.room.json",
  "sw",
  "public",
  "vite.config.ts",
  "package-lock.json",
] as const;

/** Text that never reaches a bundle may change without a new build. */
const isInput = (path: string): boolean => !/\.test\.tsx?$|\.md$/.test(path);

/** 16 hex characters over names and contents of all build inputs below `root`. */
export function hashInputs(root: string): string {
  const hash = createHash("sha256");
  for (const input of inputs) {
    for (const file of listFiles(root, input).filter(isInput)) {
      const content = readFileSync(join(root, file));
      hash.update(`${file}\0${content.byteLength}\0`).update(content);
    }
  }
  return hash.digest("hex").slice(0, 16);
}

function listFiles(root: string, path: string): readonly string[] {
  const stat = statSync(join(root, path), { throwIfNoEntry: false });
  if (stat === undefined) return [];
  if (stat.isFile()) return [path];
  return readdirSync(join(root, path))
    .toSorted()
    .flatMap((name) => listFiles(root, `${path}/${name}`));
}
