/**
 * Says a line aloud, or admits that it cannot. A recorded clip comes first; the device's own Indonesian voice fills gaps when the app
 * brings one. There is no synthetic Javanese or Sundanese: a line without a clip in those languages has no voice.
 */
import type { SpokenLine } from "./i18n.ts";

export interface Voice {
  /** False hides every "Dengarkan" button for this line: nobody is offered silence. */
  canSpeak(line: SpokenLine): boolean;
  /** Stops what is being said and says this line; resolves when it has ended or was stopped. */
  speak(line: SpokenLine): Promise<void>;
  stop(): void;
}

/** What an app brings: where clips lie, what plays them, and the device's voice if it has one for the language heard. */
export type VoiceParts = {
  clipUrl(clip: string): string | undefined;
  /** Plays to the end, or until `signal` aborts. */
  play(url: string, signal: AbortSignal): Promise<void>;
  readonly read?: (text: string, signal: AbortSignal) => Promise<void>;
};

/** No clips, no voice: every listen button stays hidden. */
export const silentVoice: Voice = {
  canSpeak: () => false,
  speak: () => Promise.resolve(),
  stop: () => undefined,
};

/** A voice over the parts of an app. One line at a time. */
export function makeVoice(parts: VoiceParts): Voice {
  let speaking = new AbortController();
  const urlOf = (line: SpokenLine): string | undefined =>
    line.clip === undefined ? undefined : parts.clipUrl(line.clip);
  return {
    canSpeak: (line) => urlOf(line) !== undefined || parts.read !== undefined,
    speak: async (line) => {
      speaking.abort();
      speaking = new AbortController();
      const url = urlOf(line);
      if (url !== undefined) await parts.play(url, speaking.signal);
      else await parts.read?.(line.text, speaking.signal);
    },
    stop: () => speaking.abort(),
  };
}
