/** Recordings made on this tablet, on its disk (Cache API): nobody's data, not sealed, gone only when an officer removes them. */
import { clipName } from "../../domain/speech/clip-name.ts";
import type { SpokenLanguage } from "../../domain/speech/language.ts";
import { spokenLanguages } from "../../domain/speech/language.ts";
import type { Recording } from "../../domain/speech/recordings-file.ts";

const cacheName = "loket-own-voice";
const aboutHeader = "X-Recording";

const addressOf = (language: SpokenLanguage, sentence: string): string =>
  `/own-voice/${language}/${clipName(sentence)}`;

const openDisk = (): Promise<Cache> => caches.open(cacheName);

/** Keeps a recording in place of an earlier one of the same sentence. False: the disk did not take it. */
export async function keepRecording({ sound, ...about }: Recording): Promise<boolean> {
  try {
    const headers = { [aboutHeader]: encodeURIComponent(JSON.stringify(about)) };
    await (await openDisk()).put(addressOf(about.language, about.sentence), new Response(sound, { headers }));
    return true;
  } catch {
    return false;
  }
}

/** All of them; none where the disk does not answer. */
export async function allRecordings(): Promise<readonly Recording[]> {
  try {
    const disk = await openDisk();
    const found = await Promise.all((await disk.keys()).map(async (request) => readBack(await disk.match(request))));
    return found.flatMap((each) => each ?? []);
  } catch {
    return [];
  }
}

export async function dropRecording(language: SpokenLanguage, sentence: string): Promise<void> {
  await (await openDisk()).delete(addressOf(language, sentence)).catch(() => false);
}

async function readBack(response: Response | undefined): Promise<Recording | undefined> {
  const about: unknown = JSON.parse(decodeURIComponent(response?.headers.get(aboutHeader) ?? "null"));
  if (!response || typeof about !== "object" || about === null) return undefined;
  const { language, sentence, recordedBy, recordedAt } = about as Readonly<Record<string, unknown>>;
  const spoken = spokenLanguages.find((each) => each === language);
  if (!spoken || typeof sentence !== "string") return undefined;
  return {
    language: spoken,
    sentence,
    sound: new Uint8Array(await response.arrayBuffer()),
    recordedBy: String(recordedBy),
    recordedAt: Number(recordedAt),
  };
}
