/** The other tabs of this tablet: a word to all of them, and the moment this one is looked at again. Knows no screen. */
import { isPractice } from "./practice.ts";

/** What one tab tells the others. */
export type Word = "handed-over";

/** A page does not hear itself: only the other tabs do. Practice speaks to nobody who is not practising. */
const channel = new BroadcastChannel(isPractice ? "loket-tabs-latihan" : "loket-tabs");

export function tellOtherTabs(word: Word): void {
  channel.postMessage(word);
}

/** Calls `onWord` whenever another tab says something, for as long as the page lives. */
export function onWordOfOtherTabs(onWord: (word: Word) => void): void {
  channel.addEventListener("message", ({ data }: MessageEvent<unknown>) => {
    if (data === "handed-over") onWord(data);
  });
}

/** Calls `onLook` whenever people look at this page again: it may have been asleep and heard nothing. */
export function onLookedAt(onLook: () => void): void {
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState === "visible") onLook();
  });
}
