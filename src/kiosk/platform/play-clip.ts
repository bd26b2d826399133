/** The loudspeaker: plays the bytes of a clip to their end. Knows not what they say. */
import type { Bytes } from "../../base/bytes.ts";

/** Resolves at the end, when `signal` aborts, or when the browser cannot play it; never rejects. */
export function playClip(bytes: Bytes, signal: AbortSignal): Promise<void> {
  if (signal.aborted) return Promise.resolve();
  const address = URL.createObjectURL(new Blob([bytes]));
  const audio = new Audio(address);
  return new Promise<void>((resolve) => {
    const end = (): void => {
      audio.pause();
      URL.revokeObjectURL(address);
      resolve();
    };
    signal.addEventListener("abort", end, { once: true });
    audio.addEventListener("ended", end, { once: true });
    audio.addEventListener("error", end, { once: true });
    audio.play().catch(end);
  });
}

/** A silence of `ms`, shorter when `signal` aborts. */
export function keepSilence(ms: number, signal: AbortSignal): Promise<void> {
  if (signal.aborted) return Promise.resolve();
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, ms);
    signal.addEventListener(
      "abort",
      () => {
        clearTimeout(timer);
        resolve();
      },
      { once: true },
    );
  });
}
