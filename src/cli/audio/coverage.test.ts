import { readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, it } from "vitest";
import { readKioskConfig } from "../../../tests/fixtures/kiosk-config.ts";
import { clipsBytesMax } from "../../base/voice-limits.ts";
import { coverageReport } from "./coverage.ts";
import { makeReport, reportPath } from "./write-report.ts";

const root = fileURLToPath(new URL("../../../", import.meta.url));
const report = makeReport(readKioskConfig(), "33.29");

it("the report is what the manifests say today: npm run audio -- --report", () => {
  expect(readFileSync(join(root, "kiosk-config", reportPath), "utf8") === report.text).toBe(true);
});

it("the README has its table", () => {
  expect(readFileSync(join(root, "README.md"), "utf8")).toContain(report.table.join("\n"));
});

it("all clips of a language fit on a tablet", () => {
  expect(report.facts.bytes).toBeLessThan(clipsBytesMax);
});

it("lists what has no voice with the languages it lacks, and what nobody reviewed", () => {
  const clip = { sentence: "Ya", file: "x", bytes: 1, sha256: "", source: "human", confidence: "high" } as const;
  const text = coverageReport(
    [
      { text: "Ya", group: "screens" },
      { text: "Tidak", group: "screens" },
    ],
    [
      {
        manifest: { language: "id", clips: [clip, { ...clip, sentence: "Tidak", source: "synthetic" }] },
        translations: [],
      },
      {
        manifest: { language: "jv", clips: [clip] },
        translations: [
          { sentence: "Ya", text: "Iya", confidence: "high", reviewed: true },
          { sentence: "Tidak", text: "Ora", confidence: "high", reviewed: false },
        ],
      },
    ],
  );
  expect(text).toContain("- jv: Tidak\n");
  expect(text).not.toContain(": Ya\n");
  expect(text).toContain("- jv: Tidak → Ora (high)");
  expect(text).not.toContain("Iya");
  expect(text).toContain("| Jawa (Brebes) | 2 | 1 | 0 | 1 | 0.0 | 1 of 2 |");
});
