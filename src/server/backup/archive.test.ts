import { execFileSync } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync, truncateSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { concatBytes, utf8 } from "../../base/bytes.ts";
import { listArchive, readPieces, writeArchive } from "./archive.ts";

let folder = "";
beforeEach(() => (folder = mkdtempSync(join(tmpdir(), "loket-archive-"))));
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function writeSome(path: string): void {
  const archive = writeArchive(path);
  archive.add("blobs/one", utf8("one"));
  writeFileSync(join(folder, "two"), new Uint8Array(1025).fill(7));
  archive.addFile("two", join(folder, "two"), 1025);
  archive.finish();
}

test("what was added is listed and read back byte for byte", () => {
  const path = join(folder, "a.loket");
  writeSome(path);
  const files = listArchive(path) ?? [];
  expect(files.map(({ name, size }) => [name, size])).toEqual([
    ["blobs/one", 3],
    ["two", 1025],
  ]);
  const bytes = files.map(({ offset, size }) => concatBytes(...readPieces(path, offset, size)));
  expect(bytes).toEqual([utf8("one"), new Uint8Array(1025).fill(7)]);
});

test("any tar can read it", () => {
  const path = join(folder, "a.loket");
  writeSome(path);
  expect(execFileSync("tar", ["-tf", path], { encoding: "utf8" })).toBe("blobs/one\ntwo\n");
});

test("a file that was cut short is no archive", () => {
  const path = join(folder, "a.loket");
  writeSome(path);
  truncateSync(path, readFileSync(path).byteLength - 1024);
  expect(listArchive(path)).toBeUndefined();
});

test("a changed name does not pass", () => {
  const path = join(folder, "a.loket");
  writeSome(path);
  const bytes = readFileSync(path);
  bytes[0] = 65;
  writeFileSync(path, bytes);
  expect(listArchive(path)).toBeUndefined();
});

test("an archive that was not finished leaves nothing behind", () => {
  const path = join(folder, "a.loket");
  const archive = writeArchive(path);
  archive.add("one", utf8("one"));
  expect(existsSync(path)).toBe(false);
  archive.abandon();
  expect(listNames()).toEqual([]);
});

function listNames(): readonly string[] {
  return execFileSync("ls", ["-A", folder], { encoding: "utf8" })
    .split("\n")
    .filter((name) => name !== "");
}
