/** Sentences in Javanese and Sundanese, out of `kiosk-config/locales`: suggestions for whoever records them, until somebody reviewed them. */
import * as v from "valibot";
import type { Result } from "../../base/result.ts";
import { ok } from "../../base/result.ts";
import type { ConfigFiles } from "../configuration/read-files.ts";
import { readFile } from "../configuration/read-files.ts";
import type { SpokenLanguage } from "./language.ts";
import { spokenLanguages } from "./language.ts";
import type { Speech } from "./speech.ts";

const text = v.pipe(v.string(), v.minLength(1));
const translationSchema = v.object({
  /** The key: the sentence as it is written in Indonesian. */
  sentence: text,
  text,
  confidence: v.picklist(["low", "medium", "high"]),
  /** Approved by somebody who speaks it from childhood. */
  reviewed: v.boolean(),
});
export type Translation = v.InferOutput<typeof translationSchema>;

const fileSchema = v.object({ translations: v.array(translationSchema) });

/** Of a language; without a file there are none. Failure: `config-invalid` with file and field in its detail. */
export function readTranslations(
  files: ConfigFiles,
  language: SpokenLanguage,
): Result<readonly Translation[], "config-invalid"> {
  const path = `locales/${language}.json`;
  if (language === "id" || files[path] === undefined) return ok([]);
  const read = readFile(files, path, fileSchema);
  return read.ok ? ok(read.value.translations) : read;
}

/** All of them as the tablet's recorder shows them. */
export function readSuggestions(files: ConfigFiles): Result<NonNullable<Speech["suggestions"]>, "config-invalid"> {
  const suggestions: Record<string, Record<string, string>> = {};
  for (const language of spokenLanguages) {
    const read = readTranslations(files, language);
    if (!read.ok) return read;
    if (read.value.length > 0)
      suggestions[language] = Object.fromEntries(read.value.map(({ sentence, text: said }) => [sentence, said]));
  }
  return ok(suggestions);
}
