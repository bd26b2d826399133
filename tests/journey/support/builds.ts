/** The build that all journeys share, and a newer one of it. Knows no server. */
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { ensureBuild } from "../../../src/cli/build.ts";

/** Absolute folder of the build of the present sources; made when it is not there. */
export async function theBuild(): Promise<string> {
  return (await ensureBuild({ log: (line) => console.log(line) })).dir;
}

export type NewerBuild = Disposable & { readonly dir: string };

/** What tells the newer page from the older one. */
export const newerMark = "journey-newer-version";

/** A build whose kiosk page differs by a mark, as the next release's does, with a service worker that names it. */
export async function newerBuild(): Promise<NewerBuild> {
  const folder = mkdtempSync(join(tmpdir(), "loket-newer-"));
  const dir = join(folder, "build");
  cpSync(await theBuild(), dir, { recursive: true });
  change(join(dir, "kiosk/index.html"), "</head>", `<meta name="${newerMark}" content="yes"></head>`);
  change(join(dir, "sw.js"), /("url":"\/","revision":"|url:"\/",revision:"|url:`\/`,revision:`)/, "$1newer-");
  return { dir, [Symbol.dispose]: () => rmSync(folder, { recursive: true, force: true }) };
}

function change(file: string, from: string | RegExp, to: string): void {
  const before = readFileSync(file, "utf8");
  const after = before.replace(from, to);
  if (after === before) throw new Error(`nothing to change in ${file}`);
  writeFileSync(file, after);
}
