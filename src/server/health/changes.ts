/**
 * Tells open pages that something changed, at most once a beat, so that a surge costs them one reading and not a
 * thousand. Keeps no time: whoever owns the clock calls `beat`.
 */

export type ChangeEvent = "changed" | "ping";

export type Changes = {
  /** Something staff can see is different now. */
  touch(): void;
  /** Tells what was touched since the last beat; every {@link beatsPerPing}th beat says at least that we are alive. */
  beat(): void;
  /** Calls `listener` until the returned function is called or everything closes; then `onClose`. */
  subscribe(listener: (event: ChangeEvent) => void, onClose: () => void): () => void;
  /** Ends every subscription, now and later. */
  close(): void;
};

type Subscriber = { readonly listener: (event: ChangeEvent) => void; readonly onClose: () => void };

/** One a second makes the 15 s that keep proxies and browsers from giving up a silent stream. */
export const beatsPerPing = 15;

export function makeChanges(): Changes {
  const subscribers = new Set<Subscriber>();
  let isTouched = false;
  let isClosed = false;
  let beats = 0;
  return {
    touch: () => {
      isTouched = true;
    },
    beat: () => {
      beats += 1;
      const event = isTouched ? "changed" : "ping";
      if (!isTouched && beats % beatsPerPing !== 0) return;
      isTouched = false;
      for (const subscriber of subscribers) subscriber.listener(event);
    },
    subscribe: (listener, onClose) => {
      const subscriber = { listener, onClose };
      if (isClosed) onClose();
      else subscribers.add(subscriber);
      return () => subscribers.delete(subscriber);
    },
    close: () => {
      isClosed = true;
      for (const { onClose } of subscribers) onClose();
      subscribers.clear();
    },
  };
}
