/** What people of this village recorded on this tablet: heard here at once, elsewhere once the district has accepted it. */
import { computed, signal } from "@preact/signals";
import type { Bytes } from "../../base/bytes.ts";
import type { SpokenLanguage } from "../../domain/speech/language.ts";
import type { Recording } from "../../domain/speech/recordings-file.ts";
import { allRecordings, dropRecording, keepRecording } from "../platform/recordings-disk.ts";

const kept = signal<readonly Recording[]>([]);

export const ownRecordings = computed(() => kept.value);

/** Reads them from the disk; call once. */
export async function loadRecordings(): Promise<void> {
  kept.value = await allRecordings();
}

/** The sound of a sentence as it was recorded here, or undefined. Reading it in a component makes it follow changes. */
export function ownSound(language: SpokenLanguage, sentence: string): Bytes | undefined {
  return find(language, sentence)?.sound;
}

/** Keeps a recording; false when the disk did not take it. */
export async function keepOwn(recording: Recording): Promise<boolean> {
  if (!(await keepRecording(recording))) return false;
  kept.value = [...without(recording), recording];
  return true;
}

export async function dropOwn(recording: Recording): Promise<void> {
  await dropRecording(recording.language, recording.sentence);
  kept.value = without(recording);
}

const find = (language: SpokenLanguage, sentence: string): Recording | undefined =>
  kept.value.find((each) => each.language === language && each.sentence === sentence);

const without = ({ language, sentence }: Recording): readonly Recording[] =>
  kept.peek().filter((each) => each.language !== language || each.sentence !== sentence);
