import { describe, expect, it } from "vitest";
import { findReached, insertPrecache, placeholder } from "./precache-manifest.ts";

const build: Readonly<Record<string, string>> = {
  "kiosk/index.html": `<link href="/manifest.webmanifest"><script src="/assets/kiosk-aaaa.js"></script>`,
  "district/index.html": `<script src="/assets/district-bbbb.js"></script>`,
  "assets/kiosk-aaaa.js": `import"./shared-cccc.js";import("./wizard-dddd.js");new Worker("/assets/worker-eeee.js")`,
  "assets/district-bbbb.js": `import"./shared-cccc.js";import"./grid-ffff.js"`,
  "assets/shared-cccc.js": "",
  "assets/wizard-dddd.js": "",
  "assets/worker-eeee.js": `import("./seal-gggg.js")`,
  "assets/seal-gggg.js": "",
  "assets/grid-ffff.js": "",
  "manifest.webmanifest": `{"icons":[{"src":"/icons/192.png"}]}`,
  "icons/192.png": "",
  "robots.txt": "",
};
const reached = findReached(Object.keys(build), (file) => build[file] ?? "");

describe("what a tablet keeps for the day without signal", () => {
  it("follows imports, lazy imports, the worker and what the worker loads", () => {
    for (const file of ["shared-cccc", "wizard-dddd", "worker-eeee", "seal-gggg"]) {
      expect(reached).toContain(`assets/${file}.js`);
    }
  });

  it("follows the manifest to the icons", () => {
    expect(reached).toContain("icons/192.png");
  });

  it("leaves out other pages, what only they need, and what nothing names", () => {
    expect(reached.filter((file) => /district|grid|robots/.test(file))).toEqual([]);
  });
});

describe("the list in the service worker", () => {
  it("takes the place of the one placeholder", () => {
    expect(insertPrecache(`keep(${placeholder})`, [{ url: "/", revision: "1" }])).toBe(
      `keep([{"url":"/","revision":"1"}])`,
    );
  });

  it.each(["keep()", `keep(${placeholder},${placeholder})`])("refuses a worker that would keep nothing: %s", (code) => {
    expect(() => insertPrecache(code, [])).toThrow("exactly once");
  });
});
