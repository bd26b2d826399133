/** One process at a time on a state folder: two would both believe that they hold the end of the journal. */
import { readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { RefusedError } from "../command.ts";
import { makeFolder } from "./files.ts";

/** Takes the folder until the function it gives is called. A dead process's hold counts for nothing. Throws {@link RefusedError}. */
export function holdFolder(folder: string): () => void {
  makeFolder(folder);
  const path = join(folder, "lock");
  const holder = readHolder(path);
  if (holder !== undefined && isAlive(holder))
    throw new RefusedError(`the state folder is in use by process ${holder}`);
  rmSync(path, { force: true });
  writeFileSync(path, String(process.pid), { flag: "wx", mode: 0o600 });
  return () => rmSync(path, { force: true });
}

function readHolder(path: string): number | undefined {
  try {
    const pid = Number(readFileSync(path, "utf8"));
    return Number.isInteger(pid) && pid > 0 && pid !== process.pid ? pid : undefined;
  } catch {
    return undefined;
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error instanceof Error && "code" in error && error.code === "EPERM";
  }
}
