/** The voice of this tablet: the language chosen, what falls back to Indonesian, and what every screen says itself with. */
import { computed, effect } from "@preact/signals";
import { voicePauseMs } from "../../base/voice-limits.ts";
import { fallbackLanguage, voiceOfVillage } from "../../domain/speech/language.ts";
import type { SpokenLanguage } from "../../domain/speech/language.ts";
import { makeVoice } from "../../ui/voice/voice.ts";
import { configuration } from "../platform/configuration.ts";
import { keepSilence, playClip } from "../platform/play-clip.ts";
import { preferences, setPreference } from "../platform/preferences.ts";
import { bringClips, hasClip, readClip } from "./clips.ts";
import { loadRecordings, ownSound } from "./own-recordings.ts";
import { ownVillage } from "./tablet.ts";

/** What is heard: chosen on this tablet, else what the village's configuration says. */
export const voiceLanguage = computed<SpokenLanguage>(() => {
  const config = configuration.value;
  const village = ownVillage();
  return preferences.value.voice ?? (config && village ? voiceOfVillage(config, village.code) : fallbackLanguage);
});

/** Chooses a voice for this tablet, until another is chosen. */
export function chooseVoice(language: SpokenLanguage): void {
  void setPreference("voice", language);
}

/** A sentence nobody recorded in the chosen language is said in Indonesian: a machine speaks nothing else. */
function languageFor(sentence: string): SpokenLanguage | undefined {
  return [voiceLanguage.value, fallbackLanguage].find(
    (language) => ownSound(language, sentence) !== undefined || hasClip(language, sentence),
  );
}

/** Says what clips are here for. Reading `canSay` in a component makes it follow the clips that come. */
export const voice = makeVoice({
  hasClip: (sentence) => languageFor(sentence) !== undefined,
  play: async (sentence, stop) => {
    const language = languageFor(sentence);
    const sound = language && (ownSound(language, sentence) ?? (await readClip(language, sentence)));
    if (sound) await playClip(sound, stop);
  },
  pause: (where, stop) => keepSilence(voicePauseMs[where], stop),
});

/** Follows configuration and choice from now on: clips of Indonesian and of the chosen language come to this tablet. */
export function followVoice(): void {
  void loadRecordings();
  effect(() => {
    const listings = configuration.value?.speech?.clips ?? [];
    const wanted = listings.filter(({ language }) => [fallbackLanguage, voiceLanguage.value].includes(language));
    if (wanted.length > 0) void bringClips(wanted);
  });
}
