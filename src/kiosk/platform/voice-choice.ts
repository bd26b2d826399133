/** Which voice was chosen on this tablet; kept beside everything else, because it is nobody's data. */
import type { SpokenLanguage } from "../../domain/speech/language.ts";
import { spokenLanguages } from "../../domain/speech/language.ts";

const key = "loket-voice";

/** Undefined: nobody chose, or the browser does not say. */
export function readVoiceChoice(): SpokenLanguage | undefined {
  try {
    const kept = localStorage.getItem(key);
    return spokenLanguages.find((language) => language === kept);
  } catch {
    return undefined;
  }
}

export function writeVoiceChoice(language: SpokenLanguage): void {
  try {
    localStorage.setItem(key, language);
  } catch {
    // Where nothing can be kept it holds for as long as the page lives.
  }
}
