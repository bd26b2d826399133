/** "Dengarkan": reads the line of this screen aloud, again and again if wanted. Not there at all when nothing can say it. */
import type { JSX } from "preact";
import { useState } from "preact/hooks";
import { Button } from "../actions/button.tsx";
import { words } from "../words.ts";
import type { SpokenLine } from "./i18n.ts";
import type { Voice } from "./voice.ts";

export type ListenButtonProps = { readonly voice: Voice; readonly line: SpokenLine };

export function ListenButton({ voice, line }: ListenButtonProps): JSX.Element | null {
  const [isSpeaking, setSpeaking] = useState(false);
  if (!voice.canSpeak(line)) return null;
  const listen = async (): Promise<void> => {
    if (isSpeaking) return voice.stop();
    setSpeaking(true);
    try {
      await voice.speak(line);
    } finally {
      setSpeaking(false);
    }
  };
  return (
    <Button kind="quiet" icon={isSpeaking ? "pause" : "speaker"} onPress={() => void listen()}>
      {words(isSpeaking ? "stopListening" : "listen")}
    </Button>
  );
}
