/** Recording one sentence after the other: which one is next, the take under way, what is kept. Knows no picture of a screen. */
import { useSignal } from "@preact/signals";
import type { Bytes } from "../../../base/bytes.ts";
import type { Configuration } from "../../../domain/configuration/configuration.ts";
import type { SpokenLanguage } from "../../../domain/speech/language.ts";
import { spokenSentences } from "../../../domain/speech/spoken-sentences.ts";
import { now } from "../../platform/ambient.ts";
import { beginTake } from "../../platform/microphone.ts";
import type { Take } from "../../platform/microphone.ts";
import { playClip } from "../../platform/play-clip.ts";
import { hasClip } from "../../session/clips.ts";
import { keepOwn, ownSound } from "../../session/own-recordings.ts";
import { officerOnDuty } from "../../session/tablet.ts";

export type Step = "ready" | "recording" | "listening";

export type RecordingOf = {
  /** Undefined: everything has been recorded. */
  readonly sentence: string | undefined;
  /** Sentences that still have no recording of a person here. */
  readonly left: number;
  readonly step: Step;
  readonly problem: string | undefined;
  readonly begin: () => Promise<void>;
  readonly end: () => void;
  readonly play: () => void;
  readonly again: () => void;
  readonly keep: () => Promise<void>;
  readonly skip: () => void;
};

const failures = {
  "microphone-missing": "Mikrofon tidak ditemukan di tablet ini.",
  "microphone-refused": "Tablet belum mengizinkan mikrofon. Izinkan di pengaturan peramban.",
} as const;
const tooQuiet = "Tidak ada suara yang terekam. Coba lagi.";
const notKept = "Rekaman belum tersimpan: tempat di tablet penuh.";

/**
 * Sentences a person has not spoken yet, the most used first. Indonesian clips may all be a machine's: there every sentence
 * may be recorded anew. Pure.
 */
export function sentencesToRecord(
  config: Configuration,
  language: SpokenLanguage,
  isSpoken: (language: SpokenLanguage, sentence: string) => boolean,
): readonly string[] {
  return spokenSentences(config).flatMap(({ text }) => (isSpoken(language, text) ? [] : [text]));
}

const isSpokenByPeople = (language: SpokenLanguage, sentence: string): boolean =>
  ownSound(language, sentence) !== undefined || (language !== "id" && hasClip(language, sentence));

export function useRecording(config: Configuration, language: SpokenLanguage): RecordingOf {
  const skipped = useSignal(0);
  const take = useSignal<Take | undefined>(undefined);
  const sound = useSignal<Bytes | undefined>(undefined);
  const problem = useSignal<string | undefined>(undefined);
  const open = sentencesToRecord(config, language, isSpokenByPeople);
  const sentence = open.length === 0 ? undefined : open[skipped.value % open.length];
  const begin = async (): Promise<void> => {
    problem.value = undefined;
    const begun = await beginTake();
    if (typeof begun === "string") {
      problem.value = failures[begun];
      return;
    }
    take.value = begun;
    sound.value = await begun.sound;
    take.value = undefined;
    if (!sound.value) problem.value = tooQuiet;
  };
  const keep = async (): Promise<void> => {
    const recordedBy = officerOnDuty()?.name;
    if (sentence === undefined || !sound.value || recordedBy === undefined) return;
    const isKept = await keepOwn({ language, sentence, sound: sound.value, recordedBy, recordedAt: now() });
    if (isKept) sound.value = undefined;
    else problem.value = notKept;
  };
  return {
    sentence,
    left: open.length,
    step: take.value ? "recording" : sound.value ? "listening" : "ready",
    problem: problem.value,
    begin,
    end: () => take.value?.stop(),
    play: () => void (sound.value && playClip(sound.value, new AbortController().signal)),
    again: () => (sound.value = undefined),
    keep,
    skip: () => {
      sound.value = undefined;
      skipped.value += 1;
    },
  };
}
