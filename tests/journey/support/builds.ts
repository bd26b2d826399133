/** The build that all journeys share, and a newer one of it. Knows no server. */
import { execFile } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { ensureBuild } from "../../../src/cli/build.ts";

const root = fileURLToPath(new URL("../../../", import.meta.url));

/** Absolute folder of the build of the present sources; made when it is not there. */
export async function theBuild(): Promise<string> {
  return (await ensureBuild({ log: (line) => console.log(line) })).dir;
}

export type NewerBuild = Disposable & { readonly dir: string };

/** The same sources built as another version: every file that knows its version has another name. */
export async function newerBuild(): Promise<NewerBuild> {
  const dir = mkdtempSync(join(tmpdir(), "loket-newer-"));
  await promisify(execFile)(process.execPath, [join(root, "src/cli/build/run-vite.ts"), dir], {
    cwd: root,
    env: { ...process.env, NODE_ENV: "production", VITE_APP_VERSION: "journey-newer" },
  });
  return { dir, [Symbol.dispose]: () => rmSync(dir, { recursive: true, force: true }) };
}
