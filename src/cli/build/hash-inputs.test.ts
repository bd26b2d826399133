import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import { hashInputs } from "./hash-inputs.ts";

let root = "";
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), "loket-hash-"));
  write("src/kiosk/main.tsx", "start");
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

function write(path: string, text: string): void {
  mkdirSync(dirname(join(root, path)), { recursive: true });
  writeFileSync(join(root, path), text);
}

it("names equal sources equally", () => {
  expect(hashInputs(root)).toBe(hashInputs(root));
  expect(hashInputs(root)).toMatch(/^[0-9a-f]{16}$/);
});

it.each([
  "src/kiosk/main.tsx",
  "src/base/new.ts",
  "sw/sw.ts",
  "public/robots.txt",
  "vite.config.ts",
  "package-lock.json",
])("a change of %s makes a new build", (path) => {
  const before = hashInputs(root);
  write(path, "changed");
  expect(hashInputs(root)).not.toBe(before);
});

it("a file that only changed its name makes a new build", () => {
  const before = hashInputs(root);
  rmSync(join(root, "src/kiosk/main.tsx"));
  write("src/kiosk/other.tsx", "start");
  expect(hashInputs(root)).not.toBe(before);
});

it.each(["src/server/main.ts", "src/kiosk/main.test.tsx", "src/kiosk/README.md"])(
  "a change of %s does not: no browser sees it",
  (path) => {
    const before = hashInputs(root);
    write(path, "changed");
    expect(hashInputs(root)).toBe(before);
  },
);
