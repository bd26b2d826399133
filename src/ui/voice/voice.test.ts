import { describe, expect, it } from "vitest";
import { makeVoice } from "./voice.ts";

/** A voice that has these clips and writes down what is heard. */
function recordingVoice(clips: readonly string[], onPlay: () => void = () => undefined) {
  const heard: string[] = [];
  const voice = makeVoice({
    hasClip: (sentence) => clips.includes(sentence),
    play: async (sentence) => {
      heard.push(sentence);
      onPlay();
    },
    pause: async (where) => void heard.push(where === "inside" ? "·" : "|"),
  });
  return { voice, heard };
}

describe("a voice", () => {
  it("says lines in their order, with silences, and tells which one it is at", async () => {
    const { voice, heard } = recordingVoice(["Betul?", "satu", "dua"]);
    const at: (number | undefined)[] = [];
    await voice.say([["Betul?"], ["satu", ",", "dua"]], (line) => at.push(line));
    expect(heard).toEqual(["Betul?", "|", "satu", "·", "dua", "|"]);
    expect(at).toEqual([0, 1, undefined]);
  });

  it("never says half a line: one missing digit and the number is left out", async () => {
    const { voice, heard } = recordingVoice(["satu", "Lanjut"]);
    expect(voice.canSay(["satu", "dua"])).toBe(false);
    expect(voice.canSay([])).toBe(false);
    await voice.say([["satu", "dua"], ["Lanjut"]]);
    expect(heard).toEqual(["Lanjut", "|"]);
  });

  it("is quiet when it is stopped, in the middle of a line too", async () => {
    const { voice, heard } = recordingVoice(["satu", "dua"], () => voice.stop());
    await voice.say([["satu", "dua"], ["satu"]]);
    expect(heard).toEqual(["satu", "|"]);
  });

  it("stops what it says when it is to say something else", async () => {
    const signals: AbortSignal[] = [];
    const voice = makeVoice({
      hasClip: () => true,
      play: (_sentence, signal) => {
        signals.push(signal);
        return new Promise((resolve) => signal.addEventListener("abort", () => resolve()));
      },
      pause: () => Promise.resolve(),
    });
    const first = voice.say([["satu"]]);
    const second = voice.say([["dua"]]);
    voice.stop();
    await Promise.all([first, second]);
    expect(signals.map((signal) => signal.aborted)).toEqual([true, true]);
  });
});
