/** "Dengarkan": reads this screen aloud, again and again if wanted. Not there at all when nothing can say its first line. */
import type { JSX } from "preact";
import { useEffect, useState } from "preact/hooks";
import { Button } from "../actions/button.tsx";
import { words } from "../words.ts";
import type { SpokenLine, Voice } from "./voice.ts";

export type ListenButtonProps = {
  readonly voice: Voice;
  /** The first one is what the screen asks or says; without it the rest is not offered. */
  readonly lines: readonly SpokenLine[];
  /** Hears which line is being said, and undefined when it is quiet again. */
  readonly onLine?: (at: number | undefined) => void;
};

export function ListenButton({ voice, lines, onLine }: ListenButtonProps): JSX.Element | null {
  const [isSpeaking, setSpeaking] = useState(false);
  // Who leaves the screen has heard enough of it.
  useEffect(() => () => voice.stop(), [voice]);
  const [first] = lines;
  if (first === undefined || !voice.canSay(first)) return null;
  const listen = async (): Promise<void> => {
    if (isSpeaking) return voice.stop();
    setSpeaking(true);
    try {
      await voice.say(lines, onLine);
    } finally {
      setSpeaking(false);
    }
  };
  return (
    <Button kind="quiet" size="large" icon={isSpeaking ? "pause" : "speaker"} onPress={() => void listen()}>
      {words(isSpeaking ? "stopListening" : "listen")}
    </Button>
  );
}
