import { describe, expect, it } from "vitest";
import { makeVoice, silentVoice } from "./voice.ts";

const line = { text: "Mau mengurus apa?", clip: "what" };

describe("a voice", () => {
  it("cannot speak a line without clip when the device has no voice", () => {
    const voice = makeVoice({ clipUrl: () => undefined, play: () => Promise.resolve() });
    expect(voice.canSpeak(line)).toBe(false);
    expect(silentVoice.canSpeak(line)).toBe(false);
  });
  it("prefers the recorded clip to the voice of the device", async () => {
    const heard: string[] = [];
    const voice = makeVoice({
      clipUrl: (clip) => (clip === "what" ? "/audio/what.opus" : undefined),
      play: async (url) => void heard.push(url),
      read: async (text) => void heard.push(text),
    });
    await voice.speak(line);
    await voice.speak({ text: "Lanjut" });
    expect(heard).toEqual(["/audio/what.opus", "Lanjut"]);
  });
  it("stops what it says when it is to say something else, or to be quiet", async () => {
    const signals: AbortSignal[] = [];
    const voice = makeVoice({ clipUrl: (clip) => clip, play: async (_url, signal) => void signals.push(signal) });
    await voice.speak(line);
    await voice.speak(line);
    voice.stop();
    expect(signals.map((signal) => signal.aborted)).toEqual([true, true]);
  });
});
