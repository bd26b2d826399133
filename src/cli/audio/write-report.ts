/** Writes the coverage report of a `kiosk-config` beside its clips. Throws when the configuration does not read: it was read before. */
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { unwrap } from "../../base/result.ts";
import { makeConfiguration } from "../../domain/configuration/make-configuration.ts";
import type { ConfigFiles } from "../../domain/configuration/read-files.ts";
import { readManifest } from "../../domain/speech/clip-manifest.ts";
import { spokenLanguages } from "../../domain/speech/language.ts";
import { spokenSentences } from "../../domain/speech/spoken-sentences.ts";
import { readTranslations } from "../../domain/speech/translations.ts";
import { readConfigFiles } from "../../server/configuration/config-files.ts";
import { coverageReport, coverageTable } from "./coverage.ts";

export const reportPath = "audio/COVERAGE.md";

export type Report = {
  /** The lines of the table, as the README has them too. */
  readonly table: readonly string[];
  readonly text: string;
  readonly facts: { readonly sentences: number; readonly clips: number; readonly bytes: number };
};

/** What the report of these files says. */
export function makeReport(files: ConfigFiles, regency: string): Report {
  const sentences = spokenSentences(unwrap(makeConfiguration(files, regency)));
  const covered = spokenLanguages.map((language) => ({
    manifest: unwrap(readManifest(files, language)),
    translations: unwrap(readTranslations(files, language)),
  }));
  const clips = covered.flatMap(({ manifest }) => manifest.clips);
  return {
    table: coverageTable(sentences, covered),
    text: coverageReport(sentences, covered),
    facts: {
      sentences: sentences.length,
      clips: clips.length,
      bytes: clips.reduce((sum, { bytes }) => sum + bytes, 0),
    },
  };
}

/** Also puts the table into the README of the checkout the folder lies in, where that has a place for it. */
export function writeReport(configDir: string, regency: string): Report {
  const report = makeReport(unwrap(readConfigFiles(configDir)), regency);
  writeFileSync(join(configDir, reportPath), report.text);
  const readme = join(configDir, "..", "README.md");
  if (existsSync(readme)) writeFileSync(readme, withTable(readFileSync(readme, "utf8"), report.table));
  return report;
}

/** The table is the one that begins with its head, to its last row. */
function withTable(readme: string, table: readonly string[]): string {
  const lines = readme.split("\n");
  const from = lines.indexOf(table[0] ?? "");
  if (from < 0) return readme;
  const length = lines.slice(from).findIndex((line) => !line.startsWith("|"));
  return lines.toSpliced(from, length, ...table).join("\n");
}
