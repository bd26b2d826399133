/** What can be heard and what cannot: every sentence without a voice, every translation nobody has reviewed. Pure. */
import type { ClipManifest } from "../../domain/speech/clip-manifest.ts";
import type { SpokenLanguage } from "../../domain/speech/language.ts";
import { languageNames } from "../../domain/speech/language.ts";
import type { SpokenSentence } from "../../domain/speech/spoken-sentences.ts";
import type { Translation } from "../../domain/speech/translations.ts";

export type Covered = {
  readonly manifest: ClipManifest;
  readonly translations: readonly Translation[];
};

type Row = { readonly language: SpokenLanguage; readonly numbers: readonly (string | number)[] };

/** The lines of the table, for the report and the README. */
export function coverageTable(sentences: readonly SpokenSentence[], covered: readonly Covered[]): readonly string[] {
  const rows = covered.map(({ manifest, translations }): Row => {
    const [human, machine] = (["human", "synthetic"] as const).map(
      (source) => new Set(manifest.clips.filter((clip) => clip.source === source).map(({ sentence }) => sentence)),
    );
    const silent = sentences.filter(({ text }) => !human?.has(text) && !machine?.has(text));
    const megabytes = manifest.clips.reduce((sum, { bytes }) => sum + bytes, 0) / 1e6;
    const reviewed = translations.filter((each) => each.reviewed).length;
    const unreviewed = translations.length - reviewed;
    const words = manifest.language === "id" ? "–" : `${reviewed} of ${reviewed + unreviewed}`;
    return {
      language: manifest.language,
      numbers: [sentences.length, human?.size ?? 0, machine?.size ?? 0, silent.length, megabytes.toFixed(1), words],
    };
  });
  return [
    "| voice | sentences | spoken by people | by a machine | without a voice of its own | MB | translations reviewed |",
    "|---|---|---|---|---|---|---|",
    ...rows.map(({ language, numbers }) => `| ${languageNames[language]} | ${numbers.join(" | ")} |`),
  ];
}

/** The whole report, as Markdown. */
export function coverageReport(sentences: readonly SpokenSentence[], covered: readonly Covered[]): string {
  const missing = covered.map(({ manifest }) => {
    const spoken = new Set(manifest.clips.map(({ sentence }) => sentence));
    return { language: manifest.language, spoken };
  });
  const silent = sentences.filter(({ text }) => missing.some(({ spoken }) => !spoken.has(text)));
  const mark = (text: string): string =>
    missing.flatMap(({ language, spoken }) => (spoken.has(text) ? [] : [language])).join(" ");
  const unreviewed = covered.flatMap(({ manifest, translations }) =>
    translations.filter(({ reviewed }) => !reviewed).map((each) => ({ language: manifest.language, ...each })),
  );
  return [
    "# What can be heard",
    "",
    "Written by `npm run audio -- --report`. A sentence without a voice in Javanese or Sundanese is said in Indonesian. The machine's voice",
    "is a robot's: a placeholder until people have recorded Indonesian too.",
    "",
    ...coverageTable(sentences, covered),
    "",
    "## Sentences without a voice",
    "",
    "Before each stands in which languages it has none.",
    "",
    ...silent.map(({ text }) => `- ${mark(text)}: ${text}`),
    "",
    "## Translations nobody has reviewed",
    "",
    ...unreviewed.map(
      ({ language, sentence, text, confidence }) => `- ${language}: ${sentence} → ${text} (${confidence})`,
    ),
    "",
  ].join("\n");
}
