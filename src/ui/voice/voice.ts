/**
 * Says things aloud from recorded clips, or admits that it cannot: nobody is offered silence, and half a number is never
 * said. Knows no language and no file; an app brings both. One voice at a time.
 */

/** One thing to say: sentences that have a clip each; "," is a short silence. It is said whole or not at all. */
export type SpokenLine = readonly string[];

/** A short silence inside a line. */
const pauseMark = ",";

export interface Voice {
  /** Whether every sentence of the line has a clip. */
  canSay(line: SpokenLine): boolean;
  /**
   * Stops what is being said and says these lines one after the other; those without a clip are left out. `onLine` hears
   * which one is being said, and undefined at the end. Resolves when all has been said, or was stopped.
   */
  say(lines: readonly SpokenLine[], onLine?: (at: number | undefined) => void): Promise<void>;
  stop(): void;
}

/** What an app brings. */
export type VoiceParts = {
  hasClip(sentence: string): boolean;
  /** Plays to the end, or until `signal` aborts. A clip that cannot be played resolves at once. */
  play(sentence: string, signal: AbortSignal): Promise<void>;
  /** The silence inside a line, and the longer one between two. */
  pause(where: "inside" | "between", signal: AbortSignal): Promise<void>;
};

/** A voice over the parts of an app. */
export function makeVoice(parts: VoiceParts): Voice {
  let speaking = new AbortController();
  const canSay = (line: SpokenLine): boolean =>
    line.length > 0 && line.every((sentence) => sentence === pauseMark || parts.hasClip(sentence));
  const sayLine = async (line: SpokenLine, signal: AbortSignal): Promise<void> => {
    for (const sentence of line) {
      if (signal.aborted) return;
      await (sentence === pauseMark ? parts.pause("inside", signal) : parts.play(sentence, signal));
    }
  };
  return {
    canSay,
    say: async (lines, onLine) => {
      speaking.abort();
      const mine = new AbortController();
      speaking = mine;
      for (const [at, line] of lines.entries()) {
        if (mine.signal.aborted) break;
        if (!canSay(line)) continue;
        onLine?.(at);
        await sayLine(line, mine.signal);
        await parts.pause("between", mine.signal);
      }
      onLine?.(undefined);
    },
    stop: () => speaking.abort(),
  };
}
