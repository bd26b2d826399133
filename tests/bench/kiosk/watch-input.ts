/**
 * Runs in a page: how long after a touch or key the next frame is painted (Event Timing), and how long after a touch another
 * question stands there. Handed over as text, so it uses nothing from outside of itself.
 */

export type Inputs = {
  /** One per touch or key that the browser calls slower than 16 ms, in steps of 8 ms. */
  readonly paintMs: readonly number[];
  /** From the touch to the frame that shows another question. */
  readonly questionMs: readonly number[];
};

declare global {
  var watchedInput: { take(): Inputs } | undefined;
}

/** `shown`: what tells one question from another. */
export function watchInput(shown: string): void {
  const slowest = new Map<number, number>();
  let questionMs: number[] = [];
  let before = signature();
  let touchedMs: number | undefined;

  new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) {
      const { interactionId, duration } = entry as PerformanceEventTiming & { readonly interactionId: number };
      if (interactionId > 0) slowest.set(interactionId, Math.max(duration, slowest.get(interactionId) ?? 0));
    }
  }).observe({ type: "event", durationThreshold: 16 } as PerformanceObserverInit);

  addEventListener("click", ({ timeStamp }) => (touchedMs = timeStamp), { capture: true });

  new MutationObserver(() => {
    const now = signature();
    if (touchedMs === undefined || now === before || now === "") return;
    const since = touchedMs;
    before = now;
    touchedMs = undefined;
    requestAnimationFrame(() => setTimeout(() => questionMs.push(performance.now() - since)));
  }).observe(document, { subtree: true, childList: true, characterData: true });

  function signature(): string {
    return [...document.querySelectorAll(shown)].map(({ textContent }) => textContent).join("|");
  }

  globalThis.watchedInput = {
    take() {
      const taken = { paintMs: [...slowest.values()], questionMs };
      slowest.clear();
      questionMs = [];
      before = signature();
      return taken;
    },
  };
}
