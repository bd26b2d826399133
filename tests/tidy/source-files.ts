/** The project's own text, read once. The rules see files, never the disk, so that each can be tried on a made-up one. */
import { readFileSync, readdirSync } from "node:fs";
import { extname, join } from "node:path";
import { fileURLToPath } from "node:url";

export type SourceFile = {
  /** From the project's root, with `/`. */
  readonly path: string;
  readonly text: string;
};

const root = fileURLToPath(new URL("../..", import.meta.url));
const folders = ["src", "sw", "tests"] as const;
const extensions: ReadonlySet<string> = new Set([".ts", ".tsx", ".css", ".html"]);

/** Every source file and stylesheet of ours. */
export function readSourceFiles(): readonly SourceFile[] {
  const paths = folders.flatMap((folder) => listFiles(folder)).filter((path) => extensions.has(extname(path)));
  return [...paths, "vite.config.ts"].map(readSourceFile);
}

/** Every README below the rooms. */
export function readReadmes(): readonly SourceFile[] {
  const paths = [...folders, "kiosk-config"].flatMap((folder) => listFiles(folder));
  return paths.filter((path) => path.endsWith("README.md")).map(readSourceFile);
}

/** The rooms that exist, as `src/base`. */
export function listRooms(): readonly string[] {
  const inSrc = readdirSync(join(root, "src"), { withFileTypes: true }).filter((entry) => entry.isDirectory());
  return [...inSrc.map((entry) => `src/${entry.name}`), "sw", "kiosk-config", "tests"];
}

export const isTest = (path: string): boolean => /\.(?:test|journey)\.tsx?$/.test(path);
export const isScript = (path: string): boolean => /\.tsx?$/.test(path);

function listFiles(folder: string): readonly string[] {
  return (
    readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name).slice(root.length).replaceAll("\\", "/"))
      // What the bench compares with is installed beside it.
      .filter((path) => !path.includes("/node_modules/"))
      .toSorted()
  );
}

function readSourceFile(path: string): SourceFile {
  return { path, text: readFileSync(join(root, path), "utf8") };
}
