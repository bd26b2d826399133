/** What happens to the files of a profile while no browser runs on it: the damages of failures §5f. Knows where they lie. */
import { existsSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Prng } from "../simulation/prng.ts";
import type { Backend } from "./chaos-tablet.ts";

export type Damage = { readonly name: string; readonly files: RegExp; harm(path: string, chance: Prng): void };

const cutTo60Percent = (path: string): void => writeFileSync(path, readFileSync(path).subarray(0, sizeOf(path) * 0.6));
const sizeOf = (path: string): number => statSync(path).size;
const garbageBytes = 4096;

/** Garbage over some bytes in the middle. */
function garble(path: string, chance: Prng): void {
  const bytes = readFileSync(path);
  bytes.set(chance.bytes(Math.min(garbageBytes, Math.ceil(bytes.byteLength / 2))), Math.floor(bytes.byteLength / 4));
  writeFileSync(path, bytes);
}

function zeroTail(path: string): void {
  const bytes = readFileSync(path);
  writeFileSync(path, bytes.fill(0, Math.floor(bytes.byteLength * 0.8)));
}

export const damagesOf: Readonly<Record<Backend, readonly Damage[]>> = {
  leveldb: [
    { name: "log cut", files: /\.log$/, harm: cutTo60Percent },
    { name: "log garbled", files: /\.log$/, harm: garble },
    { name: "log with a zeroed tail", files: /\.log$/, harm: zeroTail },
    { name: "MANIFEST garbled", files: /^MANIFEST-/, harm: garble },
    { name: "MANIFEST cut", files: /^MANIFEST-/, harm: cutTo60Percent },
    { name: "CURRENT lost", files: /^CURRENT$/, harm: (path) => rmSync(path) },
    { name: "table lost", files: /\.ldb$/, harm: (path) => rmSync(path) },
  ],
  sqlite: [
    { name: "-wal lost", files: /-wal$/, harm: (path) => rmSync(path) },
    { name: "-wal cut", files: /-wal$/, harm: cutTo60Percent },
    { name: "-wal garbled", files: /-wal$/, harm: garble },
    { name: "main file garbled", files: /^(?!.*-(?:wal|shm)$)/, harm: garble },
  ],
};

/** Damages the databases of the profile once, where there is something to damage. Gives what was done. */
export function damageProfile(profile: string, backend: Backend, chance: Prng): string | undefined {
  const damage = chance.pick(damagesOf[backend]);
  return damageFiles(profile, damage, chance) ? damage.name : undefined;
}

/** Does this damage wherever there is something of its kind. False: there was nothing. */
export function damageFiles(profile: string, { files: wanted, harm }: Damage, chance: Prng): boolean {
  const folder = join(profile, "Default", "IndexedDB");
  if (!existsSync(folder)) return false;
  const files = readdirSync(folder, { recursive: true, encoding: "utf8", withFileTypes: true }).filter((file) =>
    file.isFile(),
  );
  const found = files
    .filter((file) => wanted.test(file.name))
    .map((file) => join(file.parentPath, file.name))
    .filter((path) => sizeOf(path) > 0);
  // The same trouble of the disk meets every file of the kind: settings and log may be told apart by nothing else.
  for (const path of found.toSorted()) harm(path, chance);
  return found.length > 0;
}
